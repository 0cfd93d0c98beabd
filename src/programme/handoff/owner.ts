import { type OnDuty, withRole } from '../on-duty.ts';

/** Topics that have rules of their own; any other is what a pack wrote into `handoff:`. */
export const PERSON = 'person';
export const COMPLAINT = 'complaint';
export const SAFEGUARDING_TOPIC = 'safeguarding';

/** Who is asked first. A complaint never goes to those who work in her group, a call for help to the focal point. */
const FIRST: Readonly<Record<string, readonly string[]>> = {
  [COMPLAINT]: ['complaints', 'coordinator', 'admin'],
  [SAFEGUARDING_TOPIC]: ['focal', 'deputy', 'coordinator', 'admin'],
};
const FIRST_OF_ALL = ['coordinator', 'admin', 'deputy', 'counsellor', 'facilitator'];

/** Who is asked next, when nobody has answered. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  [COMPLAINT]: FIRST[COMPLAINT]!,
  [SAFEGUARDING_TOPIC]: FIRST[SAFEGUARDING_TOPIC]!,
};
const NEXT_OF_ALL = ['deputy', 'coordinator', 'admin', 'counsellor', 'facilitator'];

export interface Wanted {
  readonly topic: string;
  readonly programme: string;
  /** Whom it is about: nobody answers herself. */
  readonly person: string;
  /** A role that the programme names for it, before all others. */
  readonly role?: string | undefined;
}

/** Who gets a new case: its owner first, and for a call for help the deputy beside the focal point. */
export function firstFor(staff: readonly OnDuty[], { topic, programme, person, role }: Wanted): readonly OnDuty[] {
  const roles = [...(role === undefined ? [] : [role]), ...(FIRST[topic] ?? FIRST_OF_ALL)];
  const able = withRole(staff, roles, programme).filter(({ id }) => id !== person);
  const [owner] = able;
  if (!owner) return [];
  const deputy =
    topic === SAFEGUARDING_TOPIC
      ? withRole(staff, ['deputy'], programme).find(({ id }) => id !== owner.id && id !== person)
      : undefined;
  return deputy ? [owner, deputy] : [owner];
}

/** Who gets a case that was not answered: the deputy, else another who may; undefined when all were told. */
export function nextFor(
  staff: readonly OnDuty[],
  { topic, programme, person }: Wanted,
  told: readonly string[],
): OnDuty | undefined {
  return withRole(staff, NEXT[topic] ?? NEXT_OF_ALL, programme).find(({ id }) => id !== person && !told.includes(id));
}
