import { describe, expect, test } from 'vitest';
import { createCel } from '../../src/flow/cel.ts';
import { impossibility } from '../../src/flow/rule-impossible.ts';
import { english } from '../locale/tell.ts';

const cel = createCel({
  attendance: 'double',
  count: 'map',
  homework: 'map',
  quiz: 'map',
  sessions: 'map',
  records: 'map',
});
const asked = { homeworks: ['botes', 'precio'], quizzes: new Set(['dos-botes']) };
const why = (rule: string) => {
  const found = impossibility(cel.tree(rule), asked, cel);
  return found && english(found);
};

describe('C2: a rule that nobody can ever fulfil is found', () => {
  test.each([
    'false',
    '1 > 2',
    'attendance >= 80',
    '0.5 < attendance && attendance < 0.4',
    'attendance > 1',
    'attendance < 0',
    'attendance == 0.8 && attendance == 0.9',
    'attendance >= 0.9 && attendance < 0.9',
    'count.homework.accepted >= 3',
    'count.homework.accepted > 2',
    'homework.botes.state == "aceptada"',
    'homework.botes.state == "accepted" && homework.botes.state == "excused"',
    'homework.botes.state == "accepted" && homework.botes.state != "accepted"',
    'quiz.cuanto-me-cuesta.score >= 0.5',
    'quiz.dos-botes.score > 1',
    'records.lessons.share >= 80',
    'sessions.missed_in_a_row < 0',
    'attendance >= 0.8 && (attendance > 2 || count.homework.accepted > 7)',
    'person.a == 1 && person.a == 2',
  ])('%s', (rule) => expect(why(rule)).toMatch(/\.$/));

  test.each([
    'true',
    'attendance >= 1',
    'attendance >= 0.8 && attendance <= 0.8',
    'attendance >= 0.8 && count.homework.accepted == count.homework.assigned',
    'count.homework.accepted >= 2',
    'attendance > 2 || attendance > 0.5',
    'homework.botes.state == "accepted" || homework.botes.state == "excused"',
    '!(attendance < 0.8)',
    'quiz.dos-botes.score >= 0.6',
    'person.a == 1 && person.b == 2',
  ])('not: %s', (rule) => expect(why(rule)).toBeUndefined());
});
