import type { Millis } from '../../base/clock.ts';
import { RecadoError } from '../../base/errors.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import { denominatorsQuery } from '../denominators.ts';
import { knownProgramme } from '../known-programme.ts';
import { firstName } from '../on-duty.ts';
import type { Report, ReportKind } from '../report.ts';
import type { RouteContext } from '../route.ts';
import type { Sight } from '../sight.ts';
import { headTables } from './head.ts';
import type { ShownReport } from './shown.ts';
import { suppressed } from './suppress.ts';
import { askedOf, type Wanted } from './wanted.ts';

export interface RunContext {
  readonly read: (query: Query) => Promise<readonly SqlRow[]>;
  readonly sight: Sight;
  readonly now: Millis;
  readonly programmes: RouteContext['programmes'];
}

/** Who is told the team's fields is told who is who; everybody else gets totals, with small cells hidden. */
export const seesNames = (sight: Pick<Sight, 'classes'>): boolean => sight.classes.includes('team');

/**
 * A report for somebody in particular: what its capability counts, with the people it is about at its head, and as far as this
 * reader may be told. Throws REPORT_CLOSED, REPORT_PERIOD, UNIT_UNKNOWN, SIGHT_DENIED, PROGRAMME_UNKNOWN, FIELD_CLOSED.
 */
export async function runReport(kind: ReportKind, wanted: Wanted, at: RunContext): Promise<ShownReport> {
  const { read, sight, now } = at;
  const programme = knownProgramme(wanted.programme, at.programmes, sight);
  const shared = wanted.shared === true || !seesNames(sight);
  if (shared && kind.names) throw new RecadoError('REPORT_CLOSED', { name: kind.name });
  const asked = await askedOf(wanted, programme, { read, sight, now });
  const head = headTables(await read(denominatorsQuery(asked, sight, now)), asked.by);
  const report: Report = await kind.run(asked, { read, sight, now });
  const tables = [...head, ...report.tables];
  const { programme: _, from: __, to: ___, shared: ____, ...scope } = wanted;
  return {
    ...report,
    name: kind.name,
    from: asked.from ?? null,
    to: asked.day,
    programme: programme.programme,
    zone: programme.timezone,
    madeAt: now,
    shared,
    scope: Object.fromEntries(Object.entries(scope).filter(([, value]) => value !== undefined)) as Record<
      string,
      string
    >,
    tables: shared ? tables.flatMap((table) => suppressed(table, asked.by) ?? []) : tables,
    names: kind.names && !shared ? await namesIn(tables, read) : null,
  };
}

async function namesIn(tables: Report['tables'], read: RunContext['read']): Promise<ReadonlyMap<string, string>> {
  const ids = new Set<string>();
  for (const { columns, rows } of tables)
    for (const [i, { type }] of columns.entries())
      if (type === 'person') for (const row of rows) if (typeof row[i] === 'string') ids.add(row[i]);
  if (ids.size === 0) return new Map();
  const found = await read({
    sql: {
      sqlite: 'select id, name from person where id in (select value from json_each(@ids)) and blocked_at is null',
    },
    params: { ids: JSON.stringify([...ids]) },
  });
  return new Map(found.map(({ id, name }) => [String(id), firstName(name)]));
}
