import { createHmac } from 'node:crypto';
import { EMULATED } from '../../../src/assemble/emulated.ts';
import { DAY, HOUR, MINUTE, type Millis, SECOND } from '../../../src/base/clock.ts';
import { type Random, seededRandom } from '../../../src/base/random.ts';
import type { Emulator } from '../../../src/workshop/emulator/index.ts';
import { escaped } from '../../../src/workshop/emulator/meta-webhook.ts';
import type { Delivery } from '../../../src/workshop/emulator/types.ts';
import type { Outside } from '../../../src/workshop/virtual-time.ts';

/** What a network may do to what goes through it. */
export const FAULTS = [
  'duplicates',
  'delays',
  'reorder',
  'drops',
  'backlogs',
  'superset',
  'edits',
  'reactions',
  'early statuses',
  'days',
] as const;
export type Fault = (typeof FAULTS)[number];

/** All of it that changes nothing of what counts: `days` changes when it counts. */
export const SHORT: readonly Fault[] = FAULTS.filter((fault) => fault !== 'days');

/** Share of what goes through that a fault strikes (issue E). */
const SHARE: Readonly<Record<Fault, number>> = {
  duplicates: 0.3,
  delays: 0.3,
  reorder: 0.3,
  drops: 0.1,
  backlogs: 0.02,
  superset: 0.2,
  edits: 0.1,
  reactions: 0.1,
  'early statuses': 0.3,
  days: 0.15,
};

/**
 * Robots write in the middle of a look of five minutes and read what came of it before the next (rehearse/pace.ts): what is
 * over within a minute and a half changes nothing that they decide.
 */
const DELAY: Millis = 20 * SECOND;
/** A provider that was answered badly, or not at all, comes back. */
const AGAIN: Millis = 30 * SECOND;
/** No signal, or a provider that stands still: what was held comes all at once. */
const BACKLOG: Millis = 40 * SECOND;
/** The longest that a message is late where days are. */
export const DAYS: Millis = 3 * DAY;
/** Messages that a provider sends once more beside a new one. */
const OLD_MOST = 4;

interface MetaValue {
  readonly metadata?: unknown;
  readonly messages?: readonly { readonly id: string; readonly from?: string; readonly type: string }[];
}
interface MetaBody {
  readonly object: string;
  readonly entry: readonly { readonly id: string; readonly changes: readonly { field: string; value: MetaValue }[] }[];
}

/** The network between the emulated providers and us: it doubles, holds back, loses, repeats and adds, all by seed. */
export class Adversary implements Outside {
  readonly #emulator: Emulator;
  readonly #faults: ReadonlySet<Fault>;
  readonly #random: Random;
  readonly #post: (delivery: Delivery) => Promise<number>;
  #waiting: Delivery[] = [];
  #seq = 0;
  /** Until when everything that goes to the product is held. */
  #held: Millis = 0;
  /** Her newest messages of Meta's, with everything that came around them. */
  readonly #old: MetaBody[] = [];
  /** How often each fault struck. */
  readonly struck = new Map<Fault, number>();

  constructor(
    emulator: Emulator,
    faults: readonly Fault[],
    seed: string,
    post: (delivery: Delivery) => Promise<number>,
  ) {
    this.#emulator = emulator;
    this.#faults = new Set(faults);
    this.#random = seededRandom(`${seed}/air`);
    this.#post = post;
  }

  nextDue(): Millis | null {
    const [emulated, waiting] = [this.#emulator.nextDue(), this.#waiting[0]?.at ?? null];
    return emulated === null || waiting === null ? (emulated ?? waiting) : Math.min(emulated, waiting);
  }

  async deliverDue(now: Millis): Promise<boolean> {
    for (const delivery of this.#emulator.takeDue(now)) this.#spoil(delivery, now);
    const due = this.#waiting.filter(({ at }) => at <= now);
    this.#waiting = this.#waiting.filter(({ at }) => at > now);
    for (const delivery of due) this.#emulator.answered(delivery, await this.#post(delivery));
    return due.length > 0;
  }

  /** Providers' requests, as `fetch`: now and then a status is here before the answer to the request that it is of. */
  fetch(now: () => Millis): typeof fetch {
    return async (input, init) => {
      const isEarly = this.#strikes('early statuses');
      const { statusDelay } = this.#emulator.knobs;
      if (isEarly) this.#emulator.knobs.statusDelay = { sent: 0, delivered: 0, read: 0 };
      const response = await this.#emulator.fetch(input, init);
      if (isEarly) {
        this.#emulator.knobs.statusDelay = statusDelay;
        const due = this.#emulator.takeDue(now());
        for (const delivery of due)
          if (isStatus(delivery)) this.#emulator.answered(delivery, await this.#post(delivery));
          else this.#spoil(delivery, now());
      }
      return response;
    };
  }

  #strikes(fault: Fault): boolean {
    if (!this.#faults.has(fault) || this.#random() >= SHARE[fault]) return false;
    this.struck.set(fault, (this.struck.get(fault) ?? 0) + 1);
    return true;
  }

  #spoil(delivery: Delivery, now: Millis): void {
    const copies = this.#strikes('duplicates') ? 1 + Math.floor(this.#random() * 2) : 0;
    if (this.#strikes('backlogs')) this.#held = now + this.#upTo(BACKLOG);
    let at = now;
    if (this.#strikes('delays')) at += this.#upTo(DELAY);
    if (this.#strikes('drops')) at += AGAIN;
    if (isParts(delivery) && this.#strikes('reorder')) at += 3 * SECOND + this.#upTo(10 * SECOND);
    if (!isStatus(delivery) && this.#strikes('days')) at += HOUR + this.#upTo(DAYS - HOUR);
    this.#put(this.#withOld(delivery, now), Math.max(at, this.#held));
    // A copy is a copy whenever it comes: a second later, or after everybody has forgotten.
    for (let n = 0; n < copies; n++) this.#put(delivery, at + this.#upTo(this.#random() < 0.8 ? MINUTE : DAY));
    this.#beside(delivery, Math.max(at, this.#held));
  }

  #upTo(most: Millis): Millis {
    return Math.floor(this.#random() * most);
  }

  #put(delivery: Delivery, at: Millis): void {
    this.#waiting.push({ ...delivery, at, seq: this.#seq++ });
    this.#waiting.sort((a, b) => a.at - b.at || a.seq - b.seq);
  }

  /** Meta gathers what it has not been told is taken: old messages come once more, in one body with a new one. */
  #withOld(delivery: Delivery, _now: Millis): Delivery {
    const body = metaMessages(delivery);
    if (!body) return delivery;
    const old = this.#strikes('superset') ? this.#old.slice(-1 - Math.floor(this.#random() * OLD_MOST)) : [];
    this.#old.push(body);
    if (this.#old.length > 4 * OLD_MOST) this.#old.shift();
    if (old.length === 0) return delivery;
    const all = this.#random() < 0.5 ? [...old, body] : [body, ...old];
    return signed({ ...body, entry: all.flatMap(({ entry }) => entry) }, delivery);
  }

  /** What she does beside writing: it answers nothing. */
  #beside(delivery: Delivery, at: Millis): void {
    const body = metaMessages(delivery);
    const value = body?.entry[0]?.changes[0]?.value;
    const [message] = value?.messages ?? [];
    if (!body || !value || !message?.from) return;
    const does = (kind: string, what: Readonly<Record<string, unknown>>, later: Millis) => {
      const own = { from: message.from, id: `${message.id}${kind}${this.#seq}`, type: kind, [kind]: what };
      const timestamp = String(Math.floor((at + later) / SECOND));
      const change = { field: 'messages', value: { ...value, messages: [{ ...own, timestamp }] } };
      this.#put(signed({ ...body, entry: [{ ...body.entry[0]!, changes: [change] }] }, delivery), at + later);
    };
    const last = this.#emulator.received.findLast(({ to }) => to === message.from);
    if (last && this.#strikes('reactions')) does('reaction', { message_id: last.id, emoji: '👍' }, this.#upTo(MINUTE));
    if (message.type === 'text' && this.#strikes('edits')) {
      const now = { type: 'text', text: { body: ['no', '1', 'mañana le digo'][this.#upTo(3)] } };
      does('edit', { original_message_id: message.id, message: now }, this.#upTo(15 * SECOND));
    }
  }
}

/** Anything but a message of hers. */
function isStatus({ url, body, provider }: Delivery): boolean {
  return provider === 'meta' ? !body.includes('"messages":[') : url.includes('/status');
}

/** A photo or a recording: parts of one homework may come in any order. */
function isParts(delivery: Delivery): boolean {
  const messages = metaMessages(delivery)?.entry[0]?.changes[0]?.value.messages ?? [];
  return messages.some(({ type }) => type === 'image' || type === 'audio');
}

function metaMessages({ provider, body }: Delivery): MetaBody | undefined {
  if (provider !== 'meta') return undefined;
  const read = JSON.parse(body) as MetaBody;
  return read.entry.some(({ changes }) => changes.some(({ value }) => value.messages)) ? read : undefined;
}

function signed(body: unknown, delivery: Delivery): Delivery {
  const text = escaped(JSON.stringify(body));
  const signature = createHmac('sha256', EMULATED.meta.appSecret).update(text, 'utf8').digest('hex');
  return { ...delivery, body: text, headers: { ...delivery.headers, 'x-hub-signature-256': `sha256=${signature}` } };
}
