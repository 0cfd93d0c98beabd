import type { Reaction } from '../../domain/delivery.ts';

/** Meta's error codes and what each asks of us. Never the HTTP status where a code is present (CHANNELS.md §2.1, §2.5). */
const TABLE: Readonly<Record<Exclude<Reaction, 'bad-address'>, readonly number[]>> = {
  'stop-channel': [
    0, 3, 10, 190, 460, 463, 467, 368, 131005, 131031, 131037, 131042, 131045, 133000, 133004, 133005, 133006, 133008,
    133009, 133010, 133015,
  ],
  throttle: [4, 80007, 130429, 133016],
  'pair-wait': [131056],
  'slow-campaigns': [131048, 131064],
  // 131000 "once or twice", the rest up to five times: the outbox counts attempts.
  retry: [1, 2, 131000, 131016, 131053, 131057],
  'other-channel': [131026, 131021, 130472, 130497, 131030],
  'wait-a-day': [131049],
  // The window is closed, or this template cannot be used: another one, or SMS. Never a reason to stop the channel.
  template: [131047, 132000, 132001, 132007, 132015, 132016],
  'no-marketing': [131050],
  'opt-out': [],
  ours: [
    33, 100, 131008, 131009, 131051, 131052, 131062, 131063, 132005, 132008, 132012, 132068, 132069, 135000, 137000,
  ],
  'give-up': [],
};

const REACTION = new Map<number, Reaction>(
  Object.entries(TABLE).flatMap(([reaction, codes]) => codes.map((code) => [code, reaction as Reaction] as const)),
);

/** What an error of Meta asks of us. Without a code that we know, the HTTP status decides. */
export function metaReaction(code: number | undefined, httpStatus?: number): Reaction {
  const known = code === undefined ? undefined : REACTION.get(code);
  if (known) return known;
  if (code !== undefined && code >= 200 && code <= 299) return 'stop-channel'; // permissions
  if (code !== undefined && code >= 133000 && code <= 133999) return 'stop-channel'; // registration
  if (httpStatus === 429) return 'throttle';
  if (httpStatus === 401 || httpStatus === 403) return 'stop-channel';
  if (httpStatus !== undefined && httpStatus >= 500) return 'retry';
  if (httpStatus !== undefined && httpStatus >= 400) return 'ours';
  return 'give-up';
}
