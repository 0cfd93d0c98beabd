import type { Json } from '../../base/json.ts';
import { plainValue } from '../../domain/answer.ts';
import type { Effect } from '../../domain/effect.ts';
import type { World } from '../../domain/world.ts';

/** What is known of her, as conditions and texts see it (domain/world.ts). */
export type Known = Pick<World, 'person' | 'profile' | 'answers' | 'facts'>;

type Counts = Readonly<Record<string, { readonly score: number }>>;

/**
 * What the store would know of her after these effects, as far as conditions ask for it: what she gave, her answers, her
 * score, her homework. What others do (attendance, reviews) stays as the walk began with it.
 */
export function learn(known: Known, effects: readonly Effect[]): Known {
  let { person, profile, answers, facts } = known;
  for (const effect of effects) {
    if (effect.kind === 'person.set') {
      const name = effect.path.slice(effect.path.indexOf('.') + 1);
      if (effect.path.startsWith('person.')) person = { ...person, [name]: effect.value };
      else profile = { ...profile, [name]: effect.value };
    } else if (effect.kind === 'answer' && !effect.appends) {
      const flow = nameOf(effect.flow);
      answers = { ...answers, [flow]: { ...answers[flow], [effect.step]: plainValue(effect.answer) } };
      if (effect.correct) facts = { ...facts, quiz: scored(facts, flow) };
    } else if (effect.kind === 'homework.assign')
      facts = { ...facts, homework: handed(facts, effect.flow, 'assigned') };
    else if (effect.kind === 'homework.part') facts = { ...facts, homework: handed(facts, effect.flow, 'received') };
  }
  return { person, profile, answers, facts };
}

const nameOf = (flow: string): string => flow.slice(flow.indexOf('/') + 1);

function scored(facts: Known['facts'], flow: string): Json {
  const quiz = (facts['quiz'] ?? {}) as Counts;
  return { ...quiz, [flow]: { ...quiz[flow], score: (quiz[flow]?.score ?? 0) + 1 } };
}

/** As programme/homework publishes it. */
function handed(facts: Known['facts'], flow: string, state: 'assigned' | 'received'): Json {
  const homework = (facts['homework'] ?? {}) as Readonly<Record<string, Readonly<Record<string, Json>>>>;
  const name = nameOf(flow);
  const before = homework[name] ?? {
    id: `walk:${flow}`,
    programme: flow.slice(0, flow.indexOf('/')),
    number: Object.keys(homework).length + 1,
    submission: 1,
    due: null,
    reviewed: null,
  };
  return { ...homework, [name]: { ...before, state } };
}
