import { z } from 'zod';
import { SECOND } from '../../base/clock.ts';
import { eventRow } from '../../store/event-row.ts';
import type { Operation, RowWrite, SqlRow } from '../../store/port.ts';
import { codeShown } from './code.ts';
import { evidenceIn } from './fact.ts';
import { numberShown, printedSchema } from './printed.ts';
import { isCoded } from './rows.ts';

/** Tried so often; what fails then is seen to by the team. */
const TRIES = 5;
const AGAIN = 30 * SECOND;

/** A page to draw, and all that stands on it. */
export interface DueDocument {
  readonly id: string;
  readonly certificate: string;
  readonly programme: string;
  readonly number: string;
  /** As it stands on the paper: what she wants to be called there, else her name. */
  readonly name: string;
  /** Null before the first page was drawn. */
  readonly code: string | null;
  readonly printed: z.output<typeof printedSchema> | null;
  readonly minutes: number;
  readonly issuedAt: number;
}

const FROM = `from document d join certificate c on c.id = d.about join person p on p.id = d.person_id
  where d.state = 0 and d.kind = 'certificate' and p.blocked_at is null and p.erased_at is null`;
const DUE = `select d.id, c.id as certificate, c.programme, c.year, c.number, c.code, c.printed, c.evidence, c.issued_at,
    coalesce(c.name, p.profile ->> '$.nombre_completo', p.profile ->> '$.name', p.name, '') as name ${FROM}`;

/** The next pages to draw, and when the first of the others is due. */
export const nextDocuments: Operation<
  { readonly most: number },
  { readonly due: readonly DueDocument[]; readonly dueAt: number | null }
> = {
  name: 'document.next',
  input: z.object({ most: z.number().int() }),
  reads: {
    due: ({ most }, now) => ({
      sql: { sqlite: `${DUE} and d.not_before <= @now order by d.not_before, d.id limit @most + 0` },
      params: { now, most },
    }),
    later: () => ({ sql: { sqlite: `select min(d.not_before) as at ${FROM}` }, params: {} }),
  },
  decide: ({ due = [], later = [] }) => ({
    rows: [],
    output: { due: due.map(documentOf), dueAt: (later[0]?.['at'] as number | null | undefined) ?? null },
  }),
};

function documentOf(row: SqlRow): DueDocument {
  const code = String(row['code']);
  const printed = printedSchema.safeParse(JSON.parse(String(row['printed'])));
  const programme = String(row['programme']);
  return {
    id: String(row['id']),
    certificate: String(row['certificate']),
    programme,
    number: numberShown(programme, Number(row['year']), Number(row['number'])),
    name: String(row['name']),
    code: isCoded(code) ? code : null,
    printed: printed.success ? printed.data : null,
    minutes: evidenceIn({ records: JSON.parse(String(row['evidence'])) }).minutes ?? 0,
    issuedAt: Number(row['issued_at']),
  };
}

const kept = z.strictObject({
  document: z.string(),
  certificate: z.string(),
  name: z.string(),
  code: z.string(),
  printed: printedSchema,
  /** Under MEDIA_DIR; null where its letters cannot be drawn. */
  file: z.string().nullable(),
  /** Why there is no file. */
  why: z.string().nullable(),
});
type Kept = z.output<typeof kept>;

/** The page is kept, and what stands on it is frozen; she is told. Drawn twice (a crash between), it is told once. */
export const documentKept: Operation<Kept, null> = {
  name: 'document.kept',
  input: kept,
  reads: {
    row: ({ document }) => ({
      sql: {
        sqlite: `select d.state, d.person_id, d.workspace, p.lane_id, p.blocked_at, p.simulated, c.programme, c.year, c.number, c.revoked_at
          from document d join certificate c on c.id = d.about join person p on p.id = d.person_id where d.id = @document`,
      },
      params: { document },
    }),
  },
  decide({ row: rows = [] }, given, { now }) {
    const [row] = rows;
    if (row?.['state'] !== 0) return { rows: [], output: null };
    const { document, certificate, name, code, printed, file, why } = given;
    const number = numberShown(String(row['programme']), Number(row['year']), Number(row['number']));
    const writes: RowWrite[] = [
      {
        op: 'update',
        table: 'document',
        key: { id: document },
        set: { state: file === null ? 2 : 1, file, why, made_at: now },
      },
      {
        op: 'update',
        table: 'certificate',
        key: { id: certificate },
        set: { name, code, printed: JSON.stringify(printed) },
      },
    ];
    const told = { number, code: codeShown(code), ...(file === null ? {} : { file }) };
    const to = { id: String(row['person_id']), lane: String(row['lane_id']) };
    if (row['blocked_at'] === null && row['revoked_at'] === null)
      writes.push(eventRow(to, 'certificate.ready', told, { workspace: String(row['workspace']), now }));
    return { rows: writes, output: null };
  },
};

/** It could not be drawn or kept now. After the last try it is given up, and the team sees why. */
export const documentFailed: Operation<{ readonly document: string; readonly why: string }, null> = {
  name: 'document.failed',
  input: z.strictObject({ document: z.string(), why: z.string() }),
  reads: {
    row: ({ document }) => ({
      sql: { sqlite: 'select tries from document where id = @document and state = 0' },
      params: { document },
    }),
  },
  decide({ row: rows = [] }, { document, why }, { now }) {
    const [row] = rows;
    if (!row) return { rows: [], output: null };
    const tries = Number(row['tries']) + 1;
    const set = { tries, why, ...(tries < TRIES ? { not_before: now + AGAIN * tries } : { state: 2 }) };
    return { rows: [{ op: 'update', table: 'document', key: { id: document }, set }], output: null };
  },
};
