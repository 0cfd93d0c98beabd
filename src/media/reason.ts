/** Why a photo, voice note or document was not kept, for a coordinator. The key stands on the row. */
export const REASONS = {
  empty: 'The file was empty.',
  'too-large': 'The file was too large.',
  type: 'The file was of a kind that is not kept.',
  damaged: 'The file arrived damaged each time.',
  gone: 'The provider no longer had the file.',
  unreachable: 'The file could not be fetched, however often it was tried.',
} as const;

export type Reason = keyof typeof REASONS;
