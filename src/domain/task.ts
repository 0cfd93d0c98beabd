/**
 * Why a conversation asks for a person. The key is kept; who reads it sees the words of `why.<key>` in her own language
 * (locales), with `about` filled in: the title of the lesson or homework it is about.
 */
export const TASK_WHYS = [
  'stray',
  'voice-note',
  'not-understood',
  'who-writes',
  'new-number',
  'number-gone',
  'in-person',
  'answer-in-person',
  'runaway',
  'media-lost',
  'case-unanswered',
  'no-answer',
  'lesson-changed',
  'template-stopped',
  'template-marketing',
  'dead-number',
  'lesson-unopened',
  'wrong-number',
  'privacy',
  'delivery-missing',
  'call-her',
  'leaves',
] as const;

export type TaskWhy = (typeof TASK_WHYS)[number];
