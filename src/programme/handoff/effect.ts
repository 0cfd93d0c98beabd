import { eventRow } from '../../store/event-row.ts';
import type { Handler } from '../manifest.ts';
import { onDuty } from '../on-duty.ts';
import { careOf } from './care.ts';
import { firstFor, nextFor, SAFEGUARDING_TOPIC } from './owner.ts';
import { alertRow, caseTimer, nobody, tellRows } from './rows.ts';

declare module '../../domain/effect.ts' {
  interface EffectMap {
    /** A person of the team is asked for: by a flow's `handoff`, or by her (PERSONA). */
    'case.open': Partial<FromStep> & {
      readonly personId: string;
      readonly topic: string;
      readonly reason?: string;
      /** Its id, where the conversation needs to know it. */
      readonly id?: string;
      /** Hers, where no flow says it. */
      readonly programme?: string;
      /** A role that is asked before all others (`safeguarding.focal_point`). */
      readonly role?: string;
    };
    /** A case looks for its next owner: nobody has answered, or nobody had it. */
    'case.move': { readonly personId: string; readonly case: string };
  }
}

/**
 * Its number is drawn by the table. While a case on this topic is open, a second one changes nothing; only a second call
 * for help is told again. Facts of someone met in this very turn are not known yet: her case is worked in the next.
 */
export const caseOpen: Handler<'case.open'> = (effect, at) => {
  const { personId, topic } = effect;
  const facts = at.facts(personId);
  const open = careOf(facts).find((one) => one.topic === topic);
  if (open) {
    const told = topic === SAFEGUARDING_TOPIC ? onDuty(facts).filter(({ id }) => open.told.includes(id)) : [];
    const again = unique(told).map((staff) => alertRow(open.id, 'again', staff, at));
    return open.owner === null ? caseMove({ personId, case: open.id }, at) : again;
  }
  const id = effect.id ?? at.newId();
  const programme = effect.programme ?? effect.flow?.split('/')[0] ?? '';
  const unknown = facts['staff'] === undefined;
  const told = firstFor(onDuty(facts), { topic, programme, person: personId, role: effect.role });
  const owner = told[0];
  return [
    {
      op: 'insert-new',
      table: 'care_case',
      values: {
        id,
        workspace: at.workspace,
        person_id: personId,
        topic,
        reason: effect.reason ?? effect.flow ?? '',
        state: 'open',
        thread_id: effect.threadId ?? null,
        opened_at: at.now,
        programme,
        owner_id: owner?.id ?? null,
        waiting_since: at.now,
        words_seq: at.cause && topic !== SAFEGUARDING_TOPIC ? Number(at.cause.inboxId) : null,
      },
    },
    ...told.flatMap((staff, i) => tellRows(id, i === 0 ? 'new' : 'beside', staff, at)),
    ...(owner
      ? [caseTimer(personId, id, topic, at)]
      : unknown
        ? [eventRow({ id: personId, lane: at.laneId }, 'case.wake', { case: id }, at)]
        : nobody(personId, topic, at)),
  ];
};

/** To the first who may have it, where nobody had it; to the next, where nobody answered; else a task for the team says so. */
export const caseMove: Handler<'case.move'> = ({ personId, case: id }, at) => {
  const facts = at.facts(personId);
  const open = careOf(facts).find((one) => one.id === id);
  if (!open) return [];
  const { topic, programme } = open;
  const staff = onDuty(facts);
  const wanted = { topic, programme, person: personId };
  const was = staff.find((one) => one.id === open.owner);
  const first = open.owner === null ? firstFor(staff, wanted) : [];
  const next = open.owner === null ? first[0] : nextFor(staff, wanted, open.told);
  if (!next) {
    const still = was ? [alertRow(id, 'still', was, at)] : [];
    // A call for help is asked about again until somebody says that she has it.
    const again = was && topic === SAFEGUARDING_TOPIC ? [caseTimer(personId, id, topic, at)] : [];
    return [...still, ...again, ...nobody(personId, topic, at)];
  }
  return [
    { op: 'update', table: 'care_case', key: { id, state: 'open' }, set: { owner_id: next.id, answered_at: null } },
    ...tellRows(id, open.owner === null ? 'new' : 'moved', next, at),
    ...first.slice(1).flatMap((beside) => tellRows(id, 'beside', beside, at)),
    ...(was ? [alertRow(id, 'passed', was, at)] : []),
    caseTimer(personId, id, topic, at),
  ];
};

/** Someone with two roles is told once. */
function unique<T extends { readonly id: string }>(staff: readonly T[]): readonly T[] {
  return staff.filter((one, i) => staff.findIndex(({ id }) => id === one.id) === i);
}
