import { describe, expect, test } from 'vitest';
import { createCel } from '../../src/flow/cel.ts';
import { lacksOf } from '../../src/flow/rule-lacks.ts';
import { codeOf, codeRead, codeShown } from '../../src/programme/certificate/code.ts';
import { missingLines } from '../../src/programme/certificate/missing.ts';
import { initialed } from '../../src/programme/certificate/verify.ts';

const cel = createCel({ attendance: 'double', count: 'map', homework: 'map', quiz: 'map', records: 'map' });
const facts = {
  attendance: 0.7,
  homework: { botes: { state: 'accepted' }, costos: { state: 'received' }, precio: { state: 'excused' } },
  count: { homework: { assigned: 2, accepted: 1 } },
  quiz: { 'dos-botes': { score: 0.25 } },
  records: {
    sessions: { n: 7, of: 10 },
    homework: { n: 1, of: 2 },
    lessons: { n: 3, of: 5, share: 0.6 },
    minutes: 200,
  },
};
const hers = { facts, title: (name: string) => `«${name}»` };
const missing = (...parts: readonly (string | { when: string; says: string })[]) => {
  const rule = { parts: parts.map((part) => ({ at: [], ...(typeof part === 'string' ? { when: part } : part) })) };
  const lines = missingLines(lacksOf(rule, cel)({ roots: facts }), hers);
  return lines.map((one) =>
    typeof one === 'string' ? one : `${one.key.replace('certificate.lack-', '')} ${Object.values(one.vars).join(' ')}`,
  );
};

describe('C2: what is missing is worked out of the rule', () => {
  test.each<readonly [string, readonly string[]]>([
    ['attendance >= 0.7', []],
    ['attendance >= 0.8', ['attendance 7 10 80']],
    ['0.8 <= attendance', ['attendance 7 10 80']],
    ['count.homework.accepted == count.homework.assigned', ['homework «costos»']],
    ['count.homework.accepted >= 5', ['homeworks 1 5']],
    ['homework.costos.state == "accepted"', ['homework «costos»']],
    ['homework.nunca.state == "accepted"', ['homework «nunca»']],
    ['quiz.dos-botes.score >= 0.5', ['quiz «dos-botes»']],
    ['records.lessons.share >= 0.8', ['lessons 3 5 80']],
    ['records.minutes >= 600', ['hours 3 10']],
    ['attendance >= 0.8 && homework.botes.state == "accepted"', ['attendance 7 10 80']],
    // Either would do, and neither can be said shortly: once, whatever it is.
    ['(attendance >= 0.9 || quiz.dos-botes.score > 0.9) && !(attendance < 0.9)', ['other ']],
  ])('%s', (rule, lines) => expect(missing(rule)).toEqual(lines));

  test('the words of the pack go before what could be worked out', () => {
    expect(missing({ when: 'attendance >= 0.9', says: 'venir a la feria' }, 'attendance >= 0.8')).toEqual([
      'venir a la feria',
      'attendance 7 10 80',
    ]);
  });
});

describe('C2: codes', () => {
  test('ten letters that are not taken for one another, as many as there is chance', () => {
    const codes = new Set(Array.from({ length: 500 }, (_, i) => codeOf(`token-${i}`)));
    expect(codes.size).toBe(500);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
  });

  test('read however it is written, and nothing else is a code', () => {
    expect(codeRead(' k7wq3-mxp2t ')).toBe('K7WQ3MXP2T');
    expect(codeRead('oOlLi23456')).toBe('0011123456');
    expect(codeShown('K7WQ3MXP2T')).toBe('K7WQ3-MXP2T');
    for (const none of ['', 'K7WQ3', 'K7WQ3MXP2TT', 'K7WQ3MXP2U', "K7WQ3MXP2'", '💩'])
      expect(codeRead(none)).toBeNull();
  });
});

test.each([
  ['Ana', 'Ana'],
  ['Ana Lucía Reyna', 'Ana R.'],
  ['María Guadalupe  de la Ñáñez', 'María Ñ.'],
])('C2: a check shows of %s only %s', (name, shown) => expect(initialed(name)).toBe(shown));
