/** A day and an hour as people say them, inside other words: "Ana el jueves a las 10". Parts that were not said are absent. */
export interface Moment {
  /** What stands before it, and after it. */
  readonly before: string;
  readonly after: string;
  /** Local day, yyyy-mm-dd. */
  readonly day?: string;
  /** Local clock, hh:mm. */
  readonly at?: string;
}
