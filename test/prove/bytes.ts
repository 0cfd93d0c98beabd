import fc from 'fast-check';

/** What tends to break what reads text: signs with a meaning, bytes that are no UTF-8, names of prototypes, numbers. */
const SPICE: readonly string[] = [
  '\u0000',
  '\ufeff',
  '\ufffd',
  '\u2028',
  '\u202e',
  '\r',
  '\r\n',
  '\n',
  '\t',
  ' ',
  '"',
  "'",
  '\\',
  '\\u0000',
  '\\ud83d',
  '{',
  '}',
  '[',
  ']',
  '[[[[[[[[',
  '{"a":',
  ':',
  ',',
  ';',
  '&',
  '=',
  '%',
  '%00',
  '%F0%9F',
  '+',
  '-',
  '#',
  '*',
  '…',
  '{{',
  '}}',
  '{{name}}',
  '<<',
  '!!',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'true',
  'NaN',
  '1e999',
  '-0',
  '9007199254740993',
  '0x10',
  'á',
  'ñ',
  '👩🏽‍🌾',
  'e\u0301',
  'اهلا',
];

/** One change of a text, by places that are shares of its length: they stand for any text. */
export type Change =
  | { readonly do: 'cut'; readonly at: number; readonly length: number }
  | { readonly do: 'put'; readonly at: number; readonly text: string }
  | { readonly do: 'turn'; readonly at: number; readonly to: number }
  | { readonly do: 'again'; readonly at: number; readonly length: number; readonly times: number }
  | { readonly do: 'move'; readonly at: number; readonly length: number; readonly to: number }
  | { readonly do: 'end'; readonly at: number };

/** A place in anything, from its beginning (0) to its end (1): all alike, where a number of fast-check's would be mostly small. */
export const share: fc.Arbitrary<number> = fc.noBias(fc.integer({ min: 0, max: 9_999 })).map((n) => n / 10_000);
const at = share;
const length = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 200 }));

export const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ do: fc.constant('cut' as const), at, length }),
  fc.record({
    do: fc.constant('put' as const),
    at,
    text: fc.oneof(fc.constantFrom(...SPICE), fc.string({ unit: 'binary', maxLength: 6 })),
  }),
  fc.record({ do: fc.constant('turn' as const), at, to: fc.nat(255) }),
  fc.record({ do: fc.constant('again' as const), at, length, times: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ do: fc.constant('move' as const), at, length, to: at }),
  fc.record({ do: fc.constant('end' as const), at }),
);

/** Changes bytes, each a character. Nothing grows beyond `most`. */
export function changed(bytes: string, changes: readonly Change[], most = 400_000): string {
  return changes.reduce((text, one) => once(text, one).slice(0, most), bytes);
}

function once(text: string, one: Change): string {
  const place = Math.floor(one.at * text.length);
  const before = text.slice(0, place);
  const after = text.slice(place);
  switch (one.do) {
    case 'cut':
      return before + after.slice(one.length);
    case 'put':
      return before + Buffer.from(one.text, 'utf8').toString('latin1') + after;
    case 'turn':
      return before + String.fromCharCode(one.to) + after.slice(1);
    case 'again':
      return before + after.slice(0, one.length).repeat(one.times) + after;
    case 'move': {
      const rest = before + after.slice(one.length);
      const to = Math.floor(one.to * rest.length);
      return rest.slice(0, to) + after.slice(0, one.length) + rest.slice(to);
    }
    case 'end':
      return before;
  }
}

/** Words of people and of programs that were never meant for us. */
export const anyWords: fc.Arbitrary<string> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...SPICE) },
  { weight: 12, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 8, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  fc
    .tuple(fc.constantFrom(...SPICE), fc.integer({ min: 1, max: 5_000 }))
    .map(([text, times]) => text.repeat(times).slice(0, 20_000)),
);

/** Any JSON, prototype keys and numbers beyond any clock among it. */
export const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  anyWords,
  fc.constantFrom<unknown>(null, true, -1, 0, 1e308, Number.MAX_SAFE_INTEGER + 2, -1e-9, '', [], {}),
  fc.constantFrom<unknown>(
    JSON.parse('{"__proto__":{"polluted":1}}'),
    JSON.parse('{"constructor":{"prototype":{"polluted":1}}}'),
  ),
);
