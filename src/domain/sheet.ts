/**
 * A printed page as data: certificates, rosters, business plans, reports. Whoever makes one says what stands on it; the room
 * `paper` draws it. Texts are whole words in the reader's language, numbers already written as she reads them.
 */
export interface Sheet {
  /** Also the document's title. */
  readonly title: string;
  /** BCP 47: which way it is written, and what a reader's screen says. */
  readonly language: string;
  readonly layout: 'page' | 'landscape' | 'certificate';
  readonly blocks: readonly Block[];
  /** Small, at the foot of each page. */
  readonly foot?: string;
  /** When it was made, epoch milliseconds: the document's date, so that one that is drawn again is the same. Absent: now. */
  readonly at?: number;
}

export type Block =
  | { readonly is: 'heading'; readonly text: string; readonly level?: 1 | 2 }
  | { readonly is: 'text'; readonly text: string; readonly size?: 'small' | 'normal' | 'large'; readonly centre?: true }
  /** A name or a number that the page is about. */
  | { readonly is: 'display'; readonly text: string }
  | {
      readonly is: 'table';
      readonly columns: readonly {
        readonly title: string;
        readonly align?: 'left' | 'right';
        readonly share?: number;
      }[];
      readonly rows: readonly (readonly string[])[];
      /** Of each row, for writing by hand. */
      readonly height?: number;
      /** More rows on a page: long lists. */
      readonly dense?: true;
    }
  | {
      readonly is: 'figures';
      readonly items: readonly { readonly label: string; readonly value: string; readonly note?: string }[];
    }
  /** `beside`: another to its right, both half as wide. */
  | { readonly is: 'chart'; readonly chart: Chart; readonly beside?: Chart }
  /** Pictures of the pack (PNG, JPEG), side by side: `<programme>/media/<file>`, as in OutMedia. */
  | { readonly is: 'logos'; readonly files: readonly string[] }
  /** A line to sign on, for each. */
  | { readonly is: 'signers'; readonly signers: readonly { readonly name: string; readonly role?: string }[] }
  | { readonly is: 'qr'; readonly content: string; readonly caption?: string }
  | { readonly is: 'space'; readonly lines: number }
  | { readonly is: 'break' };

/** What a coordinator can read at a glance; a table with the same numbers stands beside it wherever it is shown. */
export interface Chart {
  readonly kind: 'bars' | 'line' | 'stacked';
  readonly title: string;
  /** Behind each value: `%`. */
  readonly unit?: string;
  readonly labels: readonly string[];
  /** One value a label; null where nothing is known, which is no zero. */
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  /** A line to reach: 90. */
  readonly target?: number;
  /** Words beside the numbers, in the reader's language: where nothing is known ("sin dato"), at the target ("Meta"). */
  readonly says?: { readonly nothing?: string; readonly target?: string };
}
