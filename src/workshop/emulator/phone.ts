import { newSid, newWamid } from './chance.ts';
import { phoneGotSms } from './gateway-webhook.ts';
import { metaBody } from './meta-said.ts';
import { type MetaHooks, seconds } from './meta-webhook.ts';
import type { Said, SaidHow } from './said.ts';
import type { Shared, Subscriber } from './shared.ts';
import { log } from './twilio-log.ts';
import { twilioBody } from './twilio-said.ts';
import { postForm } from './twilio-webhook.ts';
import type { EmulatedChannel, Received, TwilioAccount } from './types.ts';

export interface PhoneOptions {
  /** The profile name she chose. */
  readonly name?: string;
  /** Her business-scoped id, sent beside or in place of her number. */
  readonly bsuid?: string;
  /** She has a username: WhatsApp leaves her number out (CHANNELS.md §1.6). */
  readonly hidesNumber?: boolean;
}

/** Twilio's own opt-out words on SMS: the whole message, any case (CHANNELS.md §3.7). */
const STOPS = /^(stop|unsubscribe|end|quit|stopall|revoke|optout|cancel)$/i;
const STARTS = /^(start|unstop|yes)$/i;

/** A robot user with her phone in hand. */
export class Phone {
  readonly #shared: Shared;
  readonly #me: Subscriber;
  readonly #options: PhoneOptions;
  readonly #meta: MetaHooks | undefined;

  constructor(shared: Shared, me: Subscriber, options: PhoneOptions, meta: MetaHooks | undefined) {
    this.#shared = shared;
    this.#me = me;
    this.#options = options;
    this.#meta = meta;
  }

  get channel(): EmulatedChannel {
    return this.#me.channel;
  }

  get bsuid(): string | undefined {
    return this.#options.bsuid;
  }

  /** What she was sent and got, oldest first. */
  get inbox(): readonly Received[] {
    return this.#me.inbox;
  }

  get last(): Received | undefined {
    return this.#me.inbox.at(-1);
  }

  /** Off, out of reach, or no longer on WhatsApp. */
  set unreachable(value: boolean) {
    this.#me.unreachable = value;
  }

  /** Switched off, without signal or with a suspended line: messages are taken and wait. On again, all come at once. */
  set off(value: boolean) {
    const waiting = this.#me.off ?? [];
    this.#me.off = value ? waiting : undefined;
    if (!value) for (const arrives of waiting) arrives();
  }

  /** She wrote to us before the story begins: the provider's 24 h window is open. */
  opensWindow(): void {
    this.#shared.limits.heard(this.channel, this.#me.id);
  }

  /** She does something; the webhook is on its way. Returns the id of her message. */
  sends(said: Said, how: SaidHow = {}): string {
    this.#shared.limits.heard(this.channel, this.#me.id);
    if (this.channel === 'sms-gateway') return phoneGotSms(this.#shared, this.#me, said, how);
    return this.channel === 'whatsapp-cloud' ? this.#sendMeta(said, how) : this.#sendTwilio(said, how);
  }

  #sendMeta(said: Said, how: SaidHow): string {
    if (!this.#meta) throw new Error('The emulator has no Meta account.');
    const { hidesNumber, name, bsuid } = this.#options;
    const id = how.id ?? newWamid(this.#shared.random);
    const { inbox } = this.#me;
    const screen = how.quote === undefined ? inbox : inbox.filter(({ id: one }) => one === how.quote);
    const body = metaBody(this.#shared, said, screen);
    const context = how.quote ? { context: { from: this.#me.id, id: how.quote } } : {};
    const ids = { ...(!hidesNumber && { from: this.#me.id }), ...(bsuid && { from_user_id: bsuid }) };
    const timestamp = seconds(how.sentAt ?? this.#shared.clock.now());
    const contact = {
      profile: { name: name ?? 'Robot' },
      ...(!hidesNumber && { wa_id: this.#me.id }),
      ...(bsuid && { user_id: bsuid }),
    };
    // System messages come without contacts.
    const contacts = body['type'] === 'system' ? {} : { contacts: [contact] };
    const delay = this.#shared.knobs.inboundDelay + (how.late ?? 0);
    this.#meta.messages({ ...contacts, messages: [{ ...ids, id, timestamp, ...context, ...body }] }, delay);
    return id;
  }

  #sendTwilio(said: Said, how: SaidHow): string {
    const shared = this.#shared;
    const account = shared.options.twilio;
    if (!account) throw new Error('The emulator has no Twilio account.');
    const whatsapp = this.channel === 'twilio-whatsapp';
    const sid = how.id ?? newSid(shared.random, 'SM');
    const body = twilioBody(shared, account, sid, said, this.#me.inbox);
    if (!body) throw new Error('Twilio brings nothing of this kind.');
    if (typeof said === 'string' && !whatsapp) this.#optOut(said.trim());
    const prefix = whatsapp ? 'whatsapp:' : '';
    const from = `${prefix}+${this.#me.id.replace(/^\+/, '')}`;
    const to = `${prefix}${(whatsapp ? account.whatsappFrom : account.smsFrom) ?? ''}`;
    log(shared, {
      sid,
      direction: 'inbound',
      from,
      to,
      body: body.fields['Body'] ?? '',
      at: shared.clock.now(),
      media: body.media,
    });
    const delay = shared.knobs.inboundDelay + (how.late ?? 0);
    postForm(
      shared,
      account,
      `${shared.options.publicUrl}/webhooks/twilio`,
      {
        ...this.#twilioFields(account, sid, whatsapp),
        From: from,
        To: to,
        ...fieldsOf(body, whatsapp),
        ...(how.quote && { OriginalRepliedMessageSid: how.quote }),
      },
      delay,
    );
    return sid;
  }

  #twilioFields(account: TwilioAccount, sid: string, whatsapp: boolean): Readonly<Record<string, string>> {
    const ids = { MessageSid: sid, SmsSid: sid, SmsMessageSid: sid, AccountSid: account.accountSid };
    const common = { ...ids, SmsStatus: 'received', NumSegments: '1', ApiVersion: '2010-04-01' };
    if (!whatsapp) return common;
    return {
      ...common,
      WaId: this.#me.id.replace(/^\+/, ''),
      ProfileName: this.#options.name ?? 'Robot',
      ...(this.#options.bsuid && { ExternalUserId: this.#options.bsuid }),
    };
  }

  #optOut(text: string): void {
    if (STOPS.test(text)) this.#shared.limits.block(this.#me.id);
    if (STARTS.test(text)) this.#shared.limits.unblock(this.#me.id);
  }
}

/** SMS has no MessageType. */
function fieldsOf(body: { fields: Readonly<Record<string, string>>; media: readonly string[] }, whatsapp: boolean) {
  const { MessageType, ...rest } = body.fields;
  return { ...rest, NumMedia: String(body.media.length), ...(whatsapp && MessageType && { MessageType }) };
}
