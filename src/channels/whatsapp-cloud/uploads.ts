import type { WhatsAppClient } from '@kapso/whatsapp-cloud-api';
import { type Clock, DAY, type Millis } from '../../base/clock.ts';
import type { OutMedia } from '../../domain/outbound.ts';
import type { PackMedia } from '../pack-media.ts';

/** Meta keeps an upload for 30 days (CHANNELS.md §2.3). */
const GOOD_FOR: Millis = 25 * DAY;

/** Uploads a pack's files once per number and remembers their ids. */
export class Uploads {
  readonly #known = new Map<string, { readonly id: string; readonly until: Millis }>();
  readonly #client: WhatsAppClient;
  readonly #files: PackMedia;
  readonly #clock: Clock;

  constructor(client: WhatsAppClient, files: PackMedia, clock: Clock) {
    this.#client = client;
    this.#files = files;
    this.#clock = clock;
  }

  /** The media id, or null when the pack no longer has the file. Throws what the upload throws. */
  async idOf(media: OutMedia, phoneNumberId: string): Promise<string | null> {
    const key = `${phoneNumberId} ${media.file}`;
    const known = this.#known.get(key);
    if (known && known.until > this.#clock.now()) return known.id;
    const file = await this.#files.read(media);
    if (!file) return null;
    const blob = new Blob([new Uint8Array(file.bytes)], { type: file.mime });
    const { id } = await this.#client.media.upload({ phoneNumberId, type: file.mime, file: blob, fileName: file.name });
    this.#known.set(key, { id, until: this.#clock.now() + GOOD_FOR });
    return id;
  }

  /** Meta says that the id is no good: upload again next time. */
  forget(media: OutMedia, phoneNumberId: string): void {
    this.#known.delete(`${phoneNumberId} ${media.file}`);
  }
}
