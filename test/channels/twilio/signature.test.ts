import fc from 'fast-check';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, it } from 'vitest';
import { signedByTwilio } from '../../../src/channels/twilio/signature.ts';

const { getExpectedTwilioSignature, validateRequest } = webhooks;

const form = (pairs: readonly (readonly [string, string])[]) => new URLSearchParams(pairs.map(([k, v]) => [k, v]));
/** As Twilio's own library wants them: a name with several values becomes a list. */
function asParams(given: URLSearchParams): Record<string, string | string[]> {
  const params: Record<string, string | string[]> = {};
  for (const name of new Set(given.keys())) {
    const values = given.getAll(name);
    Object.defineProperty(params, name, { value: values.length > 1 ? values : values[0], enumerable: true });
  }
  return params;
}

describe('X-Twilio-Signature', () => {
  it('agrees with the vector of the documents', () => {
    const params = form([
      ['CallSid', 'CA1234567890ABCDE'],
      ['Caller', '+14158675309'],
      ['Digits', '1234'],
      ['From', '+14158675309'],
      ['To', '+18005551212'],
    ]);
    const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
    expect(signedByTwilio(['12345'], url, params, 'RSOYDt4T1cUTdK1PDd93/VVr8B8=')).toBe(true);
    expect(signedByTwilio(['54321', '12345'], url, params, 'RSOYDt4T1cUTdK1PDd93/VVr8B8=')).toBe(true);
    expect(signedByTwilio(['12345'], url.replace('https', 'http'), params, 'RSOYDt4T1cUTdK1PDd93/VVr8B8=')).toBe(false);
    expect(signedByTwilio(['12345'], `${url}/`, params, 'RSOYDt4T1cUTdK1PDd93/VVr8B8=')).toBe(false);
    expect(signedByTwilio([], url, params, 'RSOYDt4T1cUTdK1PDd93/VVr8B8=')).toBe(false);
  });

  const words = fc.oneof(
    fc.constantFrom('Body', 'From', 'MediaUrl0', '¿Cuánto? ñ 👩🏽‍🌾', 'a+b&c=d%', ''),
    fc.string({ unit: 'grapheme' }),
  );
  const pairs = fc.array(fc.tuple(words, words), { maxLength: 8 });
  const urls = fc.constantFrom(
    'https://bot.example.org/webhooks/twilio',
    'https://bot.example.org:8443/webhooks/twilio/status?outbox=01abc',
    "http://127.0.0.1:3000/webhooks/twilio?a=it's&b=ñ",
  );

  it('accepts what Twilio’s own library signs', () => {
    fc.assert(
      fc.property(pairs, urls, fc.string(), (given, url, token) => {
        const params = form(given);
        const signature = getExpectedTwilioSignature(token, url, asParams(params));
        expect(validateRequest(token, signature, url, asParams(params))).toBe(true);
        expect(signedByTwilio(['another', token], url, params, signature)).toBe(true);
      }),
    );
  });

  it('refuses what Twilio’s own library refuses', () => {
    fc.assert(
      fc.property(pairs, urls, words, fc.string(), (given, url, extra, header) => {
        const signature = getExpectedTwilioSignature('token', url, asParams(form(given)));
        const changed = form([...given, ['Unseen', extra]]);
        expect(validateRequest('token', signature, url, asParams(changed))).toBe(false);
        expect(signedByTwilio(['token'], url, changed, signature)).toBe(false);
        expect(signedByTwilio(['token'], url, form(given), header)).toBe(false);
      }),
    );
  });

  it.each([undefined, '', 'AAAA', 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=', '****************************'])(
    'refuses %j',
    (header) => {
      expect(signedByTwilio(['12345'], 'https://x.org/', form([]), header)).toBe(false);
    },
  );
});
