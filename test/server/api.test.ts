import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MANIFESTS, ROUTES } from '../../src/assemble/capabilities.ts';
import { SECOND } from '../../src/base/clock.ts';
import { SCOPES } from '../../src/programme/route.ts';
import { EVERY } from '../../src/server/api/limits.ts';
import { problemSchema } from '../../src/server/api/problem.ts';
import { SAMPLES } from './api-samples.ts';
import { call, newToken, openWorld, urlOf, type World } from './api-world.ts';

let it: World;
let admin: string;
/** Someone's own token: for what is done in the name of a person. */
let marta: string;

beforeAll(async () => {
  it = await openWorld();
  admin = await newToken(it.house, '--role admin');
  marta = await newToken(it.house, `--for Martallera --scope ${SCOPES.join(' ')}`);
});
// The rate of a token goes by the clock of the house, which stands still.
beforeEach(() => it.house.clock.advance(5 * SECOND));
afterAll(() => it.house.close());

const problem = (response: Awaited<ReturnType<typeof call>>) => {
  expect(response.headers['content-type']).toContain('application/problem+json');
  expect(response.headers['cache-control']).toBe('no-store');
  return problemSchema.parse(response.json());
};

test('names and addresses of routes are unique, and each has a sample request', () => {
  const names = ROUTES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(ROUTES.map(({ method, path }) => `${method} ${path}`)).size).toBe(names.length);
  expect(names.filter((name) => !(name in SAMPLES))).toEqual([]);
  expect(MANIFESTS.flatMap(({ routes }) => routes ?? []).length).toBe(names.length);
});

test('an error is told in Spanish to who asks for it, under the same code', async () => {
  const ask = (accepted: string) =>
    it.house.app.server.inject({ url: '/api/v1/nothing', headers: { 'accept-language': accepted } });
  const [es, en] = [await ask('es-MX,es;q=0.9,en;q=0.8'), await ask('en-US,es;q=0.5')];
  expect(problem(es)).toMatchObject({ code: 'NOT_FOUND', detail: 'En esta dirección no hay nada.' });
  expect(es.headers['content-language']).toBe('es');
  expect(problem(en)).toMatchObject({ code: 'NOT_FOUND', detail: 'There is nothing at this address.' });
  expect(problem(await ask('fr'))).toEqual({ ...problem(en), instance: expect.any(String) });
});

describe.each(ROUTES.map((route) => [route.name, route] as const))('%s', (name, route) => {
  const ask = (token: string | undefined, changes: { body?: unknown; query?: Record<string, string> } = {}) => {
    const asked = { ...SAMPLES[name]!(it.llera), ...changes };
    return call(it.house, token, route.method, urlOf(route.path, asked), asked.body);
  };

  test('no token is 401', async () => {
    const response = await ask(undefined);
    expect([response.statusCode, problem(response).code]).toEqual([401, 'TOKEN_MISSING']);
    expect(response.headers['www-authenticate']).toContain('Bearer');
    for (const wrong of [
      'nonsense',
      'rcd_1_2',
      `${admin}0`,
      admin.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    ]) {
      expect(problem(await ask(wrong)).code).toBe('TOKEN_INVALID');
    }
  });

  test('the wrong scope is 403', async () => {
    const others = SCOPES.filter((scope) => scope !== route.scope);
    const token = await newToken(it.house, `--role admin --scope ${others.join(' ')}`);
    const response = await ask(token);
    expect([response.statusCode, problem(response).code]).toEqual([403, 'SCOPE_MISSING']);
  });

  test('what does not fit is 422 and names every field', async () => {
    const inQuery = await ask(admin, { query: { nonsense: '1' } });
    expect([inQuery.statusCode, problem(inQuery).errors]).toEqual([
      422,
      expect.arrayContaining([expect.objectContaining({ at: 'query.nonsense' })]),
    ]);
    const inBody = await call(it.house, admin, route.method, urlOf(route.path, SAMPLES[name]!(it.llera)), {
      nonsense: 1,
    });
    if (route.raw) expect([inBody.statusCode, problem(inBody).code]).toEqual([415, 'MEDIA_TYPE_UNSUPPORTED']);
    else if (route.method !== 'GET') {
      expect([inBody.statusCode, problem(inBody).code]).toEqual([422, 'INPUT_INVALID']);
      expect(problem(inBody).errors).toContainEqual(expect.objectContaining({ at: expect.stringContaining('body') }));
    }
  });
});

test('every route does its work, and what is no GET leaves one line in the audit log', async () => {
  // Looking first, ending last: one request must not take away what another needs.
  const order = [...ROUTES].sort((a, b) => rank(a.method) - rank(b.method));
  for (const route of order) {
    const asked = SAMPLES[route.name]!(it.llera);
    const before = it.house.count(`audit where action = '${route.name}'`);
    const token = route.name === 'cases.close' ? marta : admin;
    // Other routes have let her in by now: she waits to be chosen again.
    if (route.name === 'applications.decide')
      it.house.run(`update enrolment set state = 'applicant', cohort_id = null where person_id = ?`, it.llera.person);
    // Another route has closed it.
    if (route.name === 'tasks.assign')
      it.house.run("update task set state = 'open', done_at = null where id = ?", it.llera.task);
    const response = await call(it.house, token, route.method, urlOf(route.path, asked), asked.body);
    expect([route.name, response.statusCode, response.body.slice(0, 300)]).toEqual([
      route.name,
      200,
      response.body.slice(0, 300),
    ]);
    if (route.file) expect(route.file).toContain(String(response.headers['content-type']).split(';')[0]);
    else expect(route.reply.safeParse(response.json()).success).toBe(true);
    const lines = it.house.count(`audit where action = '${route.name}'`) - before;
    expect([route.name, lines]).toEqual([route.name, route.method === 'GET' ? 0 : 1]);
    it.house.clock.set(it.house.clock.now() + EVERY);
  }
  const written = it.house.rows('select by_kind, by_id, detail from audit where by_kind = ?', 'token');
  expect(JSON.stringify(written)).not.toContain('834');
  expect(JSON.stringify(written)).not.toContain('Nueva');
});
const rank = (method: string) => ['GET', 'POST', 'PATCH', 'DELETE'].indexOf(method);

test('an unknown address is 404, another method 405 with those it takes', async () => {
  expect(problem(await call(it.house, admin, 'GET', '/nothing')).code).toBe('NOT_FOUND');
  const response = await call(it.house, admin, 'DELETE', '/cohorts');
  expect([response.statusCode, response.headers['allow'], problem(response).code]).toEqual([
    405,
    'GET, POST',
    'METHOD_NOT_ALLOWED',
  ]);
});

test('bodies that are no JSON, too large, or of another type', async () => {
  const post = (body: string, type: string) =>
    call(it.house, admin, 'POST', '/cohorts', body, { 'content-type': type });
  expect(problem(await post('{', 'application/json')).status).toBe(400);
  expect(problem(await post('a=1', 'application/x-www-form-urlencoded')).code).toBe('MEDIA_TYPE_UNSUPPORTED');
  expect(problem(await post(JSON.stringify({ name: 'x'.repeat(1_100_000) }), 'application/json')).code).toBe(
    'BODY_TOO_LARGE',
  );
  expect(problem(await post('', 'application/json')).code).toBe('INPUT_INVALID');
});

test('an answer that has not changed costs no body', async () => {
  const first = await call(it.house, admin, 'GET', '/programmes');
  expect(first.headers['cache-control']).toBe('no-store');
  const again = await call(it.house, admin, 'GET', '/programmes', undefined, {
    'if-none-match': String(first.headers['etag']),
  });
  expect([again.statusCode, again.body]).toEqual([304, '']);
});

test('a revoked token, an expired one, and one whose person has no role left open nothing', async () => {
  const { house, rio } = it;
  const one = await newToken(house, '--role admin');
  expect((await call(house, one, 'GET', '/programmes')).statusCode).toBe(200);
  expect(house.rows('select last_used_on from token where id = ?', one.split('_')[1])).toEqual([
    { last_used_on: '2026-03-02' },
  ]);
  await house.shell(`token revoke ${one.split('_')[1]}`);
  expect((await call(house, one, 'GET', '/programmes')).statusCode).toBe(401);
  await expect(house.shell(`token revoke ${one.split('_')[1]}`)).rejects.toThrow('no token');

  const short = await newToken(house, '--days 1');
  expect((await call(house, short, 'GET', '/programmes')).statusCode).toBe(200);
  house.run('update token set expires_at = ? where id = ?', house.clock.now(), short.split('_')[1]);
  expect((await call(house, short, 'GET', '/programmes')).statusCode).toBe(401);

  const hers = await newToken(house, '--for Martario');
  expect((await call(house, hers, 'GET', '/programmes')).json().items).toEqual([
    expect.objectContaining({ programme: 'rio' }),
  ]);
  house.run('update staff set until = 1 where person_id = ?', rio.staff);
  expect((await call(house, hers, 'GET', '/programmes')).statusCode).toBe(401);
  house.run('update staff set until = null where person_id = ?', rio.staff);
});

test('whoever guesses tokens is held back, and good tokens from there are not', async () => {
  const from = { from: '10.9.9.9' };
  const guess = () => call(it.house, `${admin}0`, 'GET', '/programmes', undefined, from);
  const codes = [];
  for (let i = 0; i < 32; i++) codes.push((await guess()).statusCode);
  expect(codes.slice(0, 30).every((code) => code === 401)).toBe(true);
  expect(codes.slice(30)).toEqual([429, 429]);
  expect((await call(it.house, admin, 'GET', '/programmes', undefined, from)).statusCode).toBe(200);
});

test('the secret of a token stands nowhere', async () => {
  const secret = admin.split('_')[2]!;
  const everything = it.house
    .rows(`select name from sqlite_master where type = 'table'`)
    .map(({ name }) => JSON.stringify(it.house.rows(`select * from "${name}"`)));
  expect(everything.join()).not.toContain(secret);
  expect(await it.house.shell('token list')).not.toContain(secret);
});

test('a token that runs wild is held back, and told for how long', async () => {
  const token = await newToken(it.house, '--role admin');
  const codes = await Promise.all(
    Array.from({ length: 70 }, async () => (await call(it.house, token, 'GET', '/programmes')).statusCode),
  );
  expect(codes.filter((code) => code === 200).length).toBe(60);
  const held = await call(it.house, token, 'GET', '/programmes');
  expect([held.statusCode, Number(held.headers['retry-after'])]).toEqual([429, 1]);
  expect((await call(it.house, admin, 'GET', '/programmes')).statusCode).toBe(200);
});

test('shell commands that write are lines in the audit log, those that look are none', async () => {
  const before = it.house.count(`audit where by_kind = 'shell'`);
  await it.house.shell('staff list');
  await it.house.shell('token list');
  expect(it.house.count(`audit where by_kind = 'shell'`)).toBe(before);
  await it.house.shell('enrol Ofelia --phone +528341550009 --programme llera --channel twilio-sms');
  expect(it.house.rows(`select action, about from audit where by_kind = 'shell' order by seq desc limit 1`)).toEqual([
    { action: 'enrol', about: it.house.rows(`select id from person where name = 'Ofelia'`)[0]!['id'] },
  ]);
  const said = await it.house.shell('audit --last 1');
  expect(said).toContain('shell shell  enrol');
  expect(said).not.toContain('Ofelia');
});
