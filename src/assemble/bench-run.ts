import { RecadoError } from '../base/errors.ts';
import type { Form } from '../domain/channel.ts';
import type { BenchAct } from '../server/simulator/bench/deps.ts';
import type { BenchAct as PhoneAct } from '../workshop/bench/act.ts';
import type { BenchSeat } from './bench-seat.ts';
import type { Packs } from './packs.ts';

/** Nobody plays a lesson for so long; doing it all again takes some ten seconds then. */
const ACTS_MOST = 500;

type Seats = Readonly<Record<Form, BenchSeat>>;
/** What one act is on the phones of one channel; absent: nothing there. */
type Step = Partial<Readonly<Record<Form, PhoneAct>>>;

/** One bench: its stages while they live, and everything that was done on them. Its work is done one thing after the other. */
export interface BenchRun {
  usedAt: number;
  readonly live: boolean;
  /** The channel that was used last. */
  readonly focus: Form;
  readonly acts: number;
  readonly edited: boolean;
  readonly stopped: string | undefined;
  /** Looks at the stages, at the place where she was; nothing closes them meanwhile. */
  look<T>(at: (seats: Seats) => Promise<T>): Promise<T>;
  /** @param second who holds the second phone of each channel. Throws SIMULATOR_INPUT_INVALID; nothing was done then. */
  play(act: BenchAct, second: string | undefined): Promise<void>;
  again(keep: boolean): Promise<void>;
  /** The files are others now: its stages take them in when they are next looked at. */
  edit(packs: Packs): void;
  transcript(form: Form, title: string): Promise<string>;
  close(): Promise<void>;
}

export function createRun(open: (form: Form) => Promise<BenchSeat>): BenchRun {
  let script: Step[] = [];
  let seats: Seats | undefined;
  let focus: Form = 'whatsapp';
  let edited = false;
  let pending: Packs | undefined;
  let stopped: string | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work);
    queue = done.catch(() => {});
    return done;
  };

  async function opened(): Promise<Seats> {
    const packs = pending;
    pending = undefined;
    if (seats) {
      if (packs) {
        for (const seat of [seats.whatsapp, seats.sms]) await seat.house.reload(packs);
        edited = true;
      }
      return seats;
    }
    const fresh: Seats = { whatsapp: await open('whatsapp'), sms: await open('sms') };
    edited = false;
    for (const [index, step] of script.entries()) {
      try {
        await doStep(fresh, step);
      } catch (error) {
        // The files are others than when it was done: what came after means nothing any more.
        script = script.slice(0, index);
        stopped = error instanceof Error ? error.message : String(error);
        break;
      }
    }
    seats = fresh;
    return fresh;
  }

  async function shut(): Promise<void> {
    const open = seats;
    seats = undefined;
    if (open) for (const seat of [open.whatsapp, open.sms]) await seat.bench.stage.close();
  }

  return {
    usedAt: 0,
    get live() {
      return seats !== undefined;
    },
    get focus() {
      return focus;
    },
    get acts() {
      return script.length;
    },
    get edited() {
      return edited;
    },
    get stopped() {
      return stopped;
    },
    look: (at) => inTurn(async () => at(await opened())),
    play: (act, second) =>
      inTurn(async () => {
        if (script.length >= ACTS_MOST) throw invalid(`more than ${ACTS_MOST} things were done here; begin again`);
        const step = stepOf(act, second);
        const open = await opened();
        try {
          await doStep(open, step);
        } catch (error) {
          throw invalid(error instanceof Error ? error.message : String(error));
        }
        script.push(step);
        stopped = undefined;
        if (act.kind === 'say') focus = act.form;
      }),
    again: (keep) =>
      inTurn(async () => {
        await shut();
        if (!keep) script = [];
        stopped = undefined;
      }),
    edit(packs) {
      pending = packs;
    },
    transcript: (form, title) =>
      inTurn(async () => {
        const live = await opened();
        if (!edited) return live[form].bench.transcript(title);
        // What was said before the edit is no test of the files as they are: it is played anew, beside.
        const fresh = await open(form);
        try {
          for (const step of script) if (step[form]) await fresh.bench.play(step[form]).catch(() => {});
          return fresh.bench.transcript(title);
        } finally {
          await fresh.bench.stage.close();
        }
      }),
    close: () => inTurn(shut),
  };
}

async function doStep(seats: Seats, step: Step): Promise<void> {
  for (const form of ['whatsapp', 'sms'] as const) if (step[form]) await seats[form].bench.play(step[form]);
}

function stepOf(act: BenchAct, second: string | undefined): Step {
  if (act.kind !== 'say') return { whatsapp: act, sms: act };
  const { form, who, said, fault } = act;
  const words = 'tap' in said ? `(button) ${said.tap}` : 'standIn' in said ? `[${said.standIn}]` : said.text;
  return {
    [form]: {
      kind: 'say',
      said: words,
      ...(who === 1 && second !== undefined ? { who: second } : {}),
      ...(fault === undefined ? {} : { fault }),
    },
  };
}

const invalid = (why: string): RecadoError => new RecadoError('SIMULATOR_INPUT_INVALID', { why });
