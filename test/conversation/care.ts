import type { Json } from '../../src/base/json.ts';
import type { Care } from '../../src/programme/handoff/care.ts';
import type { InCare } from '../../src/programme/handoff/in-care.ts';
import type { OnDuty } from '../../src/programme/on-duty.ts';
import type { PersonSetup } from './talk.ts';

export const MARTA: OnDuty = {
  id: 'marta',
  lane: 'lane-marta',
  name: 'Marta',
  role: 'coordinator',
  programme: 'prueba',
};
export const ELENA: OnDuty = { ...MARTA, id: 'elena', lane: 'lane-elena', name: 'Elena', role: 'deputy' };

/** What a staff person's answer carries to a learner's lane. */
export const ANSWER = { case: 'c14', number: 14, by: 'marta', lane: 'lane-marta', name: 'Marta', text: 'Mañana voy.' };

export function care(over: Partial<Care> = {}): Json {
  return {
    id: 'c14',
    number: 14,
    topic: 'person',
    programme: 'prueba',
    owner: 'marta',
    ownerLane: 'lane-marta',
    ownerName: 'Marta',
    answered: false,
    waiting: 1,
    told: ['marta'],
    ...over,
  };
}

export function inCare(over: Partial<InCare> = {}): Json {
  return {
    id: 'c14',
    number: 14,
    topic: 'person',
    open: true,
    person: 'ana',
    lane: 'lane-ana',
    name: 'Ana',
    owner: 'marta',
    ownerName: 'Marta',
    answered: false,
    waiting: true,
    beside: [],
    words: [],
    ...over,
  };
}

/** Ana on SMS, with a case that Marta has. */
export function answering(over: Partial<Care> = {}): { people: PersonSetup[]; form: 'sms' } {
  const facts = { staff: [MARTA, ELENA] as unknown as Json, care: [care(over)] };
  return { people: [{ id: 'ana', name: 'Ana', facts }], form: 'sms' };
}
