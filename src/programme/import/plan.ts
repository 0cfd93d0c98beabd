import type { FieldClasses } from '../../domain/field-class.ts';
import type { Column } from './columns.ts';
import type { Encoding } from './read/index.ts';

/** How a file is read, and whatever else is the same for all its rows. */
export interface Plan {
  /** Null: a spreadsheet. */
  readonly encoding: Encoding | null;
  readonly columns: readonly Column[];
  /** Headings of columns that are not read. */
  readonly ignored: readonly string[];
  /** Name of the cohort of those whose row says none. */
  readonly cohort?: string;
  /** Whose numbers need no prefix (ISO 3166). */
  readonly country?: string;
  readonly languages: readonly string[];
  readonly fields?: FieldClasses;
  /** yyyy-mm-dd in the programme's zone. */
  readonly today: string;
  /** What the list says replaces what is known of her; else it only fills what is missing. */
  readonly update: boolean;
  /** Names that are nearly the same at one phone are two people; else such a row waits for somebody to look. */
  readonly similar: boolean;
  /** The importer sees a part of the people: every row needs a cohort of that part. */
  readonly narrow: boolean;
  /** Where a number that nobody knows is written to. */
  readonly place: { readonly channel: string; readonly ourNumber: string };
}
