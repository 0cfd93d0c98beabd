import { expect, test } from 'vitest';
import { ANSWERS, CASES, QUESTIONS, THANKS } from './cases.ts';
import { judge } from './judge.ts';

const [one] = CASES;
const received = [...QUESTIONS.map(({ asks }) => asks), THANKS];
const kept = QUESTIONS.map(({ step }, nth) => ({ step, text: ANSWERS[nth]! }));

test('says nothing of a lesson that went as it should', () => {
  expect(judge(one!, { received, kept, ended: 0 })).toEqual([]);
});

test('tells what was lost, doubled, mistaken, or ended', () => {
  expect(judge(one!, { received: [received[0]!, received[0]!], kept: kept.slice(0, 1), ended: 1 })).toEqual([
    'the process ended',
    'her second and third answers were lost',
    'the second and third questions never came',
    'the first question came twice',
    'the lesson did not end',
  ]);
  const mistaken = [...kept, kept[0]!, { step: 'clientes', text: 'tamales' }];
  expect(judge(one!, { received: [...received, THANKS, '¿Cómo?'], kept: mistaken, ended: 0 })).toEqual([
    'her first answer was kept twice',
    '«tamales» was taken for her second answer',
    'the lesson ended twice',
    'she was told «¿Cómo?»',
  ]);
});
