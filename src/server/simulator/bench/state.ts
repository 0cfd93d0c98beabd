import type { Language } from '../../pages/words.ts';
import { languageOf } from '../../pages/words.ts';
import type { BenchProgramme, BenchSetup } from './deps.ts';

/** What the page shows. All of it stands in the address, and none of it names anybody. */
export interface BenchState {
  readonly setup: BenchSetup;
  /** Whose phones: the first learner's or the second's. */
  readonly who: 0 | 1;
  readonly language: Language;
  /** On a narrow screen one of them is seen at a time. */
  readonly shown: Shown;
}

export const SHOWN = ['whatsapp', 'sms', 'flow'] as const;
export type Shown = (typeof SHOWN)[number];

/** The lesson of the address that is none: consent and registration. A lesson of this name would be its own start. */
export const ENTRANCE = 'entrada';

/** Reads an address or a form; what is missing or unknown is as an author would begin. Undefined: there is no programme. */
export function readState(given: URLSearchParams, programmes: readonly BenchProgramme[]): BenchState | undefined {
  const programme = programmes.find(({ name }) => name === given.get('pack')) ?? programmes[0];
  if (!programme) return undefined;
  const lessons = programme.modules.flatMap((module) => module.lessons.map(({ name }) => name));
  const asked = given.get('lesson') ?? '';
  const lesson = lessons.includes(asked) ? asked : asked === ENTRANCE ? null : (lessons[0] ?? null);
  const language = programme.languages.find((one) => one === given.get('in')) ?? programme.languages[0] ?? 'es';
  const people = (['shared', 'two'] as const).find((one) => one === given.get('people')) ?? 'one';
  return {
    setup: { programme: programme.name, lesson, language, people },
    who: people === 'two' && given.get('as') === '2' ? 1 : 0,
    language: languageOf({ lang: given.get('lang') }),
    shown: SHOWN.find((one) => one === given.get('show')) ?? 'whatsapp',
  };
}

/** The fields that say it again. */
export function fieldsOfState({ setup, who, language, shown }: BenchState): readonly (readonly [string, string])[] {
  return [
    ['pack', setup.programme],
    ['lesson', setup.lesson ?? ENTRANCE],
    ['in', setup.language],
    ['people', setup.people],
    ['as', who === 1 ? '2' : '1'],
    ['show', shown],
    ['lang', language],
  ];
}

export function queryOf(state: BenchState, changes: Partial<BenchState> = {}): string {
  return new URLSearchParams(fieldsOfState({ ...state, ...changes }).map(([name, value]) => [name, value])).toString();
}
