import type { Query, SqlRow } from '../../store/port.ts';
import type { By } from '../audit.ts';
import { personInSight } from '../in-sight.ts';
import type { Sight } from '../sight.ts';
import type { Level, ProblemCode } from './problem.ts';
import { type Import, importOf, importQuery, type State, seen } from './row-of.ts';

/** A system text in the importer's language. */
export type Words = (key: string, vars: Readonly<Record<string, string | number>>, language: string) => string;

/** An import as a shell or the API shows it. */
export interface View {
  readonly id: string;
  readonly programme: string;
  readonly state: State;
  readonly encoding: string;
  readonly columns: readonly { readonly heading: string; readonly field: string }[];
  /** Columns that are not read. */
  readonly ignored: readonly string[];
  readonly preview: {
    readonly rows: number;
    readonly new: number;
    readonly known: number;
    readonly changed: number;
    readonly same: number;
    readonly refused: number;
    readonly invited: number;
  };
  /** How often each was said. */
  readonly problems: Readonly<Record<string, number>>;
  readonly result: Import['result'] & { readonly slices: number; readonly of: number };
  readonly created_at: number;
  readonly previewed_at: number | null;
  readonly confirmed_at: number | null;
  readonly ended_at: number | null;
}

/** Throws IMPORT_UNKNOWN, also where it is not the caller's to see. */
export async function viewed(
  id: string,
  read: (query: Query) => Promise<readonly SqlRow[]>,
  sight: Sight,
  by: By,
): Promise<View> {
  const [row] = await read(importQuery(id));
  const one = seen(importOf(row, id), sight, by);
  const { problems, seq: _, ...preview } = one.tally;
  return {
    id,
    programme: one.programme,
    state: one.state,
    encoding: one.plan.encoding ?? 'xlsx',
    columns: one.plan.columns.map(({ heading, field }) => ({ heading, field })),
    ignored: one.plan.ignored,
    preview,
    problems: problems as Readonly<Record<string, number>>,
    result: { ...one.result, slices: one.state === 'previewed' ? 0 : one.done, of: one.slices },
    created_at: one.createdAt,
    previewed_at: one.previewedAt,
    confirmed_at: one.confirmedAt,
    ended_at: one.endedAt,
  };
}

/** One thing that is to be said of a row. */
export interface Told {
  readonly line: number;
  readonly level: Level;
  readonly code: ProblemCode;
  readonly column: string | null;
  readonly says: string;
  readonly value: string | null;
  /** Of somebody known before, where the reader sees her: who it may be. */
  readonly known: { readonly id: string; readonly name: string | null } | null;
}

/** What is to be said of the rows of an import, in the order of the file; name only those whom the reader sees. */
export function problemsQuery(id: string, sight: Sight): Query {
  const reach = personInSight(sight, 'p.id');
  return {
    sql: {
      sqlite: `select i.seq, i.line, i.level, i.code, i.heading, i.vars, i.value, p.id as person, p.name
        from import_problem i left join person p on p.id = i.person_id and ${reach.sql} where i.import_id = @id`,
    },
    params: { ...reach.params, id },
  };
}

export function toldOf(row: SqlRow, words: Words, language: string): Told {
  const code = row['code'] as ProblemCode;
  const vars = JSON.parse(String(row['vars'])) as Record<string, string | number>;
  const value = row['value'] as string | null;
  return {
    line: Number(row['line']),
    level: row['level'] as Level,
    code,
    column: row['heading'] as string | null,
    says: words(`import.${code}`, { known: '', other: '', ...vars }, language),
    value,
    known: row['person'] === null ? null : { id: String(row['person']), name: row['name'] as string | null },
  };
}
