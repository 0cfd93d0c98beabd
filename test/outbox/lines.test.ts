import { expect, test } from 'vitest';
import type { Capabilities } from '../../src/channels/port.ts';
import { Lines } from '../../src/outbox/lines.ts';

const can = { perSecond: 80 } as Capabilities;

function emptied(now: number): Lines {
  const lines = new Lines(can);
  for (let n = 0; n < lines.fresh; n++) lines.took('our', `a${n}`, now);
  return lines;
}

test('an empty bucket is claimed from again when 50 ms of it are there, not at each drop', () => {
  const lines = emptied(1_000);
  expect(lines.nextAt(1_000)).toBe(1_050);
  expect(lines.held(1_049)).toEqual(['our']); // three are there
  expect(lines.rooms(1_050)).toEqual({ our: 4 });
  lines.took('our', 'b', 1_050);
  expect(lines.rooms(1_050)).toEqual({ our: 3 }); // what is left of a chunk may go
});

test('what never ran empty waits for nothing, and a clock that is turned back holds it no longer than one that runs', () => {
  const lines = new Lines(can);
  for (let n = 0; n < 79; n++) lines.took('our', `a${n}`, 1_000);
  expect(lines.rooms(1_000)).toEqual({ our: 1 });
  const back = emptied(1_000_000);
  expect(back.nextAt(0)).toBe(50);
  expect(back.rooms(50)).toEqual({ our: 4 });
});

test('an address that was refused for its pace and never written to again is forgotten in the end', () => {
  const lines = new Lines(can);
  const random = () => 0.5;
  const first = lines.pairLimit('a', 0, random);
  const second = lines.pairLimit('a', 0, random);
  expect(second).toBeGreaterThan(first);
  expect(lines.blocked(1)).toEqual({ a: second });
  expect(lines.blocked(3_600_000)).toEqual({});
  expect(lines.pairLimit('a', 3_600_000, random)).toBe(first);
});
