import type { Manifest } from '../manifest.ts';
import { commitmentSet } from './effect.ts';

/** Days that she named herself, and is reminded of. */
export const commitment = {
  name: 'commitment',
  // The conversation reads from it which day she named.
  needs: ['answers'],
  effects: { 'commitment.set': commitmentSet },
} satisfies Manifest;
