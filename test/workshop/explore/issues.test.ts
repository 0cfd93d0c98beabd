import { describe, expect, test } from 'vitest';
import { allIssues, placesIn } from '../../../src/assemble/turns.ts';
import { TURN_ISSUES } from '../../../src/flow/issue-kinds-turn.ts';
import { smsCost } from '../../../src/workshop/explore/cost.ts';
import { turnIssues } from '../../../src/workshop/explore/issues.ts';
import { segmentTable } from '../../../src/workshop/explore/segments.ts';
import { english } from '../../locale/tell.ts';
import { packOf } from './pack.ts';

const long = (letters: number): string =>
  'Cada domingo cuente el bote de su negocio con calma y anote el total. '.repeat(20).slice(0, letters).trimEnd();
const lesson = (steps: string): string => `lesson: prueba-uno\ntitle: Prueba\nsteps:\n${steps}`;

/** What each code is planted in: the pack has that issue, at that line, and no other of its family. */
const PLANTED: Readonly<
  Record<
    keyof typeof TURN_ISSUES,
    { readonly flows: readonly string[]; readonly line: number; readonly media?: readonly string[] }
  >
> = {
  TURN_SEGMENTS: {
    flows: [lesson(`  - say: ${long(290)}\n  - ask: ¿Ya lo hizo?\n    id: ya\n    answer: yes-no\n`)],
    line: 5,
  },
  TURN_LETTERS: { flows: [lesson(`  - ask: 🎉 ${long(80)}\n    id: ya\n    answer: yes-no\n`)], line: 4 },
  TURN_FOLD: {
    flows: [lesson(`  - ask: ¿Su papá le ayuda con las cuentas? ${long(70)}\n    id: ya\n    answer: yes-no\n`)],
    line: 4,
  },
  TURN_SPLIT: {
    flows: [
      lesson(
        `  - say: ${long(800)}\n    sms: Corto.\n  - ask: ${long(400)}\n    sms: ¿Ya?\n    id: ya\n    answer: yes-no\n`,
      ),
    ],
    line: 6,
  },
  TURN_MESSAGES: {
    flows: [
      lesson(
        '  - say: Mire esto.\n    image: uno.jpg\n  - ask: ¿Y esto?\n    id: ya\n    answer: yes-no\n    image: dos.jpg\n',
      ),
    ],
    line: 6,
    media: ['prueba/media/uno.jpg', 'prueba/media/dos.jpg'],
  },
  LESSON_REPLIES: {
    flows: [lesson([1, 2, 3].map((n) => `  - ask: ¿Y el ${n}?\n    id: a${n}\n    answer: yes-no\n`).join(''))],
    line: 1,
  },
  LESSON_MESSAGES: {
    flows: [
      lesson(
        [1, 2]
          .map(
            (n) =>
              `  - quiz: ¿Cuál ${n}?\n    id: q${n}\n    options: [UNO, DOS]\n    correct: UNO\n    attempts: 4\n    wrong: No.\n`,
          )
          .join(''),
      ),
    ],
    line: 1,
  },
};

const found = (flows: readonly string[], media: readonly string[] = [], more = '') => {
  const { programme, given, mind } = packOf(flows, more, media);
  return turnIssues(programme, given, placesIn(mind));
};

describe('what walking the turns finds', () => {
  test.each(Object.entries(PLANTED))(
    '%s is found where it was planted, and nothing else',
    (code, { flows, line, media }) => {
      const issues = found(flows, media);
      expect(issues.map((issue) => `${issue.code} ${issue.place.path}:${issue.place.line}`)).toEqual([
        `${code} prueba/lessons/prueba-uno.yaml:${line}`,
      ]);
    },
  );

  test('every code of the family is planted', () => {
    expect(Object.keys(PLANTED).sort()).toEqual(Object.keys(TURN_ISSUES).sort());
  });

  test('a short lesson has none, and check tells of it in reading order with the rest', () => {
    const tried = packOf([lesson('  - ask: ¿Ya separa su dinero?\n    id: ya\n    answer: yes-no\n')]);
    expect(turnIssues(tried.programme, tried.given, placesIn(tried.mind))).toEqual([]);
    expect(allIssues(tried.mind)).toEqual(tried.mind.issues);
  });

  test('the price is that of the programme, where it wrote one down', () => {
    const prices = 'channel: { prices: [{ for: sms, price: 0.95 MXN, verified_on: 2026-09-01 }] }\ncurrency: MXN\n';
    const [issue] = found(PLANTED.TURN_SEGMENTS.flows, [], prices);
    expect(english(issue!.message)).toMatch(/3 SMS segments.*2[.,]85/);
    expect(english(found(PLANTED.TURN_SEGMENTS.flows)[0]!.message)).not.toMatch(/costs/);
  });

  test('a short form by `sms:` is what SMS costs; on WhatsApp the long one goes', () => {
    const flows = [
      lesson(
        `  - say: ${long(290)}\n    sms: Cuente el bote.\n  - ask: ¿Ya lo hizo?\n    id: ya\n    answer: yes-no\n`,
      ),
    ];
    expect(found(flows)).toEqual([]);
  });
});

describe('what a turn costs', () => {
  const cost = (text: string) =>
    smsCost({ composed: [{ text, sms: text }], shown: [{ kind: 'text', text }] }, 'MX', []);

  test('the letters that make it dearer, and by how much', () => {
    expect(cost(`${long(100)} 🎉`)).toMatchObject({ encoding: 'ucs2', letters: ['🎉'], dearerBy: 1 });
    expect(cost('Bien 🎉')).toMatchObject({ letters: [], dearerBy: 0 }); // one segment either way
    expect(cost(long(100))).toMatchObject({ encoding: 'gsm7', letters: [], dearerBy: 0, segments: 1 });
  });

  test('traps are told only of what was folded; ñ never is', () => {
    const folded = (written: string, seen: string) =>
      smsCost({ composed: [{ text: written, sms: written }], shown: [{ kind: 'text', text: seen }] }, 'MX', []);
    expect(folded('Su papá y sus años', 'Su papa y sus años').traps).toEqual([{ written: 'papá', seen: 'papa' }]);
    expect(folded('Sí, mañana', 'Si, mañana').traps).toEqual([{ written: 'Sí', seen: 'Si' }]);
    expect(folded('Cuánto día', 'Cuanto dia')).toMatchObject({ folded: true, traps: [] });
    expect(folded('Su papá', 'Su papá')).toMatchObject({ folded: false, traps: [] });
  });
});

test('the table has a line for each flow and language, with what she sees', () => {
  const { programme, given } = packOf([lesson('  - ask: ¿Ya separa su dinero?\n    id: ya\n    answer: yes-no\n')]);
  const table = segmentTable(programme, given);
  const row = table.flows.find(({ flow }) => flow === 'prueba-uno')!;
  expect(row.turns[0]).toMatchObject({ step: 'ya', after: 'begin', segments: 1, shared: 1 });
  expect(row.turns[0]!.seen).toMatch(/^¿Ya separa su dinero\?\n1 S[ií]\n2 No$/);
  expect(table.most).toBe(1);
});
