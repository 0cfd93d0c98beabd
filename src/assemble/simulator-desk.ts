import type { Clock } from '../base/clock.ts';
import type { NewId } from '../base/ids.ts';
import type { OnScreen, SimulatorChannel, SimulatorHub } from '../channels/simulator/hub.ts';
import type { DeliveryStatus } from '../domain/delivery.ts';
import type { Inbound, InboundContent } from '../domain/inbound.ts';
import type { Programme } from '../flow/programme.ts';
import type { MediaFile } from '../server/media-file.ts';
import type { SimulatorDeps, SimulatorMessage, SimulatorPhone } from '../server/simulator/deps.ts';
import { segmentsOf } from '../text/segments.ts';

/** A phone nobody looks at is forgotten after so many others: screens live in memory, records in the store. */
const PHONES_MOST = 500;
const BUBBLES_MOST = 200;

interface Screen {
  bubbles: SimulatorMessage[];
  readonly listeners: Set<() => void>;
  /** Takes nothing from the hub any more. */
  readonly leave: () => void;
}

/** Keeps the screens of simulated phones for whoever looks at them: the browser page and the terminal. */
export function createSimulatorDesk(options: {
  readonly hub: SimulatorHub;
  readonly accept: (inbounds: readonly Inbound[]) => Promise<unknown>;
  readonly programmes: () => readonly Programme[];
  /** The bytes of a pack's file, for the screen to show or play. */
  readonly media: (file: string) => Promise<MediaFile | null>;
  readonly clock: Clock;
  readonly newId: NewId;
}): SimulatorDeps & { onStatus(status: DeliveryStatus): void } {
  const { hub, accept, clock, newId } = options;
  const screens = new Map<string, Screen>();

  function screenOf(phone: SimulatorPhone): Screen {
    const key = keyOf(phone);
    let screen = screens.get(key);
    if (!screen) {
      const leave = hub.subscribe(key, (message) => show(screen!, bubblesOf(message)));
      screen = { bubbles: [], listeners: new Set(), leave };
      if (screens.size >= PHONES_MOST) forgetOne();
      screens.set(key, screen);
    }
    return screen;
  }

  /** The oldest that nobody looks at; where all are looked at, the oldest. */
  function forgetOne(): void {
    const all = [...screens];
    const [key, screen] = all.find(([, { listeners }]) => listeners.size === 0) ?? all[0]!;
    screen.leave();
    screens.delete(key);
  }

  function show(screen: Screen, bubbles: readonly SimulatorMessage[]): void {
    screen.bubbles = [...screen.bubbles, ...bubbles].slice(-BUBBLES_MOST);
    for (const listener of screen.listeners) listener();
  }

  return {
    get programmes() {
      return options.programmes().map(({ title, join }) => ({ title, join }));
    },
    async send(phone, content, quoted) {
      const screen = screenOf(phone);
      const bare = quoted?.split('_')[0];
      const inbound = hub.inbound(
        channelOf(phone),
        keyOf(phone),
        withFiles(hub, content),
        bare ? { quoted: bare } : {},
      );
      show(screen, [
        {
          id: `me-${newId()}`,
          from: 'her',
          at: clock.now(),
          ...saidBy(content),
          ticks: 'sent',
          ...(quoted ? { quoted } : {}),
        },
      ]);
      await accept([inbound]);
    },
    media: options.media,
    view: (phone) => screenOf(phone).bubbles,
    subscribe(phone, listener) {
      const { listeners } = screenOf(phone);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onStatus({ providerId, status }) {
      if (status === 'accepted') return;
      for (const screen of screens.values()) {
        if (!screen.bubbles.some((bubble) => bubble.id.startsWith(providerId))) continue;
        screen.bubbles = screen.bubbles.map((b) => (b.id.startsWith(providerId) ? { ...b, ticks: status } : b));
        for (const listener of screen.listeners) listener();
      }
    },
  };
}

const channelOf = (phone: SimulatorPhone): SimulatorChannel => `simulator-${phone.form}`;
/** Each form is an address of its own. */
const keyOf = (phone: SimulatorPhone): string => `${phone.id}-${phone.form}`;

function bubblesOf(message: OnScreen): SimulatorMessage[] {
  return message.pieces.map((piece, index) => {
    const base = {
      id: `${message.providerId}_${index}`,
      from: 'us' as const,
      at: message.at,
      ticks: 'pending' as const,
    };
    if (piece.kind === 'media')
      return { ...base, text: piece.caption ?? '', media: { kind: piece.media.kind, name: piece.media.file } };
    const text = {
      ...base,
      text: piece.text,
      ...(message.channel === 'simulator-sms' ? { segments: segmentsOf(piece.text).segments } : {}),
    };
    if (piece.kind === 'buttons') return { ...text, options: piece.buttons };
    return piece.kind === 'list' ? { ...text, options: piece.rows } : text;
  });
}

function saidBy(content: InboundContent): Pick<SimulatorMessage, 'text' | 'media'> {
  switch (content.kind) {
    case 'text':
      return { text: content.text };
    case 'tap':
      return { text: content.title };
    case 'media':
      return { text: content.caption ?? '', media: { kind: content.media[0]?.kind ?? 'photo' } };
    case 'location':
      return { text: content.name ?? '', media: { kind: 'location' } };
    default:
      return { text: '' };
  }
}

/** Stand-ins have real bytes, so that the media queue has something honest to fetch and sniff. */
function withFiles(hub: SimulatorHub, content: InboundContent): InboundContent {
  if (content.kind !== 'media') return content;
  const media = content.media.map((ref) => {
    const sample = SAMPLES[ref.kind] ?? SAMPLES.photo!;
    return hub.keep(ref.kind, Buffer.from(sample.base64, 'base64'), sample.mime);
  });
  return { ...content, media };
}

const SAMPLES: Readonly<Record<string, { readonly mime: string; readonly base64: string }>> = {
  // A one-pixel PNG, and the head of an Ogg Opus stream.
  photo: {
    mime: 'image/png',
    base64: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  },
  voice: { mime: 'audio/ogg', base64: 'T2dnUwACAAAAAAAAAAAAAAAAAAAAAAAAAAABE09wdXNIZWFkAQE4AYC7AAAAAAA=' },
};
