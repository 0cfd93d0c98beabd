import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY } from '../../src/base/clock.ts';
import { House } from '../end-to-end/house.ts';
import { call, newToken } from './api-world.ts';

let house: House;
let admin: string;
beforeEach(async () => {
  house = await House.open();
  admin = await newToken(house, '--role admin');
});
afterEach(() => house.close());

const COHORT = { programme: 'llera', name: 'grupo-b', starts_on: '2026-04-01' };
const cohorts = () => house.count(`cohort where name like 'grupo-%'`);
const post = (key: string, body: unknown = COHORT) =>
  call(house, admin, 'POST', '/cohorts', body, { 'idempotency-key': key });

test('the same request three times at once over real sockets is one effect', async () => {
  const { server } = house.app;
  await server.listen({ port: 0, host: '127.0.0.1' });
  const base = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const send = () =>
    fetch(`${base}/api/v1/cohorts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json', 'idempotency-key': 'k-1' },
      body: JSON.stringify(COHORT),
    });
  const answers = await Promise.all([send(), send(), send()]);
  const codes = answers.map(({ status }) => status);
  expect(codes).toContain(200);
  for (const answer of answers.filter(({ status }) => status !== 200))
    expect(await answer.json()).toMatchObject({ status: 409, code: 'IDEMPOTENCY_KEY_BUSY' });
  expect(cohorts()).toBe(1);
  const again = await send();
  expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
  const first = answers.find(({ status }) => status === 200)!;
  expect(await again.json()).toEqual(await first.json());
  expect(house.count(`audit where action = 'cohorts.new'`)).toBe(1);
});

test('the same key with another body is 422 and changes nothing', async () => {
  expect((await post('k')).statusCode).toBe(200);
  const other = await post('k', { ...COHORT, name: 'grupo-c' });
  expect([other.statusCode, other.json().code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  expect(cohorts()).toBe(1);
});

test('what was refused may be sent again under its key', async () => {
  await call(house, admin, 'POST', '/cohorts', COHORT);
  expect((await post('k')).json().code).toBe('COHORT_EXISTS');
  house.run(`update cohort set name = 'otro' where name = 'grupo-b'`);
  expect((await post('k')).statusCode).toBe(200);
});

test('a crash after the effect and before the answer was kept repeats nothing', async () => {
  const first = await post('k');
  // As a crash leaves it: what the operation wrote stands in its own commit, the whole answer does not.
  house.run('delete from idempotency_key where nth = -1');
  await house.restart();
  const again = await post('k');
  expect([again.statusCode, again.json()]).toEqual([200, first.json()]);
  expect(cohorts()).toBe(1);
  const other = await post('k', { ...COHORT, name: 'grupo-c' });
  expect(other.statusCode).toBe(422);
});

test('keys of one token are nobody elses, and after a day a key is fresh', async () => {
  await post('k');
  const second = await newToken(house, '--role admin');
  const theirs = await call(
    house,
    second,
    'POST',
    '/cohorts',
    { ...COHORT, name: 'grupo-z' },
    { 'idempotency-key': 'k' },
  );
  expect(theirs.statusCode).toBe(200);
  house.clock.advance(DAY + 1);
  expect((await post('k', { ...COHORT, name: 'grupo-d' })).statusCode).toBe(200);
  expect(cohorts()).toBe(3);
  expect(house.count('idempotency_key where at < 1772553600000')).toBe(0); // the old ones are gone
});

test('a key that is none is refused', async () => {
  for (const key of ['ñandú', 'a b', 'x'.repeat(201)])
    expect((await post(key)).json().code).toBe('IDEMPOTENCY_KEY_INVALID');
});
