/** A stretch of days as people say it; local days (yyyy-mm-dd), both included. */
export type Span = { readonly days: number } | { readonly from?: string; readonly to: string };

/** "grupo-a del 4 al 17 de mayo por cosecha": who, when and why. Parts that were not said are empty. */
export interface Stretch {
  readonly who: string;
  readonly span?: Span;
  readonly why: string;
}
