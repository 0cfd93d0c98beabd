import type { InboundContent } from '../../src/domain/inbound.ts';
import type { MediaFile } from '../../src/server/media-file.ts';
import type { SimulatorDeps, SimulatorMessage, SimulatorPhone } from '../../src/server/simulator/deps.ts';

/**
 * A small honest programme behind the simulator: it keeps each phone's bubbles, welcomes, asks with buttons, and says
 * back what it was told. Enough to prove the page without the rest of the house.
 */
export class EchoPhone implements SimulatorDeps {
  readonly programmes = [{ title: 'Negocio de mi tierra', join: 'MITIERRA' }];
  media?: (file: string) => Promise<MediaFile | null>;
  readonly sent: { phone: SimulatorPhone; content: InboundContent; quoted?: string }[] = [];
  readonly #bubbles = new Map<string, SimulatorMessage[]>();
  readonly #listeners = new Map<string, Set<() => void>>();
  #next = 1;
  at = Date.UTC(2026, 2, 2, 16);
  /** Set to make the store refuse. */
  broken: Error | null = null;

  async send(phone: SimulatorPhone, content: InboundContent, quoted?: string): Promise<void> {
    if (this.broken) throw this.broken;
    this.sent.push({ phone, content, ...(quoted !== undefined && { quoted }) });
    this.#add(phone, {
      from: 'her',
      ticks: 'delivered',
      text: words(content),
      ...(quoted && { quoted }),
      ...standIn(content),
    });
    setTimeout(() => this.#reply(phone, content), 20);
  }

  view(phone: SimulatorPhone): readonly SimulatorMessage[] {
    return this.#bubbles.get(key(phone)) ?? [];
  }

  subscribe(phone: SimulatorPhone, listener: () => void): () => void {
    const listeners = this.#listeners.get(key(phone)) ?? new Set();
    this.#listeners.set(key(phone), listeners.add(listener));
    return () => listeners.delete(listener);
  }

  get watchers(): number {
    return [...this.#listeners.values()].reduce((sum, set) => sum + set.size, 0);
  }

  /** Says something on its own, as a reminder would. */
  say(phone: SimulatorPhone, message: Partial<SimulatorMessage> & { text: string }): void {
    this.#add(phone, { from: 'us', ...(phone.form === 'sms' && { segments: 1 }), ...message });
  }

  #reply(phone: SimulatorPhone, content: InboundContent): void {
    const bubbles = this.view(phone).map((message) =>
      message.from === 'her' ? { ...message, ticks: 'read' as const } : message,
    );
    this.#bubbles.set(key(phone), bubbles);
    if (content.kind === 'text' && content.text === 'MITIERRA') {
      const text = '¡Qué gusto! Esto es «Negocio de mi tierra». ¿Empezamos con la primera lección?';
      const options = [
        { id: 'q.abc.0', title: 'Sí, empecemos' },
        { id: 'q.abc.1', title: 'Todavía no' },
      ];
      if (phone.form === 'whatsapp') this.say(phone, { text, options });
      else
        this.say(phone, {
          text: `${text.replace('¿Empezamos', 'Empezamos')}\n1 Si, empecemos\n2 Todavia no`,
          segments: 2,
        });
    } else this.say(phone, { text: `Recibido: ${words(content) || content.kind}` });
  }

  #add(phone: SimulatorPhone, message: Omit<SimulatorMessage, 'id' | 'at'>): void {
    this.at += 20_000;
    this.#bubbles.set(key(phone), [...this.view(phone), { id: `b${this.#next++}`, at: this.at, ...message }]);
    for (const listener of this.#listeners.get(key(phone)) ?? []) listener();
  }
}

const key = (phone: SimulatorPhone): string => `${phone.id} ${phone.form}`;

function words(content: InboundContent): string {
  if (content.kind === 'text') return content.text;
  if (content.kind === 'tap') return content.title;
  return content.kind === 'location' ? (content.name ?? '') : '';
}

function standIn(content: InboundContent): Pick<SimulatorMessage, 'media'> {
  if (content.kind === 'location') return { media: { kind: 'location' } };
  const kind = content.kind === 'media' ? content.media[0]?.kind : undefined;
  return kind ? { media: { kind } } : {};
}
