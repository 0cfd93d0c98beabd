/**
 * Why a message was not sent. The key is kept, on the row and on the task it makes; a
 * coordinator reads the words of `why.<key>` in her own language (locales).
 */
export const WHY = [
  'expired',
  'opted-out',
  'opted-out-at-provider',
  'bad-address',
  'not-reachable',
  'window-closed',
  'no-template',
  'by-template',
  'by-sms',
  'held-back',
  'no-marketing',
  'phone-off',
  'budget-spent',
  'refused',
  'tries-spent',
  'our-mistake',
  'doubtful',
  'restored',
  'cancelled',
  'session-changed',
  'withdrawn',
  'daily-limit',
  'daily-limit-later',
] as const;

export type Why = (typeof WHY)[number];
