import type { Manifest } from '../manifest.ts';
import { approved } from './approved.ts';
import { begin } from './begin.ts';
import { decide } from './decide.ts';
import { fallbackUsed } from './effect.ts';
import { keep } from './keep.ts';
import { next } from './next.ts';
import { coverageReport } from './report.ts';
import { packStepsKeep } from './steps.ts';
import { recordingUndo } from './undo.ts';
import { recordingsVerb, recordVerb } from './verbs.ts';

export { approved } from './approved.ts';
export { packStepsKeep } from './steps.ts';

/** After these another set of recordings may be sent. */
export const CHANGES_RECORDINGS: ReadonlySet<string> = new Set([decide.name, recordingUndo.name]);

/** Lessons spoken by people of the team, and how far a pack speaks each of its languages. */
export const recording = {
  name: 'recording',
  effects: { 'fallback.used': fallbackUsed },
  operations: [begin, keep, next, decide, recordingUndo, packStepsKeep, approved],
  staffVerbs: [recordVerb, recordingsVerb],
  reports: [coverageReport],
} satisfies Manifest;
