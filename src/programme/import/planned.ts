/** A row as the enrolment of many takes it (programme/enrolment): the import is given that operation and names only what it fills. */
export interface EnrolRow {
  readonly name: string;
  /** E.164. */
  readonly phone?: string;
  readonly language?: string;
  readonly cohort?: string;
  readonly group?: string;
  readonly profile?: Readonly<Record<string, string | number>>;
  readonly paper?: { readonly on: string; readonly proof: string };
}

/** A row that can be done. */
export interface Planned {
  readonly line: number;
  readonly row: EnrolRow;
  /** Ids of units. */
  readonly site?: string;
  readonly stage?: string;
  readonly partner?: string;
}
