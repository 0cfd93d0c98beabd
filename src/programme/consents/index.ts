import type { Manifest } from '../manifest.ts';
import { privacyRequest } from './ask-privacy.ts';
import { agreedFact } from './fact.ts';
import { consentPaper } from './paper.ts';
import { paperSaid } from './paper-said.ts';
import { consentsList, consentsPaper, consentsWithdraw } from './routes.ts';
import { paper } from './verbs.ts';
import { consentWithdraw } from './withdraw.ts';

export { consentPaper } from './paper.ts';
export { consentsOf } from './show.ts';
export { consentWithdraw } from './withdraw.ts';

/** The ledger of consents: given on a phone or on paper, taken back at any time; and what she asks about her data. */
export const consents = {
  name: 'consents',
  operations: [consentPaper, paperSaid, consentWithdraw, privacyRequest],
  facts: [agreedFact],
  needs: ['agreed'],
  staffVerbs: [paper],
  routes: [consentsList, consentsPaper, consentsWithdraw],
} satisfies Manifest;
