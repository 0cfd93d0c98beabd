import type { StaffActed, StaffSaid, StaffVerb } from '../manifest.ts';
import { ask } from './ask.ts';
import { MAY } from './author.ts';
import { byCode } from './by-code.ts';

/** `RECORDAR grupo-a: Mañana a las 4 en el salón ejidal.` */
export const remind: StaffVerb = {
  name: 'broadcast',
  roles: MAY,
  takes: 'words',
  looks: /^[^\n:]{1,120}:/,
  act: ({ rest }) =>
    rest === ''
      ? { lines: [{ key: 'staff.broadcast-how-to', vars: {} }] }
      : { effect: { kind: 'job', payload: { operation: ask.name, input: { words: rest } } }, lines: [] },
};

/** `ENVIAR 4821`. */
export const send: StaffVerb = {
  name: 'broadcast-send',
  takes: 'number',
  roles: MAY,
  follows: true,
  exact: true,
  act: (said) => coded('send', said),
};

/** `PROBAR`, `PROBAR 4821`. */
export const tryIt: StaffVerb = {
  name: 'broadcast-test',
  takes: 'number',
  roles: MAY,
  follows: true,
  act: (said) => coded('test', said),
};

/** `CANCELAR 4821`. */
export const cancel: StaffVerb = {
  name: 'broadcast-cancel',
  takes: 'number',
  roles: MAY,
  follows: true,
  act: (said) => coded('cancel', said),
};

function coded(what: 'send' | 'test' | 'cancel', { rest }: StaffSaid): StaffActed {
  const digits = /^\D*(\d{1,9})\s*$/.exec(rest)?.[1];
  if (digits === undefined && (what !== 'test' || rest !== ''))
    return { lines: [{ key: 'staff.broadcast-which-code', vars: {} }] };
  const input = { what, ...(digits === undefined ? {} : { code: Number(digits) }) };
  return { effect: { kind: 'job', payload: { operation: byCode.name, input } }, lines: [] };
}
