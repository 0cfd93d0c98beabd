import { describe, expect, test } from 'vitest';
import { countryOf } from '../../src/domain/country.ts';
import { localMonth, nextMonth } from '../../src/domain/month.ts';
import { priceOf } from '../../src/domain/price.ts';
import type { Price } from '../../src/domain/prices.ts';

const line = (over: Partial<Price>): Price => ({
  form: 'whatsapp',
  milli: 1_000,
  currency: 'MXN',
  verifiedOn: '2026-09-01',
  ...over,
});
const asked = { channel: 'whatsapp-cloud', country: 'MX', category: 'utility', segments: 1 } as const;

describe('what a message costs', () => {
  test('a price that nobody wrote down is not nothing', () => {
    expect(priceOf(asked)).toBeUndefined();
    expect(priceOf({ ...asked, country: 'BR' })).toEqual({ milli: 340, currency: 'USD', verifiedOn: '2026-09-20' });
  });

  test('words within the window cost what a utility template costs, unless a line says otherwise', () => {
    const own = [line({ category: 'utility', milli: 17_000 })];
    expect(priceOf({ ...asked, category: 'service' }, own)?.milli).toBe(17_000);
    expect(priceOf({ ...asked, category: 'service' }, [...own, line({ category: 'service', milli: 5 })])?.milli).toBe(
      5,
    );
    expect(priceOf({ ...asked, category: 'marketing' }, own)).toBeUndefined();
  });

  test('her country goes before everywhere, and the programme before the shipped list', () => {
    const own = [line({ milli: 9 }), line({ country: 'MX', milli: 8 }), line({ country: 'ES', milli: 7 })];
    expect(priceOf(asked, own)?.milli).toBe(8);
    expect(priceOf({ ...asked, country: null }, own)?.milli).toBe(9);
    expect(priceOf({ ...asked, country: 'BR' }, own)?.milli).toBe(9);
  });

  test('SMS counts segments, whatever the category', () => {
    const own = [line({ form: 'sms', country: 'MX', milli: 95_000 })];
    const sms = { channel: 'twilio-sms', country: 'MX', category: 'marketing', segments: 3 } as const;
    expect(priceOf(sms, own)?.milli).toBe(285_000);
    expect(priceOf({ ...sms, segments: 0 }, own)?.milli).toBe(95_000);
  });

  test('simulated phones cost nothing, in no currency', () => {
    expect(priceOf({ ...asked, channel: 'simulator-whatsapp' })).toMatchObject({ milli: 0, currency: 'XXX' });
  });
});

test('the country of a number, or of an id that hides it', () => {
  expect(countryOf('+528341000001', null)).toBe('MX');
  expect(countryOf(null, 'BO.15025763')).toBe('BO');
  expect(countryOf(null, null)).toBeNull();
});

test('a month is the local one', () => {
  const at = Date.parse('2026-12-31T23:30:00-06:00');
  expect(localMonth(at, 'America/Monterrey')).toBe('2026-12');
  expect(localMonth(at, 'Europe/Madrid')).toBe('2027-01');
  expect(nextMonth(at, 'America/Monterrey') - at).toBe(30 * 60_000);
});
