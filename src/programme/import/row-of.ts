import { DAY, type Millis } from '../../base/clock.ts';
import { RecadoError } from '../../base/errors.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import type { By } from '../audit.ts';
import type { Sight } from '../sight.ts';
import type { Plan } from './plan.ts';
import { type Result, resultOf, type Tally, tallyOf } from './tally.ts';

export const STATES = ['reading', 'previewed', 'running', 'done', 'expired'] as const;
export type State = (typeof STATES)[number];

/** A preview is good for a day: people come and go. */
export const GOOD_FOR: Millis = DAY;

/** An import as it is kept, its JSON read. */
export interface Import {
  readonly id: string;
  readonly workspace: string;
  readonly programme: string;
  readonly state: State;
  readonly plan: Plan;
  readonly tally: Tally;
  readonly result: Result;
  readonly by: By;
  readonly slices: number;
  readonly done: number;
  readonly createdAt: Millis;
  readonly previewedAt: Millis | null;
  readonly confirmedAt: Millis | null;
  readonly endedAt: Millis | null;
}

export const importQuery = (id: string): Query => ({
  sql: { sqlite: 'select * from import where id = @id' },
  params: { id },
});

/** Throws IMPORT_UNKNOWN where there is no row. */
export function importOf(row: SqlRow | undefined, id: string): Import {
  if (!row) throw new RecadoError('IMPORT_UNKNOWN', { id });
  const moment = (column: string) => row[column] as Millis | null;
  return {
    id: String(row['id']),
    workspace: String(row['workspace']),
    programme: String(row['programme']),
    state: row['state'] as State,
    plan: JSON.parse(String(row['plan'])) as Plan,
    tally: tallyOf(row),
    result: resultOf(row),
    by: { kind: row['by_kind'] as By['kind'], id: String(row['by_id']) },
    slices: Number(row['slices']),
    done: Number(row['done']),
    createdAt: Number(row['created_at']),
    previewedAt: moment('previewed_at'),
    confirmedAt: moment('confirmed_at'),
    endedAt: moment('ended_at'),
  };
}

/** Whoever works with a part of a programme sees her own imports and no others. Throws IMPORT_UNKNOWN. */
export function seen(one: Import, sight: Sight, by: By): Import {
  const isHers = sight.within === null || one.by.id === by.id;
  const isIn =
    one.workspace === sight.workspace && (sight.programmes === null || sight.programmes.includes(one.programme));
  if (!isHers || !isIn) throw new RecadoError('IMPORT_UNKNOWN', { id: one.id });
  return one;
}
