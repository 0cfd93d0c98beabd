import type { Manifest } from '../manifest.ts';
import { certificateReissue, certificateRevoke } from './change.ts';
import { documentFailed, documentKept, nextDocuments } from './drawing.ts';
import { certificateIssue, certificateLack } from './effect.ts';
import { records } from './fact.ts';
import { certificateLook } from './look.ts';
import { certificatesReport } from './report.ts';
import {
  certificatesGet,
  certificatesList,
  certificatesPdf,
  certificatesReissue,
  certificatesRevoke,
  certificatesRun,
  certificatesRunGet,
} from './routes.ts';
import { certificateRun, certificateSlice, openRun } from './run.ts';
import { certificateVerb } from './verb.ts';

export { certificateReissue, certificateRevoke } from './change.ts';
export { codeOf, codeShown } from './code.ts';
export { type DueDocument, documentFailed, documentKept, nextDocuments } from './drawing.ts';
export { type Judged, judge } from './judge.ts';
export { certificateOf, certificatesQuery } from './one.ts';
export { certificatePdf } from './pdf.ts';
export { type Printed, printedOf } from './printed.ts';
export { certificateRun, certificateSlice, type OpenRun, openRun, RUN, type RunState, runOf } from './run.ts';
export { certificateSheet } from './sheet.ts';
export { type Verified, verifiedOf, verifyQuery } from './verify.ts';

/** Issues what the records prove, by the programme's own rule: numbered, printed, sent, checked by anybody, taken back. */
export const certificate = {
  name: 'certificate',
  steps: [certificateVerb],
  effects: { 'certificate.issue': certificateIssue, 'certificate.lack': certificateLack },
  facts: [records],
  needs: ['records', 'homework'],
  operations: [
    certificateRun,
    certificateLook,
    certificateSlice,
    openRun,
    certificateRevoke,
    certificateReissue,
    nextDocuments,
    documentKept,
    documentFailed,
  ],
  routes: [
    certificatesList,
    certificatesGet,
    certificatesPdf,
    certificatesRun,
    certificatesRunGet,
    certificatesRevoke,
    certificatesReissue,
  ],
  reports: [certificatesReport],
} satisfies Manifest;
