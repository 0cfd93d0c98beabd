import type { Form } from '../../domain/channel.ts';
import type { Emulator } from '../emulator/index.ts';
import type { Phone } from '../emulator/phone.ts';
import type { EmulatedChannel, Received } from '../emulator/types.ts';
import type { Expected } from './match.ts';
import type { Header } from './parse.ts';

/** One phone in a transcript: what it showed, on whatever channel, and how far the transcript has accounted for it. */
export interface Handset {
  /** How lines name it; absent: the phone of the header. */
  readonly who?: string;
  /** On the channel that she writes by. */
  readonly phone: Phone;
  readonly number: string;
  /** Everything that reached it, oldest first: a fallback to SMS reaches the same pocket. */
  inbox(): readonly Received[];
  /** Messages before this one are accounted for. */
  seen: number;
  expected: Expected[];
}

const REACHED_BY: readonly EmulatedChannel[] = ['whatsapp-cloud', 'twilio-whatsapp', 'twilio-sms', 'sms-gateway'];

/** The phones of a transcript by who holds them. Those of the header share one; everybody else has her own. */
export class Handsets {
  readonly #emulator: Emulator;
  readonly #header: Header;
  readonly #numbers = new Map<string, string>();
  readonly #all = new Map<string, Handset>();

  constructor(emulator: Emulator, header: Header) {
    this.#emulator = emulator;
    this.#header = header;
  }

  get all(): readonly Handset[] {
    return [...this.#all.values()];
  }

  /** Whose `>` or `<` it is; absent: the phone of the header. */
  of(who?: string, form?: Form): Handset {
    const number = this.numberOf(who);
    const channel = this.channel(form);
    const key = `${channel} ${number}`;
    let handset = this.#all.get(key);
    if (!handset) {
      const name = who ?? this.#header.people[0]!;
      const phone = this.#emulator.phone(number, channel, { name });
      const all = REACHED_BY.map((one) => (one === channel ? phone : this.#emulator.phone(number, one, { name })));
      const inbox = () => all.flatMap((one) => one.inbox).sort((a, b) => a.at - b.at);
      const named = who === undefined || this.#header.people.includes(who) ? {} : { who };
      handset = { ...named, phone, number, inbox, seen: 0, expected: [] };
      this.#all.set(key, handset);
    }
    return handset;
  }

  numberOf(who?: string): string {
    const name = who === undefined || this.#header.people.includes(who) ? '' : who;
    const known = this.#numbers.get(name) ?? `5283410000${String(this.#numbers.size + 10)}`;
    this.#numbers.set(name, known);
    return known;
  }

  channel(form: Form = this.#header.form): EmulatedChannel {
    if (form === 'sms') return this.#header.provider === 'gateway' ? 'sms-gateway' : 'twilio-sms';
    return this.#header.provider === 'cloud' || this.#header.form === 'sms' ? 'whatsapp-cloud' : 'twilio-whatsapp';
  }
}

/** A message as her screen shows it: media first, words, then what she can tap. */
export function shown(message: Received): string {
  const media = /^(image|audio|video|document)$/.test(message.type) ? [`[${message.type}]`] : [];
  const choices = message.choices.map(({ title }) => `[${title}]`).join(' ');
  return [...media, message.text, choices].filter(Boolean).join('\n');
}
