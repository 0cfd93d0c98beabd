import { createHash, timingSafeEqual } from 'node:crypto';

/** So that a scanner of leaked secrets knows it, and whoever finds it knows whose it is. */
const PREFIX = 'rcd_';
const WRITTEN = /^rcd_([0-9a-z]{10,40})_([0-9a-z]{32,80})$/;

/** A token as it is handed out, once: its id, which may be shown, and its secret of at least 160 bits. */
export const tokenText = (id: string, secret: string): string => `${PREFIX}${id}_${secret}`;

export interface Written {
  readonly id: string;
  readonly secret: string;
}

/** The parts of a token as somebody sent it; null where it cannot be one. */
export function tokenParts(text: string): Written | null {
  const [, id, secret] = WRITTEN.exec(text) ?? [];
  return id !== undefined && secret !== undefined ? { id, secret } : null;
}

/** Random secrets need no salt and no slow hash: there is nothing to guess. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Takes the same time wherever they differ. */
export function sameHash(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}
