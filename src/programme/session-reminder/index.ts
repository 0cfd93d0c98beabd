import type { Manifest } from '../manifest.ts';
import { sessionIntention } from './effect.ts';
import { intention } from './fact.ts';

/** What women answer when they are reminded of a session. The reminder itself is the conversation's (sessions.ts). */
export const sessionReminder = {
  name: 'session-reminder',
  effects: { 'session.intention': sessionIntention },
  facts: [intention],
} satisfies Manifest;
