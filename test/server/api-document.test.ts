import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROUTES } from '../../src/assemble/capabilities.ts';
import { ERRORS } from '../../src/base/errors.ts';
import { SCOPES } from '../../src/programme/route.ts';
import { House } from '../end-to-end/house.ts';
import { call } from './api-world.ts';

interface Operation {
  readonly operationId: string;
  readonly security: readonly { readonly token: readonly string[] }[];
  readonly parameters: readonly { readonly name?: string; readonly in?: string; readonly required?: boolean }[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, unknown>>;
}
type Document = Readonly<Record<string, unknown>> & {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

let house: House;
let document: Document;
beforeAll(async () => {
  house = await House.open();
  document = (await call(house, undefined, 'GET', '/openapi.json')).json();
});
afterAll(() => house.close());

test('it is OpenAPI 3.1 and open to whoever asks, since it names nobody', async () => {
  const response = await call(house, undefined, 'GET', '/openapi.json');
  expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
  expect(document['openapi']).toBe('3.1.0');
  expect(document['info']).toMatchObject({ title: 'Recado', version: '1' });
  const again = await call(house, undefined, 'GET', '/openapi.json', undefined, {
    'if-none-match': String(response.headers['etag']),
  });
  expect(again.statusCode).toBe(304);
});

test('every route stands in it with its scope, and nothing else does', () => {
  const told = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => `${method.toUpperCase()} ${path} ${operation.operationId}`),
  );
  expect(told.sort()).toEqual(ROUTES.map(({ method, path, name }) => `${method} ${path} ${name}`).sort());
  for (const route of ROUTES) {
    const operation = document.paths[route.path]![route.method.toLowerCase()]!;
    expect(operation.security).toEqual([{ token: [route.scope] }]);
    expect(SCOPES).toContain(route.scope);
    expect(operation.requestBody !== undefined).toBe(route.body !== undefined);
    for (const status of ['200', '401', '403', '422', '429']) expect(operation.responses[status]).toBeDefined();
  }
});

test('every place in a path is a parameter of it, and only those', () => {
  for (const [path, methods] of Object.entries(document.paths)) {
    const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();
    for (const { parameters } of Object.values(methods)) {
      const told = parameters.filter((one) => one.in === 'path');
      expect(told.map(({ name }) => String(name)).sort()).toEqual(places);
      expect(told.every(({ required }) => required)).toBe(true);
    }
  }
});

test('every reference resolves', () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref!);
  expect(refs.length).toBeGreaterThan(ROUTES.length);
  for (const ref of new Set(refs)) {
    expect(ref.startsWith('#/')).toBe(true);
    const found = ref
      .slice(2)
      .split('/')
      .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], document);
    expect([ref, found !== undefined]).toEqual([ref, true]);
  }
});

test('nothing is taken that the document does not name', () => {
  for (const { name, body, raw, query, params } of ROUTES)
    for (const schema of [raw ? undefined : body, query, params]) {
      if (!schema) continue;
      const strict = schema.safeParse({ '\u0000nobody': 1 });
      const keys = strict.error?.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
      expect([name, keys]).toEqual([name, ['\u0000nobody']]);
    }
});

test('the page for people names every route, scope and error, with scripts of nobody', async () => {
  const response = await house.app.server.inject({ url: '/api/docs', headers: { accept: 'text/html' } });
  expect(response.statusCode).toBe(200);
  for (const { method, path, scope } of ROUTES) {
    expect(response.body).toContain(`${method} ${path}`);
    expect(response.body).toContain(scope);
  }
  for (const code of Object.keys(ERRORS)) expect(response.body).toContain(`id="${code}"`);
  expect(response.body).not.toContain('<script');
  expect(response.body).not.toMatch(/(src|href)="https?:/);
});
