import type { Manifest } from '../manifest.ts';
import { attendanceSelf } from './effect.ts';
import { attendance, sessions } from './facts.ts';
import { checkInWord } from './listener.ts';
import { checkInQuestion } from './question.ts';
import { checkInVerb } from './verb.ts';

/** Attendance as she says it herself: by the session's word, or asked in a flow. The roll is the facilitator's. */
export const checkIn = {
  name: 'check-in',
  steps: [checkInVerb, checkInQuestion],
  effects: { 'attendance.self': attendanceSelf },
  facts: [sessions, attendance],
  listeners: [checkInWord],
  needs: ['sessions'],
} satisfies Manifest;
