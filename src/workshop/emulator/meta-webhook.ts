import { createHmac } from 'node:crypto';
import type { Millis } from '../../base/clock.ts';
import type { Shared } from './shared.ts';
import type { MetaAccount } from './types.ts';

/** Meta writes every code point above U+007F as \uXXXX, in lower case, and signs those bytes (CHANNELS.md §1.2). */
export function escaped(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Builds, signs and sends Meta's webhooks; several may be gathered into one POST. */
export class MetaHooks {
  readonly #shared: Shared;
  readonly #account: MetaAccount;
  #gathering: unknown[] | null = null;

  constructor(shared: Shared, account: MetaAccount) {
    this.#shared = shared;
    this.#account = account;
  }

  /** Everything posted while `act` runs comes as one POST with several changes. */
  together(act: () => void): void {
    this.#gathering = [];
    act();
    const changes = this.#gathering;
    this.#gathering = null;
    if (changes.length > 0)
      this.raw({ object: 'whatsapp_business_account', entry: [this.#entry(changes)] }, this.#delay());
  }

  messages(value: Readonly<Record<string, unknown>>, delay: Millis): void {
    const { displayPhone, phoneNumberId } = this.#account;
    const metadata = { display_phone_number: displayPhone, phone_number_id: phoneNumberId };
    this.change('messages', { messaging_product: 'whatsapp', metadata, ...value }, delay);
  }

  /** News of any field. */
  change(field: string, value: Readonly<Record<string, unknown>>, delay: Millis = this.#delay()): void {
    const change = { field, value };
    if (this.#gathering) this.#gathering.push(change);
    else this.raw({ object: 'whatsapp_business_account', entry: [this.#entry([change])] }, delay);
  }

  /** Any body at all, signed: for what no robot would send. */
  raw(body: unknown, delay: Millis = this.#delay()): void {
    const text = escaped(typeof body === 'string' ? body : JSON.stringify(body));
    const signature = createHmac('sha256', this.#account.appSecret).update(text, 'utf8').digest('hex');
    this.#shared.air.send(
      {
        provider: 'meta',
        url: '/webhooks/whatsapp',
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
        body: text,
      },
      delay,
    );
  }

  #entry(changes: unknown[]) {
    return { id: this.#account.businessAccountId ?? '100000000000001', changes };
  }

  #delay(): Millis {
    return this.#shared.knobs.inboundDelay;
  }
}

/** Meta's timestamps are whole seconds, as text. */
export function seconds(at: Millis): string {
  return String(Math.floor(at / 1000));
}
