import type { Finding } from '../finding.ts';
import { reach } from '../reach.ts';
import { found } from './findings.ts';
import { inspectNumber } from './inspect-number.ts';
import { inspectToken } from './inspect-token.ts';
import { inspectWebhook } from './inspect-webhook.ts';
import type { MetaInspected } from './inspected.ts';
import { META_WEBHOOK } from './webhook.ts';

/**
 * Everything at Meta that keeps messages from coming or going: the token, the app's webhook, the account's subscription, the
 * number and its health, and whether our own address answers. Only reads. Never throws.
 */
export async function inspectMeta(access: MetaInspected): Promise<readonly Finding[]> {
  const { publicUrl, apiUrl, verifyToken } = access;
  const token = await inspectToken(access);
  // Whoever is not let in learns nothing more: one line says it all.
  if (token.ended) return token.findings;
  return [
    ...token.findings,
    ...(await inspectWebhook(access, token.app)),
    await reach(access.fetch, { publicUrl, path: META_WEBHOOK, apiUrl, verifyToken }),
    ...(await inspectNumber(access)),
    ...(access.businessAccountId === undefined ? [found('META_ACCOUNT_UNSET')] : []),
  ];
}
