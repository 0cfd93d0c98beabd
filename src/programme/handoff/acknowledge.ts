import { eventRow } from '../../store/event-row.ts';
import type { RowWrite } from '../../store/port.ts';
import type { Handler, StaffVerb } from '../manifest.ts';
import { onDuty } from '../on-duty.ts';
import { careOf } from './care.ts';
import type { Toward } from './life.ts';
import { alertRow, noTimer } from './rows.ts';
import { caseIn, line, toward } from './verbs.ts';

declare module '../../domain/effect.ts' {
  interface EffectMap {
    /** A staff person says that she has it: her words go to the learner's lane, where it is decided who was first. */
    'case.take': { readonly personId: string } & Toward;
    /** It is hers: nobody else is asked any more, whatever way she takes to reach her. */
    'case.taken': { readonly personId: string; readonly case: string; readonly by: string };
  }
}

/** `ENTERADA 14`: she looks after it, by a call or a visit where writing is not safe. */
export const acknowledge: StaffVerb = {
  name: 'acknowledge',
  takes: 'number',
  roles: ['focal', 'deputy'],
  act(said, facts) {
    const named = caseIn(said, facts);
    if ('lines' in named) return named;
    const { item } = named;
    if (!item.open) return line('staff.closed-already', { number: item.number });
    return { effect: { kind: 'case.take', payload: toward(item, said) }, lines: [] };
  },
};

export const caseTake: Handler<'case.take'> = ({ personId, case: id, number, learner, lane, name }, at) => [
  eventRow({ id: learner, lane }, 'case.take', { case: id, number, by: personId, lane: at.laneId, name }, at),
];

/** The others who were told know that it is in hand. */
export const caseTaken: Handler<'case.taken'> = ({ personId, case: id, by }, at) => {
  const facts = at.facts(personId);
  const open = careOf(facts).find((one) => one.id === id);
  const others = onDuty(facts).filter((staff) => staff.id !== by && open?.told.includes(staff.id));
  const unique = others.filter((one, i) => others.findIndex((other) => other.id === one.id) === i);
  const taken: RowWrite = {
    op: 'update',
    table: 'care_case',
    key: { id, state: 'open' },
    set: { owner_id: by, waiting_since: null },
  };
  return [taken, noTimer(personId, id), ...unique.map((staff) => alertRow(id, 'taken', staff, at))];
};
