import type { Reaction } from '../../domain/delivery.ts';

/** Twilio's error codes and what each asks of us (CHANNELS.md §3.6). */
const TABLE: Readonly<Partial<Record<Reaction, readonly number[]>>> = {
  'opt-out': [21610],
  'bad-address': [21211, 21217, 21614, 30005, 30006, 63003, 63024],
  'other-channel': [21612, 21408, 63032, 63033],
  // 30008 "once or twice": the outbox counts attempts.
  retry: [30001, 30003, 30008, 30017, 30410, 21611, 63019],
  'give-up': [30004, 30007, 63005, 63013, 63021],
  'stop-channel': [20003, 20005, 21606, 21703, 30002, 30034, 63001, 63007, 63015, 63038],
  ours: [21602, 21604, 21617, 21609, 21619, 21620, 21655, 21656, 63028, 63031],
  throttle: [14107, 20429, 63018],
  template: [63016, 63040, 63041, 63042],
  'wait-a-day': [63049],
};

const REACTION = new Map<number, Reaction>(
  Object.entries(TABLE).flatMap(([reaction, codes]) => codes.map((code) => [code, reaction as Reaction] as const)),
);

/** What an error of Twilio asks of us. Without a code that we know, the HTTP status decides. */
export function twilioReaction(code: number | undefined, httpStatus?: number): Reaction {
  const known = code === undefined ? undefined : REACTION.get(code);
  if (known) return known;
  if (httpStatus === 429) return 'throttle';
  if (httpStatus === 401 || httpStatus === 403) return 'stop-channel';
  if (httpStatus !== undefined && httpStatus >= 500) return 'retry';
  if (httpStatus !== undefined && httpStatus >= 400) return 'ours';
  return 'give-up';
}
