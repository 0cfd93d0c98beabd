import { describe, expect, test } from 'vitest';
import { MOST, minorOf } from '../../../src/programme/input-ledger/money.ts';
import { purchaseVerb } from '../../../src/programme/input-ledger/verbs.ts';
import type { StaffSaid } from '../../../src/programme/manifest.ts';

test.each([
  ['1500', 150_000],
  ['1,500', 150_000],
  ['1.500', 150_000],
  ['$1,500.50', 150_050],
  ['1.500,5', 150_050],
  ['450.5', 45_050],
  ['12,345,678', 1_234_567_800],
  ['1,50,0', undefined],
  ['15.0000', undefined],
  ['-5', undefined],
  ['', undefined],
  ['99999999999', undefined],
])('%s is %s hundredths', (written, minor) => {
  expect(minorOf(written)).toBe(minor);
  if (minor !== undefined) expect(minor).toBeLessThanOrEqual(MOST);
});

describe('what stands behind COMPRA', () => {
  const bought = (rest: string) => {
    const said = { rest, media: [], me: { id: 'elena', name: 'Elena' } } as unknown as StaffSaid;
    const { effect, lines } = purchaseVerb.act(said, {});
    return effect ? (effect.payload['input'] as Record<string, unknown>) : lines[0]!.key;
  };
  test.each([
    [
      'Dulces Ana: molino 1 x 1500, Ferretería Lupita',
      { enterprise: 'Dulces Ana', item: 'molino', quantity: 1, amount: 150_000, supplier: 'Ferretería Lupita' },
    ],
    [
      'Dulces: 2 costales de azúcar x 450.50',
      { item: 'costales de azúcar', quantity: 2, amount: 90_100, supplier: '' },
    ],
    ['Dulces: molino 1,500', { item: 'molino', quantity: 1, amount: 150_000 }],
    [
      'Dulces: 3 ollas a $200, Mercado, puesto 4',
      { item: 'ollas', quantity: 3, amount: 60_000, supplier: 'Mercado, puesto 4' },
    ],
    ['Dulces: horno de 2 charolas 1 x 3.000', { item: 'horno de 2 charolas', quantity: 1, amount: 300_000 }],
  ])('%s', (rest, expected) => {
    expect(bought(rest)).toMatchObject(expected);
  });
  test.each(['Dulces Ana', 'Dulces: molino', 'Dulces: 1500', ': molino 1 x 5', 'Dulces: molino 0 x 100', ''])(
    '%s is asked back',
    (rest) => {
      expect(bought(rest)).toBe('input.how-purchase');
    },
  );
});
