import { type Clock, DAY, type Millis } from '../../base/clock.ts';
import { RecadoError } from '../../base/errors.ts';
import type { Scope } from '../../programme/route.ts';
import { type Sight, sightOf, sightQuery } from '../../programme/sight.ts';
import {
  hashOf,
  sameHash,
  type Token,
  tokenOf,
  tokenParts,
  tokenQuery,
  tokenUsed,
} from '../../programme/token/index.ts';
import type { ApiDeps } from './deps.ts';

/** Who asks: a token, what it may do and whom it sees. */
export interface Caller {
  readonly token: string;
  readonly scopes: readonly Scope[];
  readonly sight: Sight;
  /** Whose token it is. */
  readonly person: string | null;
}

/** Reads the header Authorization. The token is read anew every time, so that a revoked one opens nothing from then on. */
export async function callerOf(header: string | undefined, deps: ApiDeps): Promise<Caller> {
  if (header === undefined || header === '') throw new RecadoError('TOKEN_MISSING');
  const [, text = ''] = /^bearer +(\S+) *$/i.exec(header) ?? [];
  const parts = tokenParts(text);
  if (!parts) throw new RecadoError('TOKEN_INVALID');
  const [row] = await deps.read(tokenQuery(parts.id));
  const token = row && tokenOf(row);
  const { clock } = deps;
  // Compared in any case, so that an unknown id takes as long as a wrong secret.
  const same = sameHash(hashOf(parts.secret), token?.hash ?? hashOf(''));
  if (!token || !same || !isOpen(token, clock.now())) throw new RecadoError('TOKEN_INVALID');
  const sight = token.person === null ? token.sight : await sightOfPerson(token, token.person, deps);
  await noteUse(token, clock, deps);
  return { token: token.id, scopes: token.scopes, sight, person: token.person };
}

const isOpen = ({ revokedAt, expiresAt }: Token, now: Millis): boolean =>
  revokedAt === null && (expiresAt === null || now < expiresAt);

/** What she sees now, narrowed to what her token was made for. Without a role left her token is nobody's. */
async function sightOfPerson({ sight: made }: Token, person: string, deps: ApiDeps): Promise<Sight> {
  const hers = sightOf(made.workspace, await deps.read(sightQuery(made.workspace, person)));
  if (!hers) throw new RecadoError('TOKEN_INVALID');
  return { ...hers, programmes: both(hers.programmes, made.programmes), within: both(hers.within, made.within) };
}

function both(a: readonly string[] | null, b: readonly string[] | null): readonly string[] | null {
  if (a === null || b === null) return a ?? b;
  return a.filter((one) => b.includes(one));
}

async function noteUse({ id, lastUsedOn }: Token, clock: Clock, { operate }: ApiDeps): Promise<void> {
  const day = new Date(clock.now() - (clock.now() % DAY)).toISOString().slice(0, 10);
  if (day !== lastUsedOn) await operate(tokenUsed, { id, day });
}
