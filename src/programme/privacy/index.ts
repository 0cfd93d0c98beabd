import type { Manifest } from '../manifest.ts';
import { personErase, personUnblock } from './erase.ts';
import { eraseStep } from './erase-step.ts';
import { erasedAt } from './erased-at.ts';
import { privacyClose, privacyLook } from './register.ts';
import { retain, retainStart } from './retain.ts';
import { personErased, personExported, requestsClose, requestsList } from './routes.ts';

export { personErase, personUnblock } from './erase.ts';
export { erasedAt } from './erased-at.ts';
export { exportOf } from './export.ts';
export { listedOf, privacyClose, privacyLook, registerQuery } from './register.ts';
export { retainStart } from './retain.ts';
export { summaryHtml } from './summary.ts';

/** What somebody may ask of us about her data, and what becomes of it. */
export const privacy = {
  name: 'privacy',
  operations: [personErase, personUnblock, eraseStep, erasedAt, privacyClose, privacyLook, retain, retainStart],
  routes: [requestsList, requestsClose, personErased, personExported],
} satisfies Manifest;
