import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/base/clock.ts';
import { parsePrice } from '../../src/flow/durations.ts';
import { build } from './pack.ts';

const LESSON = {
  path: 'flows/llera/lessons/dos-botes.yaml',
  text: 'lesson: dos-botes\ntitle: Dos botes\nsteps:\n  - say: Hola.\n',
};

function channelOf(channel: string) {
  const text = `programme: llera
title: Negocio
languages: [es-MX]
timezone: America/Monterrey
join: MITIERRA
modules: [{ id: dinero, title: Dinero, lessons: [dos-botes] }]
channel: ${channel}
`;
  const built = build([{ path: 'flows/llera/programme.yaml', text }, LESSON]);
  return { channel: built.library.programmes.get('llera')?.channel, issues: built.issues };
}

test('what a programme decides about its delivery', () => {
  const { channel } = channelOf(
    '{ fallback_after: 6 hours, monthly_budget: 900 MXN, unopened: { after: 48 hours, do: call }, prices: [{ for: sms, country: MX, price: 0.95 MXN, verified_on: 2026-09-01 }, { for: whatsapp, category: utility, price: 0.0034 USD, verified_on: 2026-09-01 }] }',
  );
  expect(channel).toEqual({
    fallbackAfter: 6 * HOUR,
    monthlyBudget: { minor: 90_000, currency: 'MXN' },
    unopened: { after: 2 * DAY, do: 'call' },
    prices: [
      { form: 'sms', country: 'MX', milli: 95_000, currency: 'MXN', verifiedOn: '2026-09-01' },
      { form: 'whatsapp', category: 'utility', milli: 340, currency: 'USD', verifiedOn: '2026-09-01' },
    ],
  });
});

test('a price without its currency, or for a channel that is none, is a mistake with a place', () => {
  const places = (channel: string) => channelOf(channel).issues.map(({ code, place }) => [code, place?.line]);
  expect(places('{ prices: [{ for: sms, price: 0.95, verified_on: 2026-09-01 }] }')).toEqual([['VALUE_INVALID', 7]]);
  expect(places('{ prices: [{ for: fax, price: 1 MXN, verified_on: 2026-09-01 }] }')).toHaveLength(1);
  expect(places('{ unopened: { after: 48 hours, do: shout } }')).toHaveLength(1);
});

test.each([
  ['0.0034 USD', 340],
  ['1 MXN', 100_000],
  ['12.5 MXN', 1_250_000],
  ['1,50 EUR', undefined],
  ['0.123456 USD', undefined],
])('%s is %s thousandths of a hundredth', (text, milli) => {
  expect(parsePrice(text)?.milli).toBe(milli);
});
