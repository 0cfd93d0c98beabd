import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inRehearsal } from '../../src/assemble/rehearse.ts';
import { DAY } from '../../src/base/clock.ts';
import type { Network, RehearsalHouse } from '../../src/workshop/rehearse/house.ts';
import { brokenPromises } from '../../src/workshop/rehearse/invariants.ts';
import { type Judged, judgedIn } from '../prove/network/judged.ts';
import { LOCALES, TOP } from './house.ts';

const FOLDERS = { flows: join(TOP, 'flows'), locales: LOCALES };

interface Lived {
  readonly judged: Judged;
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
