import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_RANKS, type DayRank, hasRoom } from '../../src/domain/day-limit.ts';

const rank = fc.constantFrom(...DAY_RANKS);

describe('room in a day', () => {
  test.each<[DayRank, number, DayRank[], boolean]>([
    ['nudge', 0, [], true],
    ['nudge', 1, [], true],
    ['nudge', 2, [], false],
    ['nudge', 1, ['lesson'], false],
    ['nudge', 0, ['lesson', 'session'], false],
    ['lesson', 1, ['homework'], true],
    ['lesson', 1, ['session'], false],
    ['session', 1, ['session', 'lesson'], true],
    ['broadcast', 0, ['nudge', 'homework'], false],
  ])('%s after %i, with %j to come: %s', (what, sent, ahead, room) => {
    expect(hasRoom(what, { limit: 2, sent, ahead })).toBe(room);
  });

  test('whoever comes in whatever order, the day is filled with the highest of what is known', () => {
    fc.assert(
      fc.property(fc.array(rank, { maxLength: 8 }), fc.integer({ min: 1, max: 4 }), (coming, limit) => {
        const sent: DayRank[] = [];
        const left: DayRank[] = [];
        coming.forEach((one, i) => {
          const room = hasRoom(one, { limit, sent: sent.length, ahead: coming.slice(i + 1) });
          (room ? sent : left).push(one);
        });
        expect(sent.length).toBeLessThanOrEqual(limit);
        // All are known before: nobody is left out for something less.
        const place = (one: DayRank): number => DAY_RANKS.indexOf(one);
        for (const out of left) for (const one of sent) expect(place(out)).toBeGreaterThanOrEqual(place(one));
        if (coming.length >= limit) expect(sent).toHaveLength(limit);
      }),
    );
  });
});
