import type { Manifest } from '../manifest.ts';
import { personErase, personUnblock } from './erase.ts';
import { eraseStep } from './erase-step.ts';

export { type EraseBegun, personErase, personUnblock } from './erase.ts';

/** What somebody may ask of us about her data, and what becomes of it. */
export const privacy = {
  name: 'privacy',
  operations: [personErase, personUnblock, eraseStep],
} satisfies Manifest;
