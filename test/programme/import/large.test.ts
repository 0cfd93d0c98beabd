import { afterEach, beforeEach, expect, test } from 'vitest';
import { SECOND } from '../../../src/base/clock.ts';
import { silentLog } from '../../../src/base/log.ts';
import { enrolMany } from '../../../src/programme/enrolment/index.ts';
import { confirm, type Doing, previewWith, viewed } from '../../../src/programme/import/index.ts';
import { shellSight } from '../../../src/programme/sight.ts';
import { createJobs } from '../../../src/scheduler/jobs.ts';
import { packs } from '../../end-to-end/house.ts';
import { buildMind } from '../../../src/assemble/mind.ts';
import { openRecords, type Records } from '../people-at-large.ts';

let records: Records;
beforeEach(async () => {
  records = await openRecords();
});
afterEach(() => records.close());

const PEOPLE = 100_000;
const WORDS = 'Ana Luz Eva Mar Sol Paz Flor Rosa Inés Olga'.split(' ');
/** A name of its own for each number. */
const nameOf = (i: number): string => [...String(i)].map((digit) => WORDS[Number(digit)]!.toLowerCase()).join('');
const line = (i: number): string => `${nameOf(i)} Pérez;834${String(1_000_000 + i)};es;grupo-a;${i % 90}\n`;

/** The file as a disk gives it, made while it is read: so that its own size does not hide what reading it costs. */
const source = {
  async *open() {
    yield Buffer.from('Nombre;Teléfono;Idioma;Cohorte;Edad\n');
    for (let from = 0; from < PEOPLE; from += 1_000)
      yield Buffer.from(Array.from({ length: 1_000 }, (_, i) => line(from + i)).join(''));
  },
};

test('100,000 rows: right, in under 20 s, in bounded memory, in slices that keep nobody waiting', async () => {
  const { store, operate, clock, rows, run } = records;
  const programmes = buildMind({ ...packs() } as never).library.programmes;
  run(`insert into cohort (id, programme, name, starts_on, timezone, created_at) values ('c', 'llera', 'grupo-a', '2026-03-02', 'America/Monterrey', 0)`);
  const slow: number[] = [];
  let most = 0;
  const doing: Doing = {
    read: (query) => store.read(query),
    async operate(operation, input) {
      const began = performance.now();
      const done = await operate(operation, input);
      slow.push(performance.now() - began);
      most = Math.max(most, process.memoryUsage().heapUsed);
      return done;
    },
    programmes,
    newcomers: () => ({ channel: 'twilio-sms', ourNumber: '+528340000002' }),
    sight: shellSight('main'),
    by: { kind: 'shell', id: 'shell' },
    now: clock.now(),
  };
  const asked = { programme: 'llera', map: { Edad: 'profile.edad' } };
  globalThis.gc?.();
  const heap = process.memoryUsage().heapUsed;
  const began = performance.now();
  const { id } = await previewWith(enrolMany)(source, asked, doing);
  const previewed = performance.now() - began;
  expect(await viewed(id, doing.read, doing.sight, doing.by)).toMatchObject({ preview: { rows: PEOPLE, new: PEOPLE, refused: 0 } });
  expect(rows('select count(*) as n from person')).toEqual([{ n: 0 }]);

  await operate(confirm, { id, by: doing.by, sight: doing.sight });
  const jobs = createJobs({ store, clock, seed: () => `jobs-${clock.now()}`, log: silentLog, onDone: () => {} });
  const confirmed = performance.now();
  while (rows('select state from import')[0]!['state'] === 'running') {
    const slice = performance.now();
    await jobs.tick();
    slow.push(performance.now() - slice);
    most = Math.max(most, process.memoryUsage().heapUsed);
    clock.advance(SECOND);
  }
  const done = performance.now() - confirmed;
  expect(rows(`select count(*) as n, count(distinct number) as seats, max(number) as last from roster`)).toEqual([
    { n: PEOPLE, seats: PEOPLE, last: PEOPLE },
  ]);
  expect(rows(`select count(*) as n from person where profile ->> 'edad' between 0 and 89 and language = 'es-MX'`)).toEqual([{ n: PEOPLE }]);
  expect(rows('select count(*) as n from import_slice')).toEqual([{ n: 0 }]);

  const typical = [...slow].sort((a, b) => a - b);
  console.log({ previewed, done, p50: typical[typical.length >> 1], p99: typical[Math.floor(typical.length * 0.99)], heap: (most - heap) / 2 ** 20 });
  expect(previewed + done).toBeLessThan(20_000);
  expect(most - heap).toBeLessThan(200 * 2 ** 20);
}, 120_000);
