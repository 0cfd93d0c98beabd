import type { Millis } from '../base/clock.ts';
import type { Price } from '../domain/prices.ts';
import type { SqlRow } from '../store/port.ts';

/** What a programme decides about its own delivery (`channel` in programme.yaml). */
export interface ProgrammePolicy {
  readonly zone: string;
  /** What WhatsApp has not delivered after so long goes by SMS; absent: nothing does. */
  readonly fallbackAfter?: Millis;
  readonly prices: readonly Price[];
  /** Of a local month. `minor` are hundredths. */
  readonly budget?: { readonly minor: number; readonly currency: string };
}

/** Plain data, so that it crosses into the store's thread with each operation that needs it. */
export interface Policy {
  readonly programmes: Readonly<Record<string, ProgrammePolicy>>;
  /** Where an SMS to someone known on WhatsApp alone would leave from; null: no SMS channel is on. */
  readonly smsFrom: { readonly channel: string; readonly ourNumber: string } | null;
}

export const NO_POLICY: Policy = { programmes: {}, smsFrom: null };

/** SQL: the programme that outbox row `o` belongs to: hers, else the one she works for, else ''. */
export const PROGRAMME_OF = `coalesce(
  (select e.programme from enrolment e where e.person_id = o.person_id order by e.since desc limit 1),
  (select st.programme from staff st where st.person_id = o.person_id and st.until is null limit 1), '')`;

/** SQL: what settling a row needs of its own address, and its programme. @sms and SMS_JOIN stand beside it. */
export const OWN_COLUMNS = `own.phone as own_phone, own.bsuid as own_bsuid, own.away_since as own_away_since,
  own.strikes as own_strikes, own.struck_at as own_struck_at, own.dead_at as own_dead_at, ${PROGRAMME_OF} as programme`;
export const OWN_JOIN = 'join address own on own.id = o.address_id';

export interface WithOwn {
  readonly own_phone: string | null;
  readonly own_bsuid: string | null;
  readonly own_away_since: Millis | null;
  readonly own_strikes: number;
  readonly own_struck_at: Millis | null;
  readonly own_dead_at: Millis | null;
  readonly programme: string;
}

/** What an address looks like once something has reached her there. */
export const REACHED: SqlRow = { away_since: null, strikes: 0, struck_at: null, dead_at: null };

export function wasOutOfReach(row: WithOwn): boolean {
  return row.own_away_since !== null || row.own_strikes > 0 || row.own_dead_at !== null;
}
