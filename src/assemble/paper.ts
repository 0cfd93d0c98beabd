import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Worker } from 'node:worker_threads';
import type { Clock } from '../base/clock.ts';
import { RecadoError } from '../base/errors.ts';
import type { Sheet } from '../domain/sheet.ts';
import type { PaperGiven } from '../paper/given.ts';
import { renderSheet } from '../paper/render.ts';
import { besides, spawnWorker } from '../store/worker/spawn.ts';
import { fromWire, type WireError } from '../store/worker/wire.ts';

/** Draws a printed page as a PDF. Throws PAPER_LETTERS, PAPER_FAILED. */
export type Paper = (sheet: Sheet) => Promise<Uint8Array>;

export type PaperReply =
  | { readonly id: number; readonly bytes: Uint8Array }
  | { readonly id: number; readonly error: WireError };

export interface PaperOptions {
  readonly clock: Clock;
  /** A picture of a pack by its path, `<programme>/media/<file>`; null where there is none. */
  readonly picture: (file: string) => Promise<Uint8Array | null>;
  /**
   * `worker`: a page takes 5 to 15 ms once the fonts are parsed (150 ms for the first), and a report of many pages far more;
   * in a thread of its own nobody who writes to us waits for it. It starts with the first page.
   */
  readonly thread: 'main' | 'worker';
}

export function createPaper({ clock, picture, thread }: PaperOptions): Paper {
  const draw = thread === 'worker' ? elsewhere() : here();
  return async (sheet) => draw(sheet, { pictures: await picturesOf(sheet, picture), at: sheet.at ?? clock.now() });
}

type Draw = (sheet: Sheet, given: Omit<PaperGiven, 'fonts'>) => Promise<Uint8Array>;

export function here(): Draw {
  let fonts: PaperGiven['fonts'] | undefined;
  return async (sheet, given) => {
    try {
      fonts ??= readFonts();
      return await renderSheet(sheet, { ...given, fonts });
    } catch (cause) {
      if (cause instanceof RecadoError) throw cause;
      throw new RecadoError('PAPER_FAILED', { why: (cause as Error).message }, { cause });
    }
  };
}

/** One thread for all pages, in order. It keeps no process alive, and after it dies the next page starts another. */
function elsewhere(): Draw {
  let worker: Worker | undefined;
  let last = 0;
  const waiting = new Map<number, { resolve(bytes: Uint8Array): void; reject(error: unknown): void }>();

  function start(): Worker {
    const started = spawnWorker(besides(import.meta.url, './paper-worker'), {});
    started.unref();
    started.on('message', (reply: PaperReply) => {
      const one = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (waiting.size === 0) started.unref();
      if ('bytes' in reply) one?.resolve(reply.bytes);
      else one?.reject(fromWire(reply.error));
    });
    const died = (why: string) => {
      if (worker === started) worker = undefined;
      for (const one of waiting.values()) one.reject(new RecadoError('PAPER_FAILED', { why }));
      waiting.clear();
    };
    started.on('error', (error) => died(error.message));
    started.on('exit', (code) => died(`its thread ended with ${code}`));
    return started;
  }

  return (sheet, given) =>
    new Promise((resolve, reject) => {
      worker ??= start();
      const id = ++last;
      waiting.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ id, sheet, given });
    });
}

async function picturesOf(sheet: Sheet, picture: PaperOptions['picture']): Promise<Map<string, Uint8Array>> {
  const files = new Set(sheet.blocks.flatMap((block) => (block.is === 'logos' ? block.files : [])));
  const found = new Map<string, Uint8Array>();
  for (const file of files) {
    const bytes = await picture(file);
    if (bytes) found.set(file, bytes);
  }
  return found;
}

/** Noto Sans in two weights, of the sixteen that its package has. */
export function readFonts(): PaperGiven['fonts'] {
  const { resolve } = createRequire(import.meta.url);
  const font = (name: string) => new Uint8Array(readFileSync(resolve(`@expo-google-fonts/noto-sans/${name}.ttf`)));
  return { regular: font('400Regular/NotoSans_400Regular'), bold: font('700Bold/NotoSans_700Bold') };
}
