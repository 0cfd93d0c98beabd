import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * X-Twilio-Signature: base64 HMAC-SHA1 of the public address, query included, followed by every parameter's name and
 * values, names sorted, values of one name sorted and once each; unknown parameters count too. The address is built
 * from PUBLIC_URL, never from headers a stranger may write. Twilio signs with or without the port, so both are tried,
 * and every token of the list, in the same time whichever fits (CHANNELS.md §3.2).
 */
export function signedByTwilio(
  tokens: readonly string[],
  url: string,
  form: URLSearchParams,
  header: string | undefined,
): boolean {
  const claimed = Buffer.alloc(20);
  const given = Buffer.from(header ?? '', 'base64');
  const shaped = given.length === claimed.length && given.toString('base64') === header;
  if (shaped) given.copy(claimed);
  const fields = sorted(form);
  let good = false;
  for (const token of tokens) {
    for (const address of withAndWithoutPort(url)) {
      const expected = createHmac('sha1', token)
        .update(address + fields, 'utf8')
        .digest();
      if (timingSafeEqual(expected, claimed)) good = true;
    }
  }
  return good && shaped;
}

function sorted(form: URLSearchParams): string {
  return [...new Set(form.keys())]
    .sort()
    .map((name) =>
      [...new Set(form.getAll(name))]
        .sort()
        .map((value) => name + value)
        .join(''),
    )
    .join('');
}

/** Cut by hand: `new URL()` would re-encode characters that Twilio signed as they stand. */
function withAndWithoutPort(url: string): readonly string[] {
  const cut = /^(https?:\/\/)([^/?#:]+|\[[^\]]+\])(:\d+)?(.*)$/is.exec(url);
  if (!cut) return [url];
  const [, scheme = '', host = '', port, rest = ''] = cut;
  const usual = scheme.toLowerCase() === 'https://' ? ':443' : ':80';
  return [scheme + host + rest, scheme + host + (port ?? usual) + rest];
}
