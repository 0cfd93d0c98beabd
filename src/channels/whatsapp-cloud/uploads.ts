import type { WhatsAppClient } from '@kapso/whatsapp-cloud-api';
import { type Clock, DAY, type Millis } from '../../base/clock.ts';
import type { OutMedia } from '../../domain/outbound.ts';
import type { PackMedia } from '../pack-media.ts';

/** Meta keeps an upload for 30 days (CHANNELS.md §2.3). */
const GOOD_FOR: Millis = 25 * DAY;

interface Upload {
  readonly id: string;
  readonly until: Millis;
}

/** More than the files of all packs; what goes to one person alone (a certificate, a photo passed on) makes room for others. */
export const REMEMBERED = 1_000;

/** Uploads a pack's files once per number and remembers their ids. */
export class Uploads {
  readonly #known = new Map<string, Upload>();
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
    if (known && known.until > this.#clock.now()) return this.#remember(key, known).id;
    const file = await this.#files.read(media);
    if (!file) return null;
    const blob = new Blob([new Uint8Array(file.bytes)], { type: file.mime });
    const { id } = await this.#client.media.upload({ phoneNumberId, type: file.mime, file: blob, fileName: file.name });
    return this.#remember(key, { id, until: this.#clock.now() + GOOD_FOR }).id;
  }

  /** As the last that was used. */
  #remember(key: string, upload: Upload): Upload {
    this.#known.delete(key);
    this.#known.set(key, upload);
    if (this.#known.size > REMEMBERED) this.#known.delete(this.#known.keys().next().value as string);
    return upload;
  }

  /** Meta says that the id is no good: upload again next time. */
  forget(media: OutMedia, phoneNumberId: string): void {
    this.#known.delete(`${phoneNumberId} ${media.file}`);
  }
}
