import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROUTES } from '../../src/assemble/capabilities.ts';
import { SCOPES } from '../../src/programme/route.ts';
import { EVERY } from '../../src/server/api/limits.ts';
import { SAMPLES } from './api-samples.ts';
import { call, newToken, openWorld, urlOf, type World } from './api-world.ts';

let it: World;
beforeAll(async () => {
  it = await openWorld();
});
afterAll(() => it.house.close());

const all = SCOPES.join(' ');
const reading = ROUTES.filter(({ method }) => method === 'GET');

test('a token of one programme never sees another: every GET, asked for its own and for the other', async () => {
  const token = await newToken(it.house, `--role coordinator --programme llera --scope ${all}`);
  let seen = '';
  for (const route of reading) {
    for (const of of [it.llera, it.rio]) {
      const response = await call(it.house, token, 'GET', urlOf(route.path, SAMPLES[route.name]!(of)));
      expect(response.statusCode).toBeLessThan(500);
      const told = response.statusCode < 400 ? response.body : '';
      for (const mark of it.rio.marks) expect([route.name, told.includes(mark)]).toEqual([route.name, false]);
      seen += told;
    }
  }
  // It does see its own: else the test above proves nothing.
  for (const mark of it.llera.marks) expect([mark, seen.includes(mark)]).toEqual([mark, true]);
});

test('a token of one programme changes nothing of another', async () => {
  const token = await newToken(it.house, `--role admin --programme llera --scope ${all}`);
  const audited = it.house.count(`audit where by_kind = 'token'`);
  for (const route of ROUTES.filter(({ method }) => method !== 'GET')) {
    const asked = SAMPLES[route.name]!(it.rio);
    const response = await call(it.house, token, route.method, urlOf(route.path, asked), asked.body);
    expect([route.name, [403, 404].includes(response.statusCode), response.body]).toEqual([
      route.name,
      true,
      response.body,
    ]);
    it.house.clock.set(it.house.clock.now() + EVERY);
  }
  expect(it.house.count(`audit where by_kind = 'token'`)).toBe(audited);
});

test('an id of somebody out of sight answers as one that nobody has', async () => {
  const token = await newToken(it.house, `--role coordinator --programme llera`);
  const hers = await call(it.house, token, 'GET', `/people/${it.rio.person}`);
  const nobodys = await call(it.house, token, 'GET', '/people/nobody');
  const bare = (body: string, id: string) => JSON.parse(body.replaceAll(id, 'X').replace(/request:\w+/, ''));
  expect(bare(hers.body, it.rio.person)).toEqual(bare(nobodys.body, 'nobody'));
});

test('a reader sees neither phones nor cases nor check-in words, and cannot try whose a phone is', async () => {
  const token = await newToken(it.house, '--role reader');
  const people = (await call(it.house, token, 'GET', '/people?programme=llera')).json().items;
  expect(people.length).toBe(3);
  expect(JSON.stringify(people)).not.toContain('834');
  expect((await call(it.house, token, 'GET', '/cases')).json().items).toEqual([]);
  expect((await call(it.house, token, 'GET', '/sessions')).body).not.toContain('"word"');
  const tried = await call(it.house, token, 'POST', '/people/search', {
    audience: { programme: 'llera' },
    phone: '+528341211000',
  });
  expect(tried.statusCode).toBe(403);
});

test('calls for help and complaints open only for those who hear them', async () => {
  for (const topic of ['safeguarding', 'complaint'])
    it.house.run(
      `insert into care_case (id, person_id, topic, reason, state, opened_at, programme) values (?, ?, ?, '', 'open', 1, 'llera')`,
      `case-${topic}`,
      it.llera.person,
      topic,
    );
  const topics = async (role: string) => {
    const token = await newToken(it.house, `--role ${role} --programme llera`);
    const { items } = (await call(it.house, token, 'GET', '/cases')).json();
    return items.map((item: { topic: string }) => item.topic).sort();
  };
  expect(await topics('coordinator')).toEqual(['person']);
  expect(await topics('admin')).toEqual(['complaint', 'person']);
  expect(await topics('focal')).toEqual(['person', 'safeguarding']);
});

test('people are found by phone and by a part of the name, in the body and never in the address', async () => {
  const token = await newToken(it.house, '--role coordinator --programme llera');
  const search = async (more: object) =>
    (
      await call(it.house, token, 'POST', '/people/search', {
        audience: { programme: 'llera', states: ['active'] },
        ...more,
      })
    )
      .json()
      .items.map((item: { name: string }) => item.name);
  expect(await search({ phone: '+52 834 121 1000' })).toEqual(['Anabel']);
  expect(await search({ name: 'reND' })).toEqual(['Brenda']);
  const guessed = ROUTES.flatMap(({ query }) => Object.keys((query as { shape?: object } | undefined)?.shape ?? {}));
  expect(guessed.filter((name) => /^(name|phone|text|words)$/.test(name))).toEqual([]);
});

test('L1: each partner sees its own people and the shared totals only', async () => {
  const { house, llera } = it;
  const [own, other] = ['sur', 'norte'].map((name, i) => {
    house.run(
      `insert into unit (id, programme, kind, name, title, country, timezone, created_at) values (?, 'llera', 'partner', ?, ?, ?, ?, 0)`,
      `p-${name}`,
      name,
      name,
      ['MX', 'GT'][i],
      ['America/Mexico_City', 'America/Guatemala'][i],
    );
    return `p-${name}`;
  });
  const people = (count: number, partner: string, state: string, from: number) => {
    for (let i = from; i < from + count; i++) {
      house.run('insert into lane (id, created_at) values (?, 0)', `l-${i}`);
      house.run(
        'insert into person (id, lane_id, name, created_at) values (?, ?, ?, 0)',
        `n-${i}`,
        `l-${i}`,
        `Persona${i}`,
      );
      house.run(
        `insert into enrolment (person_id, programme, state, since, partner_id) values (?, 'llera', ?, 0, ?)`,
        `n-${i}`,
        state,
        partner,
      );
    }
  };
  people(7, own!, 'active', 100);
  people(2, own!, 'paused', 200);
  people(6, other!, 'active', 300);
  people(3, other!, 'paused', 400);

  const token = await newToken(house, '--role reader --programme llera --within sur');
  const list = (await call(house, token, 'GET', '/people?programme=llera&limit=200')).json().items;
  expect(list.map((item: { id: string }) => item.id).sort()).toEqual(
    Array.from({ length: 7 }, (_, i) => `n-${100 + i}`),
  );
  expect((await call(house, token, 'GET', '/people/n-100')).statusCode).toBe(200);
  for (const hidden of ['n-300', llera.person])
    expect((await call(house, token, 'GET', `/people/${hidden}`)).statusCode).toBe(404);
  for (const { name, path } of reading.filter(
    ({ name: of }) => of !== 'programme.totals' && of !== 'programmes.list',
  )) {
    const { body } = await call(house, token, 'GET', urlOf(path, SAMPLES[name]!(llera)));
    for (const mark of [...llera.marks, 'n-30', 'Persona3', 'p-norte'])
      expect([name, body.includes(`"${mark}`)]).toEqual([name, false]);
  }

  const { cells, sums } = (await call(house, token, 'GET', '/programmes/llera/totals')).json();
  const cell = (partner: string, state: string) =>
    cells.find((one: { partner: string; state: string }) => one.partner === partner && one.state === state);
  expect(cell('sur', 'active')).toEqual({ partner: 'sur', state: 'active', yours: 7, others: 0 });
  expect(cell('sur', 'paused')).toMatchObject({ yours: 2 });
  expect(cell('norte', 'active')).toMatchObject({ yours: 0, others: 6 });
  expect(cell('norte', 'paused')).toMatchObject({ yours: 0, others: null });
  // Three of no partner are hidden too, and no sum gives a hidden cell away.
  expect(sums).toEqual([
    { state: 'active', yours: 7, others: 6, hidden: 1 },
    { state: 'paused', yours: 2, others: 0, hidden: 1 },
  ]);

  const theirs = await newToken(house, '--role reader --programme llera --within norte');
  const seen = (await call(house, theirs, 'GET', '/people?programme=llera&state=paused')).json().items;
  expect(seen.length).toBe(3);
});
