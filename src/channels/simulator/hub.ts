import type { Clock } from '../../base/clock.ts';
import type { NewId } from '../../base/ids.ts';
import type { DeliveryStatus } from '../../domain/delivery.ts';
import type { Inbound, InboundContent, MediaRef } from '../../domain/inbound.ts';
import { compact } from '../peek.ts';
import { phoneOf } from '../phone.ts';
import type { OpenedMedia } from '../port.ts';
import type { Piece } from '../render/piece.ts';

export type SimulatorChannel = 'simulator-whatsapp' | 'simulator-sms';

/** The one number of ours that simulated phones write to. */
export const SIMULATOR_NUMBER = 'simulator';

/** A message on a simulated screen. */
export interface OnScreen {
  readonly channel: SimulatorChannel;
  readonly phone: string;
  readonly providerId: string;
  readonly pieces: readonly Piece[];
  readonly at: number;
}

type Listener = (message: OnScreen) => void;
type StatusListener = (status: DeliveryStatus) => void;

/** So many uploads of simulated phones are kept; the media queue fetches each within seconds. */
const FILES = 50;

/** The air between simulated phones and the product: no network, same messages. */
export class SimulatorHub {
  readonly #clock: Clock;
  readonly #newId: NewId;
  readonly #screens = new Map<string, Set<Listener>>();
  readonly #statusListeners = new Set<StatusListener>();
  readonly #files = new Map<string, { readonly bytes: Uint8Array; readonly mime: string }>();

  constructor(deps: { readonly clock: Clock; readonly newId: NewId }) {
    this.#clock = deps.clock;
    this.#newId = deps.newId;
  }

  /** Shows what is sent to this phone from now on. Returns the way to stop. */
  subscribe(phone: string, listener: Listener): () => void {
    const listeners = this.#screens.get(phone) ?? new Set();
    this.#screens.set(phone, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#screens.delete(phone);
    };
  }

  /** Where statuses go: the inbox hands them to the outbox like a provider's. */
  onStatus(listener: StatusListener): () => void {
    this.#statusListeners.add(listener);
    return () => this.#statusListeners.delete(listener);
  }

  /** Something typed or tapped on a simulated phone, for the caller to put into the inbox. */
  inbound(
    channel: SimulatorChannel,
    phone: string,
    content: InboundContent,
    more: { readonly quoted?: string; readonly name?: string } = {},
  ): Inbound {
    return compact({
      our: { channel, number: SIMULATOR_NUMBER },
      providerId: `sim-${this.#newId()}`,
      sender: compact({ raw: phone, phone: phoneOf(phone) }),
      senderName: more.name,
      sentAt: this.#clock.now(),
      sentBy: 'provider',
      content,
      quoted: more.quoted,
      simulated: true,
    });
  }

  /** Keeps a photo or voice note of a simulated phone until the media queue has fetched it. */
  keep(kind: MediaRef['kind'], bytes: Uint8Array, mime: string): MediaRef {
    const id = `sim-${this.#newId()}`;
    this.#files.set(id, { bytes, mime });
    if (this.#files.size > FILES) this.#files.delete(this.#files.keys().next().value as string);
    return { kind, id, mime };
  }

  open(ref: MediaRef, limit: number): OpenedMedia {
    const file = this.#files.get(ref.id ?? '');
    if (!file) return { ok: false, retry: false, reason: 'the simulated phone no longer has the file' };
    if (file.bytes.byteLength > limit)
      return { ok: false, retry: false, reason: `the file is larger than ${limit} bytes` };
    return { ok: true, ...file };
  }

  /** Brings a message to the screen. Its statuses follow, as they do from a provider, after the answer. */
  deliver(channel: SimulatorChannel, phone: string, pieces: readonly Piece[], outboxId: string): string {
    const at = this.#clock.now();
    const message: OnScreen = { channel, phone, providerId: `sim-${this.#newId()}`, pieces, at };
    const listeners = [...(this.#screens.get(phone) ?? [])];
    for (const listener of listeners) listener(message);
    const ladder: DeliveryStatus['status'][] =
      listeners.length > 0 ? ['sent', 'delivered', 'read'] : ['sent', 'delivered'];
    const our = { channel, number: SIMULATOR_NUMBER };
    queueMicrotask(() => {
      for (const status of ladder) {
        for (const tell of this.#statusListeners) tell({ our, providerId: message.providerId, outboxId, status, at });
      }
    });
    return message.providerId;
  }
}
