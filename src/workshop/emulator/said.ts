import type { Millis } from '../../base/clock.ts';

export interface FileSaid {
  readonly caption?: string;
  readonly bytes?: Uint8Array;
  readonly mime?: string;
  readonly filename?: string;
}

/** What a robot user does on her phone. A string is what she types. */
export type Said =
  | string
  /** The title or id of a button or row on her screen, the newest that has it. */
  | { readonly tap: string }
  | { readonly photo: FileSaid }
  | { readonly voice: FileSaid }
  | { readonly video: FileSaid }
  | { readonly document: FileSaid }
  | { readonly sticker: FileSaid }
  | { readonly location: readonly [latitude: number, longitude: number]; readonly name?: string }
  /** Without an emoji she takes it back. */
  | { readonly reaction: string | null; readonly to: string }
  | { readonly contact: string }
  | { readonly edit: string; readonly of: string }
  | { readonly deletes: string }
  | { readonly welcome: true }
  | { readonly unsupported: string }
  /** She changed her number to this one. */
  | { readonly becomes: string };

export interface SaidHow {
  /** Id of the message she quotes, or whose button she taps. */
  readonly quote?: string;
  /** When she sent it, if not now: what came late. */
  readonly sentAt?: Millis;
  /** Later by so much than the knobs say. */
  readonly late?: Millis;
  /** The message's id, to send the very same again. */
  readonly id?: string;
}
