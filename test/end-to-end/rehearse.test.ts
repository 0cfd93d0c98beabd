import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inRehearsal } from '../../src/assemble/rehearse.ts';
import { DAY } from '../../src/base/clock.ts';
import type { Network, RehearsalHouse } from '../../src/workshop/rehearse/house.ts';
import { brokenPromises } from '../../src/workshop/rehearse/invariants.ts';
import { LOCALES, TOP } from './house.ts';

const FOLDERS = { flows: join(TOP, 'flows'), locales: LOCALES };

/** What the programme is judged by, of everybody, whoever carried it. */
const JUDGED = {
  finished:
    'select p.name, f.flow from flow_progress f join person p on p.id = f.person_id where f.finished_at is not null',
  answers:
    'select p.name, a.flow, a.step, a.type, a.plain, a.correct, a.appends from answer a join person p on p.id = a.person_id',
  profiles: 'select name, profile from person',
  homework: 'select p.name, h.name as homework, h.state from homework h join person p on p.id = h.person_id',
  parts: `select p.name, h.name as homework, a.kind, a.text, a.late from homework_part a
    join homework h on h.id = a.homework_id join person p on p.id = h.person_id`,
  rolls: `select p.name, s.plan_id, f.status from attendance_fact f join session s on s.id = f.session_id
    join person p on p.id = f.person_id where f.method = 'roll' and f.undone_at is null`,
  attendance: `select p.name, s.plan_id, a.status, a.method from attendance a join session s on s.id = a.session_id
    join person p on p.id = a.person_id`,
  certificates: 'select p.name, c.programme from certificate c join person p on p.id = c.person_id',
} as const;

interface Lived {
  readonly judged: Readonly<Record<keyof typeof JUDGED, readonly string[]>>;
  readonly broken: readonly unknown[];
  readonly whole: string;
}

async function lived(network: Network, people: number, weeks: number): Promise<Lived> {
  return inRehearsal(
    FOLDERS,
    'llera',
    { people, weeks, seed: '1', network, onWeek: async () => {} },
    async (house) => ({
      judged: await judgedIn(house),
      broken: await brokenPromises(house),
      whole: JSON.stringify(
        await house.rows('select count(*) as n, sum(segments) as s, max(created_at) as t from outbox'),
      ),
    }),
  );
}

async function judgedIn(house: RehearsalHouse): Promise<Lived['judged']> {
  const told = await Promise.all(
    Object.entries(JUDGED).map(async ([name, sql]) => {
      const rows = await house.rows(sql);
      return [name, rows.map((row) => JSON.stringify(Object.values(row))).toSorted()];
    }),
  );
  return Object.fromEntries(told) as Lived['judged'];
}

describe('a rehearsal of the shipped pack', () => {
  test('a bad network changes nothing that counts, for anybody: answers, homework and its parts, rolls, certificates', async () => {
    const perfect = await lived('perfect', 10, 6);
    expect(perfect.broken).toEqual([]);
    for (const rows of Object.values(perfect.judged)) expect(rows).not.toHaveLength(0);
    const lossy = await lived('lossy', 10, 6);
    expect(lossy.broken).toEqual([]);
    expect(lossy.judged).toEqual(perfect.judged);
  }, 600_000);

  test('one seed, one story: over a bad network too it is the same twice', async () => {
    const one = await lived('lossy', 6, 2);
    expect(await lived('lossy', 6, 2)).toEqual(one);
  }, 600_000);

  test('what comes days late is not lost: it counts by the moment at which she sent it, and is late where that was', async () => {
    const count = (house: RehearsalHouse) => async (from: string) =>
      Number((await house.rows(`select count(*) as n from ${from}`, { day: DAY }))[0]!['n']);
    const told = await inRehearsal(
      FOLDERS,
      'llera',
      { people: 10, weeks: 6, seed: '1', network: 'late', onWeek: async () => {} },
      async (house, wrote) => {
        const n = count(house);
        return {
          broken: await brokenPromises(house),
          lost: wrote - (await n('inbox')),
          late: await n('inbox where arrived_at - sent_at > @day'),
          answers: await n('answer where entered_at - happened_at > @day'),
          parts: await n('homework_part where entered_at - happened_at > @day'),
          misdated: await n(`homework_part p join inbox i on i.seq = p.inbox_seq where i.sent_at <> p.happened_at`),
          mismarked: await n(
            'homework_part p join homework h on h.id = p.homework_id where p.late <> (h.due_at is not null and p.happened_at > h.due_at)',
          ),
        };
      },
    );
    expect(told).toMatchObject({ broken: [], lost: 0, misdated: 0, mismarked: 0 });
    expect(Math.min(told.late, told.answers, told.parts)).toBeGreaterThan(0);
  }, 600_000);
});
