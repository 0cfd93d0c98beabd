import { ANSWERS, type Case, QUESTIONS, THANKS } from './cases.ts';

/** What was to be seen from outside when a case was over. */
export interface Observed {
  /** Texts that reached her, in order. */
  readonly received: readonly string[];
  /** Her answers as they were kept, in order. */
  readonly kept: readonly { readonly step: string; readonly text: string }[];
  /** How often the process ended by itself. */
  readonly ended: number;
}

/** In plain words, worst first; empty when the promise was kept. */
export function judge(one: Case, { received, kept, ended }: Observed): string[] {
  const due = one.answers ?? ANSWERS;
  const says: string[] = [];
  const nths = [...QUESTIONS.keys()];
  const answered = (nth: number) => kept.filter(({ step }) => step === QUESTIONS[nth]!.step).map(({ text }) => text);
  const right = (nth: number) => answered(nth).filter((text) => text === due[nth]).length;
  const asked = (nth: number) => received.filter((text) => text.includes(QUESTIONS[nth]!.asks)).length;

  if (ended > 0) says.push(`the process ended${ended === 1 ? '' : ` ${times(ended)}`}`);
  says.push(
    ...many(
      'her # answer was lost',
      'her # answers were lost',
      nths.filter((nth) => right(nth) === 0),
    ),
  );
  for (const nth of nths) {
    if (right(nth) > 1) says.push(`her ${ORDINAL[nth]} answer was kept ${times(right(nth))}`);
    for (const text of answered(nth))
      if (text !== due[nth]) says.push(`«${text}» was taken for her ${ORDINAL[nth]} answer`);
  }
  says.push(
    ...many(
      'the # question never came',
      'the # questions never came',
      nths.filter((nth) => asked(nth) === 0),
    ),
  );
  for (const nth of nths) if (asked(nth) > 1) says.push(`the ${ORDINAL[nth]} question came ${times(asked(nth))}`);
  const thanked = received.filter((text) => text.includes(THANKS)).length;
  if (thanked === 0) says.push('the lesson did not end');
  if (thanked > 1) says.push(`the lesson ended ${times(thanked)}`);
  const ours = [THANKS, ...QUESTIONS.map(({ asks }) => asks)];
  const beside = new Set(received.filter((text) => !ours.some((one) => text.includes(one))));
  if (beside.size > 0) says.push(`she was told «${[...beside].join('», «')}»`);
  return says;
}

const ORDINAL = ['first', 'second', 'third'] as const;
const times = (n: number): string => (n === 2 ? 'twice' : `${n} times`);

function many(one: string, more: string, nths: readonly number[]): string[] {
  const named = nths.map((nth) => ORDINAL[nth]).join(' and ');
  return nths.length === 0 ? [] : [(nths.length === 1 ? one : more).replace('#', named)];
}
