import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suppressed } from '../../../src/programme/report/suppress.ts';
import type { Cell, ReportColumn, ReportTable } from '../../../src/programme/report.ts';

const text = (id: string): ReportColumn => ({ id, type: 'text', means: '' });
const count = (id: string): ReportColumn => ({ id, type: 'count', means: '' });
const share = (id: string): ReportColumn => ({ id, type: 'share', means: '' });
const table = (columns: ReportColumn[], rows: Cell[][], more: Partial<ReportTable> = {}): ReportTable => ({
  id: 't',
  columns,
  rows,
  ...more,
});
const FEW = { hidden: 'few' };
const GUARD = { hidden: 'guard' };

describe('what leaves the team', () => {
  test('one to four people are not told, nobody and five are', () => {
    const rows = [0, 1, 4, 5, 90].map((n) => [String(n), n]);
    expect(suppressed(table([text('a'), count('n')], rows, { apart: true }))!.rows.map((row) => row[1])).toEqual([
      0,
      FEW,
      FEW,
      5,
      90,
    ]);
  });

  test('one hidden alone would be the total less the others: the smallest of them goes with it', () => {
    const rows = [
      ['La Mesa', 3],
      ['El Encino', 20],
      ['San Juan', 7],
      ['Nadie', 0],
    ];
    expect(suppressed(table([text('site'), count('n')], rows), 'site')!.rows.map((row) => row[1])).toEqual([
      FEW,
      20,
      GUARD,
      0,
    ]);
  });

  test('where a table has more than the breakdown, each of its totals is kept from being worked out', () => {
    const rows = [
      ['uno', 'La Mesa', 2],
      ['uno', 'El Encino', 9],
      ['dos', 'La Mesa', 8],
      ['dos', 'El Encino', 3],
    ];
    const shown = suppressed(table([text('lesson'), text('site'), count('n')], rows, { apart: true }), 'site')!;
    expect(shown.rows.map((row) => row[2])).toEqual([FEW, GUARD, GUARD, FEW]);
  });

  test('a share of few people is hidden whole, few of many in its n alone, few not known too', () => {
    const rows: Cell[][] = [
      ['a', { n: 2, of: 3 }],
      ['b', { n: 2, of: 30, missing: 1 }],
      ['c', { n: 20, of: 30, missing: 6 }],
    ];
    expect(suppressed(table([text('x'), share('s')], rows, { apart: true }))!.rows.map((row) => row[1])).toEqual([
      { n: FEW, of: FEW },
      { n: FEW, of: 30, missing: FEW },
      { n: 20, of: 30, missing: 6 },
    ]);
  });

  test('minutes and money of few people go with them; things are told however few', () => {
    const columns: ReportColumn[] = [
      text('x'),
      count('people'),
      { id: 'hours', type: 'minutes', means: '' },
      { id: 'sessions', type: 'count', things: true, means: '' },
    ];
    const rows = [
      ['a', 2, 120, 1],
      ['b', 20, 300, 3],
    ];
    expect(suppressed(table(columns, rows, { apart: true }))!.rows).toEqual([
      ['a', FEW, GUARD, 1],
      ['b', 20, 300, 3],
    ]);
  });

  test('a matrix is guarded along its rows too', () => {
    const columns = [text('from'), count('access'), count('usage'), count('total')];
    const rows = [
      ['access', 3, 9, 12],
      ['usage', 6, 8, 14],
    ];
    expect(suppressed(table(columns, rows, { across: true, apart: true }))!.rows).toEqual([
      ['access', FEW, GUARD, 12],
      ['usage', 6, 8, 14],
    ]);
  });

  test('a table of single persons does not leave', () => {
    expect(suppressed(table([{ id: 'person', type: 'person', means: '' }, count('n')], [['p1', 9]]))).toBeNull();
  });

  test('whatever the parts: no hidden one is the total less those that are told', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(12), { minLength: 2, maxLength: 8 }), (parts) => {
        const shown = suppressed(
          table(
            [text('site'), count('n')],
            parts.map((n, i) => [String(i), n]),
          ),
          'site',
        )!.rows.map((row) => row[1]);
        const hidden = parts.filter((_, i) => typeof shown[i] !== 'number');
        expect(parts.filter((n) => n > 0 && n < 5).every((n) => hidden.includes(n))).toBe(true);
        // Alone it may stand only where all the others are none: then the total itself is hidden as well.
        const others = parts.filter((_, i) => typeof shown[i] === 'number').reduce((a, b) => a + b, 0);
        if (hidden.length === 1) expect(others).toBe(0);
      }),
    );
  });
});
