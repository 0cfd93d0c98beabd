import { afterEach, expect, test } from 'vitest';
import { confirm } from '../../src/programme/broadcast/confirm.ts';
import { enqueue } from '../../src/programme/broadcast/enqueue.ts';
import { freeze } from '../../src/programme/broadcast/freeze.ts';
import { SLICE } from '../../src/programme/broadcast/limits.ts';
import { preview } from '../../src/programme/broadcast/preview.ts';
import { steer, sweepOn } from '../../src/programme/broadcast/steer.ts';
import { shellSight } from '../../src/programme/sight.ts';
import { fill, openRecords, type Records } from './people-at-large.ts';

const PEOPLE = 100_000;
const by = { kind: 'shell', id: 'shell' } as const;
const sight = shellSight('main');

let records: Records;
afterEach(() => records.close());

/** As the job worker does: what is due, one after the other, however it was asked for. */
async function work(): Promise<number> {
  const operations = Object.fromEntries([enqueue, sweepOn, freeze].map((one) => [one.name, one]));
  for (let done = 0; ; done++) {
    const [job] = records.rows(
      'select * from job where state = 0 and not_before <= ? order by not_before, id limit 1',
      records.clock.now(),
    );
    if (!job) return done;
    const own = { id: String(job['id']), workspace: 'main', lane: null, person: null };
    await records.operate(
      operations[String(job['operation'])] as never,
      { ...JSON.parse(String(job['input'])), job: own } as never,
    );
  }
}

test('100,000 people: each is judged once, a third left out, the rest queued once in slices, and all that waits is recalled', async () => {
  records = await openRecords();
  fill(records, PEOPLE);
  const draft = { text: { text: 'Mañana a las 4 en el salón.' }, audience: { programme: 'llera' } };
  const { id } = await records.operate(preview, { draft, by, sight });
  let slices = 1;
  for (let more = true; more; slices++) ({ more } = await records.operate(freeze, { id }));
  expect(slices).toBeGreaterThan(PEOPLE / SLICE); // no commit holds more than a slice
  const [b] = records.rows('select code, state, tally, judged from broadcast');
  const out = Math.ceil(PEOPLE / 3);
  expect(b).toMatchObject({ state: 'previewed', judged: PEOPLE });
  expect(JSON.parse(String(b!['tally']))).toMatchObject({
    go: PEOPLE - out,
    reasons: { 'window-closed': out },
    cost: { MXN: (PEOPLE - out) * 80_000 },
  });
  expect(records.rows('select count(distinct person_id) as people, max(n) as n from broadcast_recipient')).toEqual([
    { people: PEOPLE, n: PEOPLE },
  ]);

  records.run('update broadcast set tested_at = 1');
  await records.operate(confirm, { id, code: Number(b!['code']), by, sight });
  expect(await work()).toBeGreaterThanOrEqual(PEOPLE / SLICE);
  const rows = 'select count(*) as rows, count(distinct person_id) as people, min(priority) as priority from outbox';
  expect(records.rows(`${rows} where kind = 'broadcast' and state = 'pending'`)).toEqual([
    { rows: PEOPLE - out, people: PEOPLE - out, priority: 2 },
  ]);

  await records.operate(steer, { id, turn: 'cancel', by, sight });
  await work();
  expect(records.rows('select distinct state, why from outbox')).toEqual([{ state: 'dropped', why: 'cancelled' }]);
}, 60_000);
