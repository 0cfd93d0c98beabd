import type { Json } from '../base/json.ts';
import type { Form } from './channel.ts';

/**
 * What conditions may ask about a person: the CEL roots of DESIGN §3, as plain JSON. Numbers are doubles. A missing
 * value is absent, and a comparison with it is false. The store loads only the facts that the loaded packs name.
 */
export interface World {
  readonly person: Readonly<Record<string, Json>>;
  readonly profile: Readonly<Record<string, Json>>;
  /** answers.<flow>.<step> */
  readonly answers: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly channel: Form;
  readonly language: string;
  /** Her local date (yyyy-mm-dd) and the moment of this turn: what `days_since(…)` counts to. */
  readonly today?: string;
  readonly now?: number;
  /** Published by capabilities: homework, count, attendance, sessions, quiz… */
  readonly facts: Readonly<Record<string, Json>>;
}
