import { type Clock, type Millis, SECOND } from '../base/clock.ts';
import { RecadoError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { Rest } from '../base/rest.ts';
import type { Wake, Worker } from '../base/worker.ts';
import type { Sheet } from '../domain/sheet.ts';
import type { DueDocument, Judged, OpenRun, Printed } from '../programme/certificate/index.ts';
import {
  certificateSheet,
  certificateSlice,
  codeOf,
  documentFailed,
  documentKept,
  nextDocuments,
  openRun,
} from '../programme/certificate/index.ts';
import { type Operation, operationName, type Store } from '../store/port.ts';

export interface PaperworkDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly seed: () => string;
  /** Chance that nobody can compute: codes are made of it. */
  readonly token: () => string;
  readonly log: Log;
  /** The next people of a run and what the rule says of them. None: the programme is not loaded, or has no rule. */
  readonly judge: (run: OpenRun, most: number) => Promise<readonly Judged[] | null>;
  /** What stands on a certificate of a programme; null where it is not loaded. */
  readonly printed: (document: DueDocument) => Printed | null;
  readonly words: (key: string, vars: Readonly<Record<string, string | number>>, language: string) => string;
  readonly publicUrl: string | undefined;
  readonly draw: (sheet: Sheet) => Promise<Uint8Array>;
  readonly keep: (path: string, bytes: Uint8Array) => Promise<void>;
  /** Somebody is to be told. */
  readonly onDone: Wake;
}

export interface Paperwork extends Worker {
  wake(): void;
  /** Judges the next people of a run; false where nobody waits. */
  slice(): Promise<boolean>;
  /** Draws the next pages; how many. */
  pages(): Promise<number>;
}

/** So many people are judged and written together, so many pages drawn before the queue is looked at anew. */
const PEOPLE = 50;
const PAGES = 20;
const AGAIN: Millis = 5 * SECOND;

/**
 * Certificates off the turn: a run looks at everybody of a cohort, slice by slice, and pages are drawn, kept and told. All
 * of it stands in the store: after a crash it goes on where it was, and nothing is given, drawn for her or told twice.
 */
export function createPaperwork(deps: PaperworkDeps): Paperwork {
  const { store, clock, seed, log } = deps;
  let running: Promise<boolean> | undefined;
  let again = false;
  let stopping = false;
  const rest = new Rest();

  const operate = <I, O>(operation: Operation<I, O>, input: I): Promise<O> =>
    store.operate(operationName(operation), input, { now: clock.now(), seed: seed() });

  function run(): Promise<boolean> {
    again = true;
    running ??= work().finally(() => {
      running = undefined;
      if (again && !stopping) void run();
    });
    return running;
  }

  async function work(): Promise<boolean> {
    let did = false;
    try {
      while (!stopping) {
        again = false;
        const one = (await slice()) || (await pages()) > 0;
        if (!one) return did;
        did = true;
      }
    } catch (error) {
      rest.begin(clock.now(), AGAIN);
      log.error({ error: String(error) }, 'certificates could not be worked; tried again');
    }
    return did;
  }

  async function slice(): Promise<boolean> {
    const open = await operate(openRun, {});
    if (!open) return false;
    const people = (await deps.judge(open, PEOPLE)) ?? [];
    await operate(certificateSlice, { run: open.id, from: open.cursor, people: [...people] as never });
    return true;
  }

  async function pages(): Promise<number> {
    const { due } = await operate(nextDocuments, { most: PAGES });
    for (const document of due) {
      await drawOne(document);
    }
    if (due.length > 0) deps.onDone();
    return due.length;
  }

  async function drawOne(document: DueDocument): Promise<void> {
    const { id, certificate, name, number } = document;
    const printed = document.printed ?? deps.printed(document);
    if (!printed) return void (await operate(documentFailed, { document: id, why: 'PROGRAMME_UNKNOWN' }));
    const code = document.code ?? codeOf(deps.token());
    const told = { document: id, certificate, name, code, printed };
    try {
      const bytes = await deps.draw(certificateSheet({ name, number, code, printed }, deps));
      const file = `documents/${id}.pdf`;
      await deps.keep(file, bytes);
      await operate(documentKept, { ...told, file, why: null });
    } catch (error) {
      const why = error instanceof RecadoError ? error.code : 'UNKNOWN';
      log.error({ document: id, code: why, error: String(error) }, 'a page could not be drawn');
      // Her certificate holds all the same: she gets its number and code.
      if (why === 'PAPER_LETTERS') await operate(documentKept, { ...told, file: null, why });
      else await operate(documentFailed, { document: id, why });
    }
  }

  return {
    name: 'paperwork',
    wake: () => void run(),
    slice,
    pages,
    tick: async () => (rest.isOn(clock.now()) ? false : run()),
    async nextDue() {
      while (running) await running;
      if (stopping) return null;
      try {
        if (await operate(openRun, {})) return Math.max(clock.now(), rest.until(clock.now()));
        const { dueAt } = await operate(nextDocuments, { most: 0 });
        return dueAt === null ? null : Math.max(dueAt, rest.until(clock.now()));
      } catch {
        return Math.max(rest.until(clock.now()), clock.now() + AGAIN);
      }
    },
    async stop() {
      stopping = true;
      while (running) await running;
    },
  };
}
