import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * X-Hub-Signature-256: `sha256=` and the hex HMAC of the raw body. Always of the bytes as received: Meta escapes
 * everything above U+007F, so a body parsed and written again has another signature. Several secrets are good at once
 * during a rotation; all are tried, so that the time tells nothing about which one fitted.
 */
export function signedByMeta(secrets: readonly string[], body: Buffer, header: string | undefined): boolean {
  const given = /^sha256=([0-9a-f]{64})$/i.exec(header ?? '')?.[1];
  // A missing or misshapen header is compared too, with bytes that no secret gives.
  const claimed = Buffer.from(given ?? '00'.repeat(32), 'hex');
  let good = false;
  for (const secret of secrets) {
    if (timingSafeEqual(createHmac('sha256', secret).update(body).digest(), claimed)) good = true;
  }
  return good && given !== undefined;
}

/** Equal, in a time that depends on neither where they differ nor on the length of the secret. */
export function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
