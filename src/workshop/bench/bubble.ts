import type { Millis } from '../../base/clock.ts';
import type { Received } from '../emulator/types.ts';

/** What stands on a phone of the bench, from either side. */
export interface BenchBubble {
  /** Unique on the bench and never changing: letters, digits, `-`. */
  readonly id: string;
  readonly from: 'her' | 'us';
  readonly at: Millis;
  readonly text: string;
  /** Something that is not text: what she sent, or the file of ours by the provider's id. */
  readonly media?: { readonly kind: string; readonly file?: string };
  /** What she can tap: up to three stand under the bubble, more behind the button that `opens` them. */
  readonly choices: Received['choices'];
  readonly opens?: string;
  /** By the name of the template that carried it. */
  readonly template?: string;
  /** How many acts came before: what one act brought is one turn. */
  readonly turn: number;
  /** It never reached her; the phone shows nothing, the bench tells of it. */
  readonly lost?: true;
  readonly outboxId?: string;
}

/** A message of ours as it stands on her phone. */
export function bubbleOf(message: Received, id: string, turn: number): BenchBubble {
  const { at, text, choices, opens, template, outboxId, media, type, failed } = message;
  const kind = /^(image|audio|video|document)$/.exec(type)?.[0] ?? (media === undefined ? undefined : 'image');
  return {
    id,
    from: 'us',
    at,
    text,
    choices,
    turn,
    ...(opens === undefined ? {} : { opens }),
    ...(template === undefined ? {} : { template }),
    ...(outboxId === undefined ? {} : { outboxId }),
    ...(kind === undefined ? {} : { media: { kind, ...(media === undefined ? {} : { file: media }) } }),
    ...(failed === undefined ? {} : { lost: true }),
  };
}

/** What she said, from its line in the transcript: `(button) Sí`, `[photo] mi libreta`, or plain words. */
export function saidBubble(said: string, id: string, at: Millis, turn: number): BenchBubble {
  const [, kind, caption] = /^\[(\w+)[^\]]*\]\s*(.*)$/.exec(said) ?? [];
  return {
    id,
    from: 'her',
    at,
    text: caption ?? said.replace(/^\(button\) /, ''),
    choices: [],
    turn,
    ...(kind === undefined ? {} : { media: { kind } }),
  };
}
