import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inRehearsal } from '../../src/assemble/rehearse.ts';
import type { RehearsalHouse } from '../../src/workshop/rehearse/house.ts';
import { brokenPromises } from '../../src/workshop/rehearse/invariants.ts';
import { LOCALES, TOP } from './house.ts';

const FOLDERS = { flows: join(TOP, 'flows'), locales: LOCALES };

/** What the programme is judged by, whoever carried it: her answers, her homework and its parts, the rolls, the certificates. */
const JUDGED = {
  answers: `select p.name, a.flow, a.step, a.plain, a.correct from answer a join person p on p.id = a.person_id`,
  homework: 'select p.name, h.name as homework, h.state from homework h join person p on p.id = h.person_id',
  parts: `select p.name, h.name as homework, a.kind, a.text from homework_part a
    join homework h on h.id = a.homework_id join person p on p.id = h.person_id`,
  rolls: `select p.name, s.plan_id, f.status from attendance_fact f join session s on s.id = f.session_id
    join person p on p.id = f.person_id where f.method = 'roll' and f.undone_at is null`,
  certificates: 'select p.name, c.programme from certificate c join person p on p.id = c.person_id',
} as const;

type Judged = Readonly<Record<keyof typeof JUDGED, readonly string[]>>;

async function lived(
  network: 'perfect' | 'lossy',
  people = 30,
  weeks = 12,
): Promise<{ judged: Judged; broken: number; whole: string }> {
  return inRehearsal(
    FOLDERS,
    'llera',
    { people, weeks, seed: '1', network, onWeek: async () => {} },
    async (house) => ({
      judged: await judgedIn(house),
      broken: (await brokenPromises(house)).length,
      whole: (await house.rows('select count(*) as n, sum(segments) as s, max(created_at) as t from outbox'))
        .map((row) => JSON.stringify(row))
        .join(),
    }),
  );
}

async function judgedIn(house: RehearsalHouse): Promise<Judged> {
  const told = await Promise.all(
    Object.entries(JUDGED).map(async ([name, sql]) => {
      const rows = await house.rows(sql);
      return [name, rows.map((row) => JSON.stringify(Object.values(row))).toSorted()];
    }),
  );
  return Object.fromEntries(told) as Judged;
}

describe('a rehearsal of the shipped pack', () => {
  test('twelve weeks of thirty: every promise holds, twice the same, and a bad network changes nothing that counts', async () => {
    const one = await lived('lossy');
    expect(one.broken).toBe(0);
    const again = await lived('lossy');
    expect(again).toEqual(one);
    const perfect = await lived('perfect');
    expect(perfect.broken).toBe(0);
    expect(perfect.judged).toEqual(one.judged);
  }, 600_000);
});
