import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildMind } from '../../../src/assemble/mind.ts';
import { SECOND } from '../../../src/base/clock.ts';
import { silentLog } from '../../../src/base/log.ts';
import { enrolMany } from '../../../src/programme/enrolment/index.ts';
import { confirm, type Doing, previewWith, viewed } from '../../../src/programme/import/index.ts';
import { shellSight } from '../../../src/programme/sight.ts';
import { createJobs } from '../../../src/scheduler/jobs.ts';
import { packs } from '../../end-to-end/house.ts';
import { openRecords, type Records } from '../people-at-large.ts';

let records: Records;
beforeEach(async () => {
  records = await openRecords();
});
afterEach(() => records.close());

const PEOPLE = 100_000;
const WORDS = 'Ana Luz Eva Mar Sol Paz Flor Rosa Inés Olga'.split(' ');
/** A name of its own for each number. */
const nameOf = (i: number): string => Array.from(String(i), (digit) => WORDS[Number(digit)]!.toLowerCase()).join('');
const line = (i: number): string => `${nameOf(i)} Pérez;834${String(1_000_000 + i)};es;grupo-a;${i % 90}\n`;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
/** What is held, without what only waits to be collected. */
const heapNow = (): number => {
  collect();
  return process.memoryUsage().heapUsed;
};

/** The file as a disk gives it, made while it is read: so that its own size does not hide what reading it costs. */
const source = {
  async *open() {
    yield Buffer.from('Nombre;Teléfono;Idioma;Cohorte;Edad\n');
    for (let from = 0; from < PEOPLE; from += 1_000)
      yield Buffer.from(Array.from({ length: 1_000 }, (_, i) => line(from + i)).join(''));
  },
};

test('100,000 rows: right, in bounded memory, in slices of at most 500 rows', async () => {
  const { store, operate, clock, rows, run } = records;
  const programmes = buildMind(packs()).library.programmes;
  run(
    `insert into cohort (id, programme, name, starts_on, timezone, created_at) values ('c', 'llera', 'grupo-a', '2026-03-02', 'America/Monterrey', 0)`,
  );
  let most = 0;
  let looked = 0;
  const look = (): void => {
    if (++looked % 40 === 0) most = Math.max(most, heapNow());
  };
  const doing: Doing = {
    read: (query) => store.read(query),
    async operate(operation, input) {
      const done = await operate(operation, input);
      look();
      return done;
    },
    programmes,
    newcomers: () => ({ channel: 'twilio-sms', ourNumber: '+528340000002' }),
    sight: shellSight('main'),
    by: { kind: 'shell', id: 'shell' },
    now: clock.now(),
  };
  const asked = { programme: 'llera', map: { Edad: 'profile.edad' } };
  const heap = heapNow();
  const { id } = await previewWith(enrolMany)(source, asked, doing);
  expect(await viewed(id, doing.read, doing.sight, doing.by)).toMatchObject({
    preview: { rows: PEOPLE, new: PEOPLE, refused: 0 },
  });
  expect(rows('select count(*) as n from person')).toEqual([{ n: 0 }]);

  await operate(confirm, { id, by: doing.by, sight: doing.sight });
  const jobs = createJobs({ store, clock, seed: () => `jobs-${clock.now()}`, log: silentLog, onDone: () => {} });
  let widest = 0;
  while (rows('select state from import')[0]!['state'] === 'running') {
    const before = Number(rows('select count(*) as n from person')[0]!['n']);
    await jobs.tick();
    look();
    widest = Math.max(widest, Number(rows('select count(*) as n from person')[0]!['n']) - before);
    clock.advance(SECOND);
  }
  expect(rows(`select count(*) as n, count(distinct number) as seats, max(number) as last from roster`)).toEqual([
    { n: PEOPLE, seats: PEOPLE, last: PEOPLE },
  ]);
  expect(
    rows(`select count(*) as n from person where profile ->> 'edad' between 0 and 89 and language = 'es-MX'`),
  ).toEqual([{ n: PEOPLE }]);
  expect(rows('select count(*) as n from import_slice')).toEqual([{ n: 0 }]);

  expect(widest).toBeLessThanOrEqual(500); // a learner who writes waits for one slice at most
  expect((most - heap) / 2 ** 20).toBeLessThan(200);
}, 120_000);
