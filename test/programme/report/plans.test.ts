import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { REPORTS } from '../../../src/assemble/capabilities.ts';
import type { Programme } from '../../../src/flow/programme.ts';
import { runReport } from '../../../src/programme/report/run.ts';
import { BREAKDOWNS } from '../../../src/programme/report.ts';
import { shellSight } from '../../../src/programme/sight.ts';
import type { Query } from '../../../src/store/port.ts';
import { migrations } from '../../store/setup.ts';

/** A step of EXPLAIN QUERY PLAN: those of one parent are loops, each inside the one before. */
interface Step {
  readonly parent: number;
  readonly detail: string;
}

const NOW = Date.parse('2026-03-02T15:00:00Z');
const PROGRAMME = {
  programme: 'llera',
  timezone: 'America/Monterrey',
  languages: ['es-MX'],
  modules: [{ id: 'dinero', title: 'Dinero', lessons: ['dos-botes'] }],
  homeworks: [{ name: 'botes', title: 'Sus dos botes' }],
  surveys: [],
  surveyPlan: [],
  indicators: [],
  sessions: [],
  reminders: [],
  calendar: [],
  atRisk: [],
  stock: [],
} as unknown as Programme;

/** Loops in which everybody is gone through for each row of another: two million rows then take minutes. */
function slow(db: InstanceType<typeof Database>, { sql, params }: Query): string[] {
  const steps = db.prepare(`explain query plan ${sql.sqlite}`).all(params) as Step[];
  const loops = steps.filter(({ detail }) => /^(SCAN|SEARCH) /.test(detail));
  return loops
    .filter(
      ({ parent, detail }, i) => /^SCAN who$/.test(detail) && loops.slice(0, i).some((one) => one.parent === parent),
    )
    .map(({ detail }) => detail);
}

describe('no report looks for each of its rows among everybody', () => {
  const db = new Database(':memory:');
  for (const migration of migrations()) db.exec(migration.sql);

  test.each(REPORTS.flatMap((kind) => [undefined, ...BREAKDOWNS].map((by) => ({ kind, name: kind.name, by }))))(
    '$name by $by',
    async ({ kind, by }) => {
      const found: string[] = [];
      const read = async (query: Query) => {
        found.push(...slow(db, query));
        return db.prepare(query.sql.sqlite).all(query.params) as never[];
      };
      const wanted = { programme: 'llera', ...(by === undefined ? {} : { by }) };
      const at = { read, sight: shellSight('main'), now: NOW, programmes: new Map([['llera', PROGRAMME]]) };
      await runReport(kind, wanted, at);
      expect(found).toEqual([]);
    },
  );
});
