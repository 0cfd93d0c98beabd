import type { Json } from '../../base/json.ts';
import type { StaffActed, StaffSaid, StaffVerb } from '../manifest.ts';
import { STEERS } from '../target.ts';
import { add } from './add.ts';
import { cancel } from './cancel.ts';
import { move } from './move.ts';
import { restore } from './restore.ts';
import { readBeside, readSession, readTitle, readWhy, type SessionSaid } from './said.ts';
import { listComing, show } from './show.ts';

/** What follows names a session or begins a new one: not what a learner answers. */
const LOOKS = /^([a-z]{1,3}-?\d{1,3}\b|(nueva|nuevo|new)\s)/i;

/** `SESION s4 MOVER jueves 5pm en Salón ejidal`, `SESION s4 CANCELAR por lluvia`, `SESION NUEVA jueves 12 5pm Feria`. */
export const sessionVerb: StaffVerb = {
  name: 'session',
  roles: STEERS,
  takes: 'words',
  looks: LOOKS,
  act(said) {
    const read = readSession(said.rest);
    if (read.does === 'new') return begun(said, read);
    if (read.session === '') return how('how');
    const which = { session: read.session, ...(read.where === '' ? {} : { where: read.where }) };
    switch (read.does) {
      case 'move':
      case 'correct':
        return moved(said, which, read);
      case 'cancel':
        return asked(said, cancel.name, { ...which, why: readWhy(read.rest) });
      case 'restore':
        return asked(said, restore.name, which);
      default:
        return asked(said, show.name, which);
    }
  },
};

/** `SESIONES`, `SESIONES grupo-a`. */
export const sessionsVerb: StaffVerb = {
  name: 'sessions',
  roles: STEERS,
  takes: 'words',
  looks: /^[a-z0-9]+-[a-z0-9-]+$/i,
  act: (said) => asked(said, listComing.name, said.rest === '' ? {} : { where: said.rest }),
};

function moved(said: StaffSaid, which: Readonly<Record<string, string>>, { rest, does }: SessionSaid): StaffActed {
  const moment = said.moment(rest);
  const { place, why } = readBeside(moment.after === '' && !moment.day && !moment.at ? rest : moment.after);
  if (!moment.day && !moment.at && place === '') return how('how-move');
  return asked(said, move.name, {
    ...which,
    ...(moment.day ? { day: moment.day } : {}),
    ...(moment.at ? { at: moment.at } : {}),
    ...(place === '' ? {} : { place }),
    why,
    correct: does === 'correct',
  });
}

function begun(said: StaffSaid, { where, rest }: SessionSaid): StaffActed {
  const moment = said.moment(rest);
  const { title, place } = readTitle(moment.after);
  if (!moment.day || !moment.at || title === '') return how('how-new');
  const cohort = [where, moment.before].filter(Boolean).join(' ');
  return asked(said, add.name, {
    ...(cohort === '' ? {} : { cohort }),
    title,
    day: moment.day,
    at: moment.at,
    ...(place === '' ? {} : { place }),
  });
}

const how = (key: string): StaffActed => ({ lines: [{ key: `sessions.${key}`, vars: {} }] });

/** Done by a job, which sees what she may steer and answers with what was done and how to undo it. */
function asked(said: StaffSaid, operation: string, input: Readonly<Record<string, Json>>): StaffActed {
  const payload = { operation, input: { ...input, by: { kind: 'staff', id: said.me.id } } };
  return { effect: { kind: 'job', payload }, lines: [] };
}
