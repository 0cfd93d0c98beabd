import { randomBytes } from 'node:crypto';
import { hashOf, tokenFirst, tokenText } from '../programme/token/index.ts';
import type { App } from './app.ts';

/** 160 bits in hex. Never from the seed, from which ids can be worked out. */
export const newSecret = (): string => randomBytes(20).toString('hex');

/** Null where there was a token before, revoked ones too. */
export async function makeFirstToken(app: Pick<App, 'record'>): Promise<string | null> {
  const secret = newSecret();
  const made = await app.record(
    tokenFirst,
    { hash: hashOf(secret), workspace: 'main' },
    { by: { kind: 'system', id: 'start' }, action: 'token.first', about: null, detail: {}, workspace: 'main' },
  );
  return made && tokenText(made.id, secret);
}
