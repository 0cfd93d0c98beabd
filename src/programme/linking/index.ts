import type { Manifest } from '../manifest.ts';
import { addressLost, addressTrust } from './address.ts';
import { linkAsk } from './ask.ts';
import { addressDuplicates, addressMerge } from './duplicates.ts';
import { duty } from './duty.ts';
import { personFind } from './find.ts';
import { personMerge } from './merge.ts';
import { laneSplit } from './split.ts';
import { addressConfirm } from './trust.ts';
import { linkTry } from './try.ts';
import { personUnmerge } from './unmerge.ts';

export { addressDuplicates, addressMerge, type Duplicate } from './duplicates.ts';
export { type Found, personFind } from './find.ts';
export { personMerge } from './merge.ts';
export { addressConfirm } from './trust.ts';
export { personUnmerge } from './unmerge.ts';

/** Person is not phone: records made one and two again, numbers that change, numbers that change hands. */
export const linking = {
  name: 'linking',
  effects: { 'address.trust': addressTrust, 'address.lost': addressLost },
  facts: [duty],
  needs: ['duty'],
  operations: [
    personMerge,
    personUnmerge,
    personFind,
    linkAsk,
    linkTry,
    laneSplit,
    addressDuplicates,
    addressMerge,
    addressConfirm,
  ],
} satisfies Manifest;
