import type { Manifest } from '../manifest.ts';
import { drop } from './drop.ts';
import { pauses } from './fact.ts';
import { pauseSet } from './pause.ts';
import { resume } from './resume.ts';
import { dropVerb, pauseVerb, resumeVerb } from './verbs.ts';

export { drop } from './drop.ts';
export { pauseSet } from './pause.ts';
export { resume } from './resume.ts';

/** How somebody stands in a programme by what the team says: she rests, she has left, she goes on. */
export const standing = {
  name: 'standing',
  operations: [pauseSet, resume, drop],
  facts: [pauses],
  staffVerbs: [pauseVerb, resumeVerb, dropVerb],
  needs: ['pauses'],
} satisfies Manifest;
