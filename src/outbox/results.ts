import type { Millis } from '../base/clock.ts';
import { RecadoError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { SendResult } from '../channels/port.ts';
import type { SettledResult } from './operations/settle.ts';

/** Codes of a store that takes nothing, whatever it is given. */
const STORE: ReadonlySet<string> = new Set(['STORE_UNAVAILABLE', 'STORE_DAMAGED']);

/** Answers of the provider that are not yet on disk. They leave memory only once they are. */
export class Results {
  #waiting: SettledResult[] = [];
  readonly #write: (results: SettledResult[]) => Promise<void>;
  readonly #log: Log;

  constructor(write: (results: SettledResult[]) => Promise<void>, log: Log) {
    this.#write = write;
    this.#log = log;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  add(id: string, attempt: number, result: SendResult, wait: Millis): void {
    this.#waiting.push({ id, attempt, result: toSettle(result, wait) });
  }

  /** Writes what came together in one commit. Throws when the store cannot take it; nothing is lost then. */
  async flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = [...this.#waiting]; // more may come while these are written
      await this.#settle(batch);
      this.#waiting = this.#waiting.slice(batch.length);
    }
  }

  async #settle(batch: SettledResult[]): Promise<void> {
    try {
      await this.#write(batch);
    } catch (error) {
      if (!(error instanceof RecadoError) || STORE.has(error.code)) throw error;
      // One answer that cannot be written must not hold up the others; its row is found as unknown at the next start.
      const [only] = batch;
      if (batch.length === 1) this.#log.error({ code: error.code, id: only!.id }, 'an answer could not be written');
      else for (const one of batch) await this.#settle([one]);
    }
  }
}

function toSettle(result: SendResult, wait: Millis): SettledResult['result'] {
  switch (result.outcome) {
    case 'accepted': {
      const { outcome, providerId, segments } = result;
      return { outcome, providerId, ...(Number.isSafeInteger(segments) ? { segments } : {}) };
    }
    case 'refused':
      return { outcome: 'refused', reaction: result.reaction, code: result.code, wait };
    case 'unknown':
      return { outcome: 'unknown' };
  }
}
