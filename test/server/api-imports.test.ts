import { afterAll, beforeAll, expect, test } from 'vitest';
import { call, newToken, openWorld, type World } from './api-world.ts';

let it: World;
beforeAll(async () => {
  it = await openWorld();
});
afterAll(() => it.house.close());

const list = (...rows: readonly string[]): Buffer => Buffer.from(['Nombre;Teléfono;Grupo', ...rows].join('\r\n'));
const send = async (token: string, body: Buffer | string, query = '', headers = {}) =>
  call(it.house, token, 'POST', `/imports?programme=llera&channel=twilio-sms${query}`, body, headers);

test('a file is previewed, its errors read by page, confirmed, and done', async () => {
  const token = await newToken(it.house, '--role admin');
  const before = it.house.count('person');
  const made = await send(token, list('Flor Cruz;834 166 0001;llera-uno', 'Gina;83416;', 'Hilda;834 166 0002;nadie'));
  expect(made.statusCode).toBe(200);
  const { id, state, preview } = made.json();
  expect([state, preview]).toEqual([
    'previewed',
    { rows: 3, new: 1, known: 0, changed: 0, same: 0, refused: 2, invited: 1 },
  ]);
  expect(it.house.count('person')).toBe(before);

  const first = (await call(it.house, token, 'GET', `/imports/${id}/errors?limit=1`)).json();
  expect(first.items).toEqual([
    {
      line: 3,
      level: 'error',
      code: 'phone-short',
      column: 'Teléfono',
      says: 'faltan dígitos: tiene 5. Escriba el número completo, con lada.',
      value: '83416',
      known: null,
    },
  ]);
  const second = (await call(it.house, token, 'GET', `/imports/${id}/errors?language=en&cursor=${first.next}`)).json();
  expect(second.items.map(({ code, says }: { code: string; says: string }) => [code, says])).toEqual([
    ['group-unknown', 'there is no such group among yours. There are: sabado-llera, llera-uno.'],
  ]);

  await call(it.house, token, 'POST', `/imports/${id}/confirm`);
  await it.house.settle();
  const done = (await call(it.house, token, 'GET', `/imports/${id}`)).json();
  expect([done.state, done.result.invited]).toEqual(['done', 1]);
  expect(it.house.count(`person where name = 'Flor Cruz'`)).toBe(1);
  expect((await call(it.house, token, 'POST', `/imports/${id}/confirm`)).statusCode).toBe(200);
  await it.house.settle();
  expect(it.house.count(`person where name = 'Flor Cruz'`)).toBe(1);
});

test('the same request under one key makes one import', async () => {
  const token = await newToken(it.house, '--role admin');
  const key = { 'idempotency-key': 'lista-1' };
  const one = await send(token, list('Irma;834 166 0005;'), '', key);
  const two = await send(token, list('Irma;834 166 0005;'), '', key);
  expect(two.json()).toEqual(one.json());
  expect(two.headers['idempotent-replayed']).toBe('true');
  expect((await send(token, list('Irma;834 166 0006;'), '', key)).json().code).toBe('IDEMPOTENCY_KEY_REUSED');
});

test('what is no file of people is refused with a code', async () => {
  const token = await newToken(it.house, '--role admin');
  const code = async (body: Buffer | string, query = '', headers = {}) =>
    (await send(token, body, query, headers)).json().code;
  expect(await code(Buffer.from('Comunidad;Fecha\nLa Mesa;hoy\n'))).toBe('IMPORT_COLUMN_MISSING');
  expect(await code(Buffer.from('Nombre;Teléfono\n'))).toBe('IMPORT_EMPTY');
  expect(await code('{"rows":[]}', '', { 'content-type': 'application/json' })).toBe('MEDIA_TYPE_UNSUPPORTED');
  expect(await code(Buffer.alloc(11 * 1024 * 1024, 'a'))).toBe('BODY_TOO_LARGE');
  expect(await code(list('Ana;1;'), '&map=Nada=telefono')).toBe('IMPORT_MAP_WRONG');
  expect(await code(list('Ana;1;'), '&map=hola')).toBe('INPUT_INVALID');
  expect(await code(list('Ana;1;'), '&cohort=nadie')).toBe('COHORT_UNKNOWN');
  // And a file where JSON belongs.
  expect((await call(it.house, token, 'POST', '/units', Buffer.from('a;b'))).json().code).toBe(
    'MEDIA_TYPE_UNSUPPORTED',
  );
});

test('whoever works with one cohort puts people into it and into no other, and takes nobody from another', async () => {
  await it.house.shell('cohort new llera --name llera-dos --starts 2026-03-02');
  await it.house.shell('enrol Julia --phone +528341660010 --programme llera --cohort llera-uno --channel twilio-sms');
  const token = await newToken(
    it.house,
    '--role coordinator --programme llera --within llera-dos --scope people:read people:write',
  );
  const rows = [
    'Karla;834 166 0011;llera-dos',
    'Lidia;834 166 0012;llera-uno',
    'Julia;834 166 0010;llera-dos',
    'Mara;834 166 0013;',
  ];
  const made = await send(token, list(...rows));
  const { id, preview } = made.json();
  expect(preview).toMatchObject({ new: 1, refused: 3 });
  const { items } = (await call(it.house, token, 'GET', `/imports/${id}/errors`)).json();
  expect(
    items.map(({ line, code, known }: { line: number; code: string; known: unknown }) => [line, code, known]),
  ).toEqual([
    [3, 'group-unknown', null],
    [4, 'elsewhere', null],
    [5, 'cohort-unknown', null],
  ]);
  expect(JSON.stringify(items)).not.toContain('llera-uno, ');
  const other = await newToken(
    it.house,
    '--role coordinator --programme llera --within llera-dos --scope people:read people:write',
  );
  expect((await call(it.house, other, 'GET', `/imports/${id}`)).json().code).toBe('IMPORT_UNKNOWN');
  expect((await call(it.house, other, 'POST', `/imports/${id}/confirm`)).json().code).toBe('IMPORT_UNKNOWN');
  expect((await send(token, Buffer.from('Nombre;Teléfono\nKarla;834 166 0011'))).json().code).toBe('SIGHT_TOO_NARROW');
});
