import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { HOUR, MINUTE, SECOND } from '../../src/base/clock.ts';
import { RecadoError } from '../../src/base/errors.ts';
import { silentLog } from '../../src/base/log.ts';
import { jobDone, jobRow, jobSchema } from '../../src/programme/job.ts';
import { createJobs } from '../../src/scheduler/jobs.ts';
import type { Operation, Store } from '../../src/store/port.ts';
import { MONDAY, openRecords, type Records } from '../programme/people-at-large.ts';

const input = z.strictObject({ what: z.string(), job: jobSchema.optional() });
/** Leaves a mark that shows each time it was done, in the same commit as the job's end. */
const mark: Operation<z.output<typeof input>, null> = {
  name: 'test.mark',
  input,
  reads: {},
  decide: (_, { what, job }, { now }) => ({
    rows: [
      { op: 'insert', table: 'audit', values: { at: now, by_kind: 'system', by_id: 'test', action: what } },
      ...jobDone(job, [{ key: 'staff.no-cases', vars: {} }], now),
    ],
    output: null,
  }),
};
let broken = true;
const fails: Operation<z.output<typeof input>, null> = {
  ...mark,
  name: 'test.fails',
  decide(...all) {
    if (broken) throw new RecadoError('PHONE_INVALID');
    return mark.decide(...all);
  },
};
const add: Operation<{ operation: string; what: string; at: number }, null> = {
  name: 'test.add',
  input: z.strictObject({ operation: z.string(), what: z.string(), at: z.number() }),
  reads: {},
  decide: (_, { operation, what, at }, when) => ({
    rows: [jobRow({ lane: 'l', person: 'p', operation, input: { what }, at, workspace: 'main' }, when)],
    output: null,
  }),
};

let records: Records;
let woken: number;
beforeEach(async () => {
  broken = true;
  woken = 0;
  records = await openRecords([mark, fails, add]);
  records.run(`insert into lane (id, created_at) values ('l', 0)`);
  records.run(`insert into person (id, lane_id, created_at) values ('p', 'l', 0)`);
});
afterEach(() => records.close());

let seeds = 0;
const worker = (store: Store = records.store) =>
  createJobs({ store, clock: records.clock, seed: () => `jobs-${seeds++}`, log: silentLog, onDone: () => woken++ });
const marks = () => records.rows('select action from audit order by seq').map(({ action }) => action);
const asked = (operation: string, what: string, at = MONDAY) => records.operate(add, { operation, what, at });
const told = () =>
  records
    .rows(`select payload from event where name = 'staff.answer'`)
    .map(({ payload }) => JSON.parse(String(payload)).lines[0].key);

test('jobs are done in their order, each once, and who asked is answered', async () => {
  await asked('test.mark', 'first');
  await asked('test.mark', 'second');
  const jobs = worker();
  expect(await jobs.tick()).toBe(true);
  expect(marks()).toEqual(['first', 'second']);
  expect(told()).toEqual(['staff.no-cases', 'staff.no-cases']);
  expect(records.rows('select state, did from job')).toEqual([
    { state: 1, did: 'done' },
    { state: 1, did: 'done' },
  ]);
  expect(woken).toBe(2);
  expect(await jobs.tick()).toBe(false);
  expect(await jobs.nextDue()).toBeNull();
});

test('a job waits for its hour, and a clock that goes back makes it wait again', async () => {
  await asked('test.mark', 'later', MONDAY + HOUR);
  const jobs = worker();
  expect(await jobs.tick()).toBe(false);
  expect(await jobs.nextDue()).toBe(MONDAY + HOUR);
  records.clock.set(MONDAY - HOUR);
  expect(await jobs.tick()).toBe(false);
  records.clock.set(MONDAY + HOUR);
  await jobs.tick();
  expect(marks()).toEqual(['later']);
});

test('a crash after the work was kept, and before anybody heard of it, repeats nothing', async () => {
  await asked('test.mark', 'once');
  const { store } = records;
  let dies = true;
  const dying: Store = {
    ...store,
    async operate(operation, given, at) {
      const output = await store.operate(operation, given, at);
      if (operation.name === 'test.mark' && dies) throw new Error('the line to the store broke');
      return output;
    },
  };
  await worker(dying).tick();
  dies = false;
  await worker().tick(); // the next process
  records.clock.set(MONDAY + HOUR);
  await worker().tick();
  expect(marks()).toEqual(['once']);
  expect(told()).toEqual(['staff.no-cases']); // and no word of a failure
});

test('two processes at one job: the second one changes nothing', async () => {
  await asked('test.mark', 'once');
  const { id } = records.rows('select id from job')[0]!;
  const job = { id: String(id), workspace: 'main', lane: 'l', person: 'p' };
  await records.operate(mark, { what: 'once', job });
  await expect(records.operate(mark, { what: 'once', job })).rejects.toMatchObject({ code: 'STALE' });
  expect(marks()).toEqual(['once']);
});

test('what fails is tried again, later each time, and others do not wait for it', async () => {
  await asked('test.fails', 'at last');
  await asked('test.mark', 'other');
  const jobs = worker();
  await jobs.tick();
  expect(marks()).toEqual(['other']);
  const [first] = records.rows('select tries, did, not_before, state from job order by id');
  expect(first).toMatchObject({ tries: 1, did: 'PHONE_INVALID', state: 0 });
  expect(Number(first!['not_before'])).toBeGreaterThan(MONDAY);
  expect(Number(first!['not_before'])).toBeLessThanOrEqual(MONDAY + 10 * SECOND);
  broken = false;
  records.clock.set(MONDAY + MINUTE);
  await jobs.tick();
  expect(marks()).toEqual(['other', 'at last']);
});

test('what fails four times is set aside, and who asked reads that it was not done', async () => {
  await asked('test.fails', 'never');
  for (let i = 0; i < 6; i++) {
    await worker().tick();
    records.clock.set(records.clock.now() + HOUR);
  }
  expect(records.rows('select state, tries, did from job')).toEqual([{ state: 2, tries: 4, did: 'PHONE_INVALID' }]);
  expect(told()).toEqual(['staff.job-failed']);
  expect(marks()).toEqual([]);
});

test('an operation that is not there, or an input that is not its own, is set aside like any failure', async () => {
  await asked('test.none', 'x');
  records.run(`update job set input = 'no JSON' where operation = 'test.none'`);
  await asked('test.none', 'y');
  for (let i = 0; i < 5; i++) {
    await worker().tick();
    records.clock.set(records.clock.now() + HOUR);
  }
  expect(records.rows('select state from job')).toEqual([{ state: 2 }, { state: 2 }]);
});
