import { describe, expect, it } from 'vitest';
import { remembering, rememberingBy } from '../../src/text/remember.ts';

describe('a function that remembers', () => {
  it('works a short text out once while it comes again', () => {
    let worked = 0;
    const upper = remembering((text) => {
      worked++;
      return text.toUpperCase();
    });
    expect([upper('casa'), upper('casa'), upper('')]).toEqual(['CASA', 'CASA', '']);
    expect(upper('')).toBe('');
    expect(worked).toBe(2);
  });

  it('keeps what comes again while others pass by, lets go of what does not, and never keeps a story', () => {
    const seen: string[] = [];
    const same = remembering((text) => {
      seen.push(text);
      return text;
    });
    for (let i = 0; i < 10_000; i++) {
      expect(same(`n${i}`)).toBe(`n${i}`);
      same('casa');
    }
    expect(seen.filter((text) => text === 'casa')).toEqual(['casa']);
    same('n0');
    expect(seen.filter((text) => text === 'n0')).toHaveLength(2);
    const story = 'a'.repeat(100);
    same(story);
    same(story);
    expect(seen.filter((text) => text === story)).toHaveLength(2);
  });

  it('remembers apart for each list that it looks at, and that nothing was found', () => {
    let worked = 0;
    const found = rememberingBy((text: string, list: ReadonlySet<string>) => {
      worked++;
      return list.has(text) ? text : null;
    });
    const [fruit, maize] = [new Set(['mango']), new Set(['elote'])];
    const all = () => [found('mango', fruit), found('mango', maize), found('elote', maize)];
    expect([all(), all()]).toEqual([
      ['mango', null, 'elote'],
      ['mango', null, 'elote'],
    ]);
    expect(worked).toBe(3);
  });
});
