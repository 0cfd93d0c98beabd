/** Why somebody who was meant gets nothing: known when it is previewed, but `too-late`. Texts `staff.broadcast-reason-<reason>`. */
export const REASONS = [
  'simulated', // a phone in the browser
  'joining', // invited, or has not finished entering: only the invitation may go to her
  'left', // was taken out, or said no
  'paused', // she, her cohort or the whole programme rests on that day: mourning and harvest are left in peace
  'opted-out',
  'no-address',
  'no-language', // no text in a language of hers
  'window-closed', // WhatsApp after a day without a word of hers, no template and no SMS
  'too-late', // its hour came in her quiet hours, and it is no use after them
] as const;
export type Reason = (typeof REASONS)[number];
