import type { Manifest } from '../manifest.ts';
import { certificateIssue } from './effect.ts';
import { certificateVerb } from './verb.ts';

/** Issues what the records prove, by the programme's own rule. */
export const certificate = {
  name: 'certificate',
  steps: [certificateVerb],
  effects: { 'certificate.issue': certificateIssue },
} satisfies Manifest;
