import type { OutMedia, OutTemplate } from '../../domain/outbound.ts';

export interface Choice {
  readonly id: string;
  readonly title: string;
}

/** One thing that a provider can send in one request. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  /** `instead`: what goes where it is refused and has no caption. */
  | { readonly kind: 'media'; readonly media: OutMedia; readonly caption?: string; readonly instead?: string }
  | { readonly kind: 'buttons'; readonly text: string; readonly buttons: readonly Choice[]; readonly header?: OutMedia }
  | { readonly kind: 'list'; readonly text: string; readonly button: string; readonly rows: readonly Choice[] }
  | { readonly kind: 'template'; readonly template: OutTemplate; readonly text: string };

/** Lengths in UTF-16 units: how Meta counts an emoji is undocumented, and this is the stricter count (CHANNELS.md §2.2). */
export const LIMITS = {
  buttonTitle: 20,
  rowTitle: 24,
  listButton: 20,
  caption: 1024,
} as const;
