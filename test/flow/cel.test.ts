import { describe, expect, it } from 'vitest';
import { createCel } from '../../src/flow/cel.ts';
import { english } from '../locale/tell.ts';

const cel = createCel({
  attendance: 'double',
  count: 'map',
  homework: 'map',
  quiz: 'map',
  sessions: 'map',
  enrolled: 'bool',
});

const roots = {
  person: { ventas: 3, giro: 'tamales', nada: null, desde: '2026-02-27' },
  answers: { 'dos-botes': { separa: 'yes' } },
  attendance: 1,
  count: { homework: { assigned: 2, accepted: 2 } },
  homework: { botes: { state: 'assigned', due_at: 86_400_000 * 10 } },
  channel: 'sms',
  language: 'es-MX',
  enrolled: true,
};

const test = (expression: string) => {
  expect(cel.check(expression), expression).toBeUndefined();
  return cel.compile(expression).test({ roots, today: '2026-03-02', now: 86_400_000 * 12 + 5 });
};

describe('conditions', () => {
  it.each([
    ['attendance >= 0.8 && count.homework.accepted == count.homework.assigned', true],
    ['person.ventas >= 3', true],
    ['person.ventas == 3', true],
    ['person.ventas + 1 == 4', true],
    ['1 + person.ventas * 2 > 6.5', true],
    ['attendance == 1 && attendance != 2', true],
    ['person.ventas / 2 == 1.5', true],
    ['answers.dos-botes.separa == "yes"', true],
    ['homework.botes.state == "assigned" || false', true],
    ['person.giro in ["tamales", "pan"]', true],
    ['enrolled ? person.ventas > 2 : false', true],
    ['days_since(person.desde) == 3', true],
    ['days_since(homework.botes.due_at) == 2', true],
    ['days_since(homework.botes.due_at) >= 2.5', false],
  ])('%s is %s', (expression, expected) => {
    expect(test(expression)).toBe(expected);
  });

  it.each([
    ['person.edad > 18', false],
    ['person.edad <= 18', false],
    ['person.edad == 18', false],
    ['person.edad != 18', false],
    ['person.giro > 3', false],
    ['person.nada >= 1', false],
    // The comparison is false, and what stands around it goes by that.
    ['!(person.edad > 18)', true],
    ['person.edad > 18 || channel == "sms"', true],
    ['channel == "sms" && person.edad > 18', false],
    ['person.edad > 18 ? true : enrolled', true],
    ['sessions.missed_in_a_row >= 2', false],
    ['days_since(person.nunca) > 3', false],
    ['days_since(person.giro) > 3', false],
    ['has(person.edad) && person.edad > 18', false],
  ])('an unanswered value makes its own comparison false: %s is %s', (expression, expected) => {
    expect(test(expression)).toBe(expected);
  });

  it('gives plain JSON values, never BigInt', () => {
    const value = (expression: string) => cel.compile(expression).value({ roots });
    expect(value('1 + 2')).toBe(3);
    expect(value('person.ventas - 1')).toBe(2);
    expect(value('[1, 2]')).toEqual([1, 2]);
    expect(value('person.nadie')).toBeUndefined();
    expect(value('person.ventas / 0')).toBeUndefined();
  });

  it('lists the roots and the paths an expression names', () => {
    const expression = 'attendance >= 0.8 && answers.dos-botes.separa == "yes" || homework["botes"].state == "redo"';
    expect([...cel.compile(expression).roots].sort()).toEqual(['answers', 'attendance', 'homework']);
    expect(cel.paths(expression)).toEqual([
      ['attendance'],
      ['answers', 'dos-botes', 'separa'],
      ['homework', 'botes', 'state'],
    ]);
  });

  it('marks mistakes where the author wrote them, hyphens and all', () => {
    const expression = 'answers.dos-botes.separa == "yes" && atendance > 1';
    const problem = cel.check(expression)!;
    expect(problem.code).toBe('CEL_NAME');
    expect(expression.slice(problem.start, problem.end)).toBe('atendance');
    expect(english(problem.fix!)).toContain('attendance');
    expect(cel.check('attendance > "x"')?.code).toBe('CEL_TYPE');
    expect(cel.check('attendance >')?.code).toBe('CEL_SYNTAX');
    expect(cel.check('attendance + 1', 'bool')?.code).toBe('CEL_TYPE');
  });

  it('refuses what could take long or reach into JavaScript', () => {
    expect(cel.check('a'.repeat(600))?.code).toBe('CEL_SYNTAX');
    expect(cel.check(`${'('.repeat(40)}1${')'.repeat(40)}`)).toBeDefined();
    expect(test('person.constructor == "x"')).toBe(false);
    expect(test('person.__proto__ == "x"')).toBe(false);
  });
});

describe('lists within lists', () => {
  it('may be two deep and one after the other, not three deep', () => {
    expect(cel.check('[1, 2].all(a, [1, 2].exists(b, a == b))')).toBeUndefined();
    expect(cel.check('[1, 2].filter(a, a > 1).map(b, b + 1).all(c, c > 0)')).toBeUndefined();
    expect(cel.check('[1].all(a, [1].all(b, [1].all(c, a + b == c)))')).toMatchObject({ code: 'CEL_SYNTAX' });
    expect(cel.check('[1].all(a, a > 0) && [1].all(b, [1].map(c, [1].filter(d, d > b)) == [[1]])')).toMatchObject({
      code: 'CEL_SYNTAX',
    });
  });
});
