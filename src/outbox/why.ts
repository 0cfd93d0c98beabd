/**
 * Why a message was not sent, for a coordinator: the key is kept on the row, the words are shown. Screens translate by
 * `why.<key>`; these are the English words.
 */
export const WHY = {
  expired: 'Its time had passed before it could be sent.',
  'opted-out': 'She asked us to stop writing.',
  'opted-out-at-provider': 'She stopped us at her phone company or WhatsApp. She must write START herself.',
  'bad-address': 'Nobody can be reached at this number any more.',
  'not-reachable': 'This number cannot get messages on this channel.',
  'window-closed': 'She has not written for a day, and WhatsApp allows only an approved template then.',
  'by-sms': 'It was sent by SMS instead.',
  'held-back': 'WhatsApp did not deliver it, to spare her more marketing.',
  refused: 'The provider refused it for good.',
  'tries-spent': 'The provider could not take it, however often we tried.',
  'our-mistake': 'The provider could not read our request. The operator has to look.',
  doubtful: 'The connection broke while it was being sent. She may or may not have got it.',
} as const;

export type Why = keyof typeof WHY;
