import type { Manifest } from '../manifest.ts';
import { outbound } from './fact.ts';

/** At most so many messages a day that she did not ask for. Who goes first is the conversation's (day-limit.ts). */
export const dayLimit = {
  name: 'day-limit',
  facts: [outbound],
  needs: ['outbound'],
} satisfies Manifest;
