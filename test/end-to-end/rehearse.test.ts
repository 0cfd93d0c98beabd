import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inRehearsal } from '../../src/assemble/rehearse.ts';
import type { RehearsalHouse } from '../../src/workshop/rehearse/house.ts';
import { brokenPromises } from '../../src/workshop/rehearse/invariants.ts';
import { LOCALES, TOP } from './house.ts';

const FOLDERS = { flows: join(TOP, 'flows'), locales: LOCALES };

/** Women with a WhatsApp of their own: on SMS and on a phone of two, whose number answers what turns on who wrote first. */
const OWN = `p.id in (select pa.person_id from person_address pa join address d on d.id = pa.address_id and d.channel = 'whatsapp-cloud'
  where (select count(*) from person_address o where o.address_id = d.id) = 1)`;

/** What the programme is judged by, whoever carried it: her answers, her homework and its parts, the rolls, the certificates. */
const JUDGED = {
  finished: `select p.name, f.flow from flow_progress f join person p on p.id = f.person_id where f.finished_at is not null and f.flow not in
    (select flow from flow_progress x join homework h on x.flow = h.programme || '/' || h.name)`,
  answers: `select p.name, a.flow, a.step, a.plain, a.correct from answer a join person p on p.id = a.person_id where ${OWN}`,
  homework: 'select p.name, h.name as homework, h.state from homework h join person p on p.id = h.person_id',
  parts: `select p.name, h.name as homework, a.kind, a.text from homework_part a
    join homework h on h.id = a.homework_id join person p on p.id = h.person_id where ${OWN}`,
  rolls: `select p.name, s.plan_id, f.status from attendance_fact f join session s on s.id = f.session_id
    join person p on p.id = f.person_id where f.method = 'roll' and f.undone_at is null`,
  certificates: 'select p.name, c.programme from certificate c join person p on p.id = c.person_id',
} as const;

type Judged = Readonly<Record<keyof typeof JUDGED, readonly string[]>>;

async function lived(
  network: 'perfect' | 'lossy',
  people = 10,
  weeks = 8,
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
  test('eight weeks of every temperament: every promise holds, twice the same, and a bad network changes nothing that counts', async () => {
    const one = await lived('lossy');
    expect(one.broken).toBe(0);
    const again = await lived('lossy');
    expect(again).toEqual(one);
    const perfect = await lived('perfect');
    expect(perfect.broken).toBe(0);
    expect(perfect.judged).toEqual(one.judged);
  }, 600_000);
});
