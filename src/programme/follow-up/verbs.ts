import type { Json } from '../../base/json.ts';
import { addDays, localDate } from '../../domain/time.ts';
import type { StaffActed, StaffSaid, StaffVerb } from '../manifest.ts';
import { STEERS } from '../target.ts';
import { ask } from './asked.ts';
import { call, outcomeOf } from './call.ts';
import { line } from './lines.ts';
import { today } from './today.ts';

/** `HOY`. */
export const todayVerb: StaffVerb = {
  name: 'today',
  roles: STEERS,
  takes: 'nothing',
  act: (said) => asked(said, today.name, {}, true),
};

/** "7", "7 2", "7 3 viernes", "Ana 2". */
const NUMBERED = /^#?(\d{1,4})(?:\s*[.,:)]?\s+([1-5])(?:[\s.,:)]+(.*))?)?$/su;
const NAMED = /^(\p{L}[\p{L}\p{M}\d' -]*?)(?:\s*[,:]?\s+([1-5])(?:[\s.,:)]+(.*))?)?$/su;
/** An answer to what LLAME asked: the outcome, and a day or a reason. */
const OUTCOME = /^([1-5])(?:[\s.,:)]+(.*))?$/su;

/** `LLAME 7` asks for her number, `LLAME 7 2` says what came of it. */
export const callVerb: StaffVerb = {
  name: 'call',
  roles: STEERS,
  takes: 'words',
  looks: /^#?\d{1,4}(\s+[1-5](\s.*)?)?$/su,
  answers: OUTCOME,
  act(said) {
    const rest = said.rest.trim();
    if (said.asked !== undefined) {
      const [programme = '', id = ''] = said.asked.split(' ');
      const [, outcome = '', words = ''] = OUTCOME.exec(rest) ?? [];
      return happened(said, { person: { id, programme } }, outcome, words);
    }
    const [, who, outcome, words] = NUMBERED.exec(rest) ?? NAMED.exec(rest) ?? [];
    if (who === undefined) return rest === '' ? asked(said, today.name, {}, true) : { lines: [line('how')] };
    return happened(said, { who }, outcome, words);
  },
};

/** `ANIMAR 2`: a kind message in the place of a call. */
export const greetVerb: StaffVerb = {
  name: 'greet',
  roles: STEERS,
  takes: 'words',
  follows: true,
  looks: /^#?\d{1,4}$/u,
  act(said) {
    const who = said.rest.trim().replace(/^#/, '');
    if (who === '') return { lines: [line('how-greet')] };
    return calls(said, { who, outcome: 'greeted' });
  },
};

function happened(
  said: StaffSaid,
  whom: Readonly<Record<string, Json>>,
  outcome: string | undefined,
  words = '',
): StaffActed {
  const what = outcome === undefined ? undefined : outcomeOf(Number(outcome));
  const day = what === 'later' ? dayIn(said, words) : undefined;
  return calls(said, {
    ...whom,
    ...(what === undefined ? {} : { outcome: what }),
    ...(what === 'leaves' ? { words: words.slice(0, 200) } : {}),
    ...(day === undefined ? {} : { on: day }),
  });
}

/** "viernes", "el 12 de mayo"; "una semana" is so many days from today. */
function dayIn(said: StaffSaid, words: string): string | undefined {
  const { span } = said.stretch(words);
  if (span && 'days' in span) return addDays(localDate(said.now, said.timezone), span.days);
  return said.moment(words).day ?? span?.to;
}

function calls(said: StaffSaid, given: Readonly<Record<string, Json>>): StaffActed {
  return asked(said, call.name, { ...given, by: { kind: 'staff', id: said.me.id } }, false);
}

function asked(said: StaffSaid, operation: string, given: Readonly<Record<string, Json>>, looks: boolean): StaffActed {
  const input = { ...given, timezone: said.timezone };
  return { effect: { kind: 'job', payload: { operation: ask.name, input: { operation, input, looks } } }, lines: [] };
}
