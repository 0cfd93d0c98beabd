import type { Json } from '../../base/json.ts';
import type { Programme } from '../../flow/programme.ts';
import type { StaffActed, StaffSaid, StaffVerb } from '../manifest.ts';
import { DECIDERS, SCORERS } from './asked.ts';
import { decide } from './decide.ts';
import { line } from './lines.ts';
import { score } from './score.ts';
import type { DecisionKind } from './state.ts';
import { undo } from './undo.ts';

const chooses = ({ selection }: Programme): boolean => selection !== undefined;

/** `CALIFICAR Ana experiencia 4 producto 5`. */
export const scoreVerb: StaffVerb = {
  name: 'score',
  takes: 'words',
  roles: SCORERS,
  isFor: chooses,
  looks: /^\p{L}+.*\s(\d+|-)\s*$/u,
  act(said) {
    // Her name is whatever stands before the first number's own words: the operation knows the criteria.
    const [name] = /^\p{L}[\p{L}\p{M}'-]*/u.exec(said.rest) ?? [];
    if (name === undefined) return { lines: [line('how-score')] };
    return asked(said, score.name, { who: name, words: said.rest });
  },
};

/** `ELEGIR Ana`, `ELEGIR Ana a grupo-b: por qué`. */
export const choose: StaffVerb = decision('choose', 'selected');
/** `ESPERA Ana: por qué`. */
export const waitlist: StaffVerb = decision('waitlist', 'waitlisted');
/** `NO ELEGIR Ana: por qué`. */
export const dontChoose: StaffVerb = decision('not-choose', 'declined');

/** `ANULAR Ana`: takes back what was decided, until she is told. */
export const undoVerb: StaffVerb = {
  name: 'undo-choice',
  takes: 'words',
  roles: DECIDERS,
  isFor: chooses,
  follows: true,
  looks: /^\p{L}[\p{L}\p{M}' -]{0,60}$/u,
  act: (said) =>
    said.rest === '' ? { lines: [line('how-undo')] } : asked(said, undo.name, { who: said.rest.replace(/[.:]+$/, '') }),
};

const INTO = /^(.*?)\s+(?:a|en|to|in)\s+([a-z0-9]+-[a-z0-9-]+)$/i;

function decision(name: string, what: DecisionKind): StaffVerb {
  return {
    name,
    takes: 'words',
    roles: DECIDERS,
    isFor: chooses,
    looks: /^\p{L}[\p{L}\p{M}' -]{0,60}:/u,
    act(said) {
      const [, head = '', why = ''] = /^([^:]*):?\s*([\s\S]*)$/.exec(said.rest) ?? [];
      const [, whom = head.trim(), cohort] = INTO.exec(head.trim()) ?? [];
      if (whom === '') return { lines: [line(`how-${what}`)] };
      const into: Record<string, Json> = cohort === undefined ? {} : { cohort: cohort.toLowerCase() };
      return asked(said, decide.name, { who: whom, decision: what, why: why.trim(), ...into });
    },
  };
}

function asked(said: StaffSaid, operation: string, input: Readonly<Record<string, Json>>): StaffActed {
  const payload = { operation, input: { ...input, by: { kind: 'staff', id: said.me.id } } };
  return { effect: { kind: 'job', payload }, lines: [] };
}
