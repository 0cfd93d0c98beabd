import type { Json } from '../../base/json.ts';
import { localDate } from '../../domain/time.ts';
import type { StaffActed, StaffSaid, StaffVerb } from '../manifest.ts';
import { STEERS } from '../target.ts';
import { ANSWERS, answered, ROLL_VERB } from './answers.ts';
import { asked } from './asked.ts';
import { conflictsSaid } from './conflicts.ts';
import { takeDay } from './day.ts';
import { line } from './lines.ts';
import { saidRoll } from './said-roll.ts';
import { settle } from './settle.ts';

/** Begins with a session or a cohort: not what a learner answers. */
const HEADED = /^\p{L}{1,10}[- ]?\d{1,3}(?!\d)|^[\p{L}\d]+(?:-[\p{L}\d]+)+(?:\s|$)/u;

/** `LISTA s4`: the numbered roster. `LISTA s4 1 2 5 9`: they were there. */
export const rollVerb: StaffVerb = {
  name: ROLL_VERB,
  roles: STEERS,
  takes: 'words',
  looks: HEADED,
  answers: ANSWERS,
  act(said) {
    if (said.asked === undefined) return taken(said, 'present');
    const input = answered(said.asked, said.rest);
    if (!input) return { lines: [line('how')] };
    return { effect: { kind: 'job', payload: { operation: saidRoll.name, input } }, lines: [] };
  },
};

/** `FALTARON s4 3 7`: they were not there, everybody else was. */
export const absentVerb: StaffVerb = {
  name: 'roll-absent',
  roles: STEERS,
  takes: 'words',
  looks: HEADED,
  act: (said) => taken(said, 'absent'),
};

/** `ACLARAR s4 Ana presente`: the last word where her own and the roll disagree. */
export const settleVerb: StaffVerb = {
  name: 'roll-settle',
  follows: true,
  roles: STEERS,
  takes: 'words',
  looks: HEADED,
  act: (said) => (said.rest === '' ? { lines: [line('how-settle')] } : find(said, settle.name, {})),
};

/** `CONFLICTOS`: where they disagree. */
export const conflictsVerb: StaffVerb = {
  name: 'roll-conflicts',
  roles: STEERS,
  takes: 'nothing',
  act: () => ({ effect: { kind: 'job', payload: { operation: conflictsSaid.name, input: {} } }, lines: [] }),
};

const taken = (said: StaffSaid, first: 'present' | 'absent'): StaffActed => find(said, saidRoll.name, { first });

/** A job finds the session, and hands the rest on. */
function find(said: StaffSaid, does: string, more: Readonly<Record<string, Json>>): StaffActed {
  const today = localDate(said.now, said.timezone);
  const { words, on } = takeDay(said.rest.slice(0, 2_000).trim(), { dayOf: (phrase) => dayIn(phrase, said), today });
  const input = { does, more, words, ...(on === undefined ? {} : { on }) };
  return { effect: { kind: 'job', payload: { operation: asked.name, input } }, lines: [] };
}

/** A phrase that is a day and nothing else. */
function dayIn(phrase: string, said: StaffSaid): string | undefined {
  const { before, after, day, at } = said.moment(phrase);
  return before === '' && after === '' && at === undefined ? day : undefined;
}
