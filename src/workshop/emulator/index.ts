import { SECOND } from '../../base/clock.ts';
import { Air } from './air.ts';
import { GATEWAY_PATH, gatewayApi } from './gateway-api.ts';
import { Limits } from './limits.ts';
import { metaApi } from './meta-api.ts';
import { mediaBytes } from './meta-files.ts';
import { tellTemplate } from './meta-templates.ts';
import { MetaHooks } from './meta-webhook.ts';
import { Phone, type PhoneOptions } from './phone.ts';
import { json, type Shared, subscriber } from './shared.ts';
import { goodStanding, type Standing } from './standing.ts';
import { TemplateShelf } from './template-shelf.ts';
import { twilioApi } from './twilio-api.ts';
import {
  type Delivery,
  Dropped,
  type EmulatedChannel,
  type EmulatedProvider,
  type EmulatorOptions,
  type Fault,
  type Knobs,
  type Received,
} from './types.ts';

export interface Emulator {
  /** In place of `fetch`: give it to the product. Throws what `fetch` throws when a connection dies. */
  readonly fetch: typeof fetch;
  /** The same for a server: throws `Dropped` where the socket should die. */
  handle(request: Request): Promise<Response>;
  /** The robot with this number on this channel; always the same one, unless another `bsuid` says that the number changed hands. */
  phone(id: string, channel: EmulatedChannel, options?: PhoneOptions): Phone;
  /** Everything accepted, oldest first, also what failed later. */
  readonly received: readonly Received[];
  /** Ids of her messages that were marked read. */
  readonly marked: readonly string[];
  readonly knobs: Knobs;
  /** What the providers say of our accounts, numbers and webhooks. */
  readonly standing: Standing;
  /** A file that a provider keeps, by Meta's id. */
  file(id: string): { readonly bytes: Uint8Array; readonly mime: string } | undefined;
  /** The next `times` sends fail so. */
  failNext(fault: Fault, times?: number, on?: EmulatedProvider | 'any'): void;
  /** What several robots do meanwhile comes in one POST of Meta's. */
  together(act: () => void): void;
  /** Templates on the providers' shelves. */
  readonly templates: Shared['templates'];
  /**
   * A template of Meta's changes, in all its languages, and the webhook that says so is on its way. With `announced` the
   * category changes at that moment, and is told of now. False: there is none of that name.
   */
  template(
    name: string,
    change: { readonly status?: string; readonly category?: string; readonly announced?: number },
  ): boolean;
  /** Any signed body from Meta. */
  metaPost(body: unknown): void;
  /** When the next webhook is due. */
  nextDue(): number | null;
  /** Webhooks due by `now`: deliver each and report the product's answer. */
  takeDue(now: number): Delivery[];
  answered(delivery: Delivery, status: number): void;
}

/** All providers in one process: what they accept, refuse and send is a function of the calls, the clock and the seed. */
export function createEmulator(options: EmulatorOptions): Emulator {
  const { clock, random, meta, twilio, gateway } = options;
  const knobs: Knobs = {
    inboundDelay: 0,
    statusDelay: { sent: SECOND / 2, delivered: SECOND, read: 3 * SECOND },
    shuffle: 0,
    duplicates: 0,
    drop: 0,
    again: null,
    reads: true,
    tokenExpired: false,
  };
  const air = new Air(clock, random, knobs, options.wake);
  const shared: Shared = {
    options,
    clock,
    random,
    knobs,
    standing: goodStanding(options),
    air,
    limits: new Limits(clock),
    templates: { meta: new TemplateShelf('9', meta?.templates), twilio: new TemplateShelf('HX', undefined) },
    received: [],
    files: new Map(),
    smsLog: [],
    subscribers: [],
    faults: [],
    queued: new Map(),
    smsTimes: new Map(),
    marked: [],
  };
  const hooks = meta && new MetaHooks(shared, meta);
  const phones = new Map<string, Phone>();

  async function handle(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (twilio && /^\/(2010-04-01|v1|v2)\//.test(pathname)) return twilioApi(shared, twilio, request);
    if (gateway && pathname.startsWith(GATEWAY_PATH)) return gatewayApi(shared, gateway, request);
    if (meta && hooks && pathname.startsWith('/emulated-media/')) return mediaBytes(shared, meta, request);
    if (meta && hooks && /^\/v\d+\.\d+\//.test(pathname)) return metaApi(shared, meta, hooks, request);
    return json(404, { error: `The emulator knows nothing at ${pathname}` });
  }

  return {
    handle,
    fetch: async (input, init) => {
      try {
        return await handle(new Request(input as RequestInfo, init));
      } catch (error) {
        if (!(error instanceof Dropped)) throw error;
        throw new TypeError('fetch failed', { cause: Object.assign(new Error(error.code), { code: error.code }) });
      }
    },
    phone(id, channel, phoneOptions = {}) {
      const key = `${channel} ${id}`;
      const known = phones.get(key);
      // Another account on a number that changed hands is another phone, with what is yet to come in its inbox.
      if (known && (phoneOptions.bsuid === undefined || known.bsuid === phoneOptions.bsuid)) return known;
      const me = subscriber(shared, channel, id) ?? {
        channel,
        id,
        bsuid: phoneOptions.bsuid,
        unreachable: false,
        inbox: [],
      };
      if (!shared.subscribers.includes(me)) shared.subscribers.push(me);
      const phone = new Phone(shared, me, phoneOptions, hooks);
      phones.set(key, phone);
      return phone;
    },
    received: shared.received,
    marked: shared.marked,
    knobs,
    standing: shared.standing,
    file: (id) => shared.files.get(id),
    failNext(fault, times = 1, on = 'any') {
      for (let i = 0; i < times; i++) shared.faults.push({ fault, on });
    },
    templates: shared.templates,
    template(name, { status, category, announced }) {
      const found = shared.templates.meta.all.filter((template) => template.name === name);
      for (const template of found) {
        const from = template.category;
        if (status !== undefined) template.status = status;
        if (category !== undefined && announced === undefined) template.category = category;
        if (hooks)
          tellTemplate(hooks, template, {
            ...(status === undefined ? {} : { status }),
            ...(category === undefined ? {} : { category, from }),
            ...(announced === undefined ? {} : { at: announced }),
          });
      }
      return found.length > 0;
    },
    together: (act) => (hooks ? hooks.together(act) : act()),
    metaPost: (body) => hooks?.raw(body),
    nextDue: () => air.nextDue(),
    takeDue: (now) => air.takeDue(now),
    answered: (delivery, status) => air.answered(delivery, status),
  };
}
