import type { Json } from '../../base/json.ts';
import type { StaffActed, StaffSaid, StaffVerb } from '../manifest.ts';
import { STEERS } from '../target.ts';

/** What follows begins with a name and says when, why, or for which cohort: not what a learner answers. */
const STEERED = /^[\p{L}-]+.*(\d|\bhasta\b|\bpor\b|:|\buntil\b)|^[a-z0-9]+-[a-z0-9-]+$/iu;

/** `PAUSAR grupo-a hasta el 17 de mayo por cosecha`, `PAUSAR Ana 1 semana`. */
export const pauseVerb: StaffVerb = {
  name: 'pause-for',
  roles: STEERS,
  takes: 'words',
  looks: STEERED,
  act(said) {
    const { who, span, why } = said.stretch(said.rest);
    if (who === '' || !span) return { lines: [{ key: 'standing.how-pause', vars: {} }] };
    return asked(said, 'pause.set', { who, why, timezone: said.timezone, ...span });
  },
};

/** `REANUDAR grupo-a`: takes back a pause, or brings back who was taken out. */
export const resumeVerb: StaffVerb = {
  name: 'resume-for',
  roles: STEERS,
  takes: 'words',
  looks: STEERED,
  act(said) {
    const { who } = said.stretch(said.rest);
    if (who === '') return { lines: [{ key: 'standing.how-resume', vars: {} }] };
    return asked(said, 'person.resume', { who });
  },
};

/** `RETIRAR Ana: se mudó`. The reason is asked for, since it is what a report says of her. */
export const dropVerb: StaffVerb = {
  name: 'drop',
  roles: STEERS,
  takes: 'words',
  looks: STEERED,
  act(said) {
    const [, name = '', reason = ''] = /^([^:]+):\s*([\s\S]*)$/.exec(said.rest) ?? [];
    const parted = name === '' ? said.stretch(said.rest) : { who: name.trim(), why: reason.trim() };
    if (parted.who === '' || parted.why === '') return { lines: [{ key: 'standing.how-drop', vars: {} }] };
    return asked(said, 'person.drop', { who: parted.who, why: parted.why });
  },
};

/** Done by a job, which sees whom she means and answers with what was done and how to undo it. */
function asked(said: StaffSaid, operation: string, input: Readonly<Record<string, Json>>): StaffActed {
  const payload = { operation, input: { ...input, by: { kind: 'staff', id: said.me.id } } };
  return { effect: { kind: 'job', payload }, lines: [] };
}
