import { Writable } from 'node:stream';
import fc from 'fast-check';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROUTES } from '../../src/assemble/capabilities.ts';
import { SCOPES } from '../../src/programme/route.ts';
import { logSettings } from '../../src/server/logging.ts';
import { SAMPLES } from './api-samples.ts';
import { call, newToken, openWorld, urlOf, type World } from './api-world.ts';

let it: World;
let logged = '';
const sink = new Writable({
  write(chunk, _encoding, done) {
    logged += String(chunk);
    done();
  },
});
beforeAll(async () => {
  it = await openWorld(pino(logSettings('trace'), sink));
});
afterAll(() => it.house.close());

const admin = () => newToken(it.house, `--role admin --scope ${SCOPES.join(' ')}`);
/** Well-formed and absurd: what a program with a mistake sends. */
const odd = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    '',
    '\u0000',
    "'; drop table person; --",
    '../../etc/passwd',
    '9'.repeat(400),
    '🦋'.repeat(90),
    1e308,
    -0,
    {},
    [],
  ),
);

test('no body, place, question, cursor or header makes a 5xx', async () => {
  let token = await admin();
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...ROUTES),
      odd,
      odd,
      fc.string({ unit: 'binary', maxLength: 60 }),
      async (route, a, b, text) => {
        if (asked++ % 50 === 49) token = await admin(); // each token has its rate
        const sample = SAMPLES[route.name]!(it.llera);
        const body = typeof sample.body === 'object' && sample.body ? { ...sample.body } : undefined;
        const keys = Object.keys(body ?? {});
        if (body && keys.length > 0) Object.assign(body, { [keys[asked % keys.length]!]: a });
        const params = Object.fromEntries(
          Object.keys(sample.params ?? {}).map((key) => [
            key,
            String(JSON.stringify(b))
              .slice(0, 90)
              .replaceAll(/\p{Cs}/gu, ''),
          ]),
        );
        const query = {
          ...sample.query,
          cursor: asked % 2 ? text : Buffer.from(JSON.stringify(b)).toString('base64url'),
          limit: String(JSON.stringify(a))
            .slice(0, 50)
            .replaceAll(/\p{Cs}/gu, ''),
        };
        let response: Awaited<ReturnType<typeof call>>;
        const variants = [
          { ...sample, body },
          { ...sample, params },
          { ...sample, ...(route.method === 'GET' ? { query } : { body: b }) },
        ];
        for (const variant of variants) {
          response = await call(
            it.house,
            token,
            route.method,
            urlOf(route.path, variant),
            route.method === 'GET' ? undefined : variant.body,
            {
              'idempotency-key': text.replaceAll(/[^\x20-\x7e]/g, '?') || 'x',
              'if-none-match': '*',
            },
          );
          expect([route.name, variant, response.statusCode < 500, response.body]).toEqual([
            route.name,
            variant,
            true,
            response.body,
          ]);
          if (response.statusCode >= 400)
            expect(response.headers['content-type']).toContain('application/problem+json');
        }
      },
    ),
    { numRuns: 150 },
  );
});

test('a token that is anything else is 401', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 120 }), async (text) => {
      const header = text.replaceAll(/[^\x20-\x7e]/g, '?');
      const response = await it.house.app.server.inject({
        url: '/api/v1/people?programme=llera',
        headers: { authorization: header },
        remoteAddress: `10.1.${Math.floor(Math.random() * 255)}.${Math.floor(Math.random() * 255)}`,
      });
      expect(response.statusCode).toBe(401);
    }),
    { numRuns: 100 },
  );
});

test('neither the token nor anything personal stands in the log', async () => {
  const { house, llera } = it;
  const token = await admin();
  for (const route of ROUTES) {
    const { body, ...rest } = SAMPLES[route.name]!(llera);
    for (const payload of [body, { phone: '+528341234567', name: 'Anabel' }]) {
      const url = urlOf(route.path, rest);
      const address = `${url}${url.includes('?') ? '&' : '?'}phone=%2B528341234567`;
      await call(house, token, route.method, address, route.method === 'GET' ? undefined : payload);
      await call(house, token, route.method, url, route.method === 'GET' ? undefined : payload);
    }
  }
  expect(logged).toContain('/api/v1/people');
  // Either half of her number; four digits alone turn up in times.
  const marks = [token, token.split('_')[2]!, '8341234', '1234567', 'Anabel', 'Bearer'];
  for (const mark of marks) expect(logged).not.toContain(mark);
});
