import type { Manifest } from '../manifest.ts';
import { answerKept, tokenList, tokenLooked, tokenRevoke, tokenUsed } from './keep.ts';
import { tokenFirst, tokenNew } from './new.ts';

export { answerKept, tokenList, tokenLooked, tokenRevoke, tokenUsed } from './keep.ts';
export { tokenFirst, tokenNew } from './new.ts';
export { hashOf, sameHash, tokenParts, tokenText } from './secret.ts';
export { type Token, tokenOf, tokenQuery } from './token.ts';

/** Tokens: who may use /api/v1, for what, and whom it sees. */
export const token = {
  name: 'token',
  operations: [tokenNew, tokenFirst, tokenRevoke, tokenList, tokenUsed, answerKept, tokenLooked],
} satisfies Manifest;
