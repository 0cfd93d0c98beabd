import { type Clock, MINUTE, type Millis } from '../base/clock.ts';
import { RecadoError } from '../base/errors.ts';
import type { Issue } from '../flow/issue.ts';
import { outlineOf } from '../flow/outline.ts';
import { type ToldIssue, told } from '../flow/told.ts';
import type { MediaFile } from '../server/media-file.ts';
import type {
  BenchAct,
  BenchDeps,
  BenchFlow,
  BenchNews,
  BenchSetup,
  BenchView,
} from '../server/simulator/bench/deps.ts';
import type { Migration } from '../store/migrate.ts';
import { parseTranscript } from '../workshop/transcript/parse.ts';
import { runTranscript } from '../workshop/transcript/run.ts';
import { type BenchRun, createRun } from './bench-run.ts';
import { lookAtSeat, NAMES, openSeat } from './bench-seat.ts';
import type { Mind } from './mind.ts';
import type { Packs } from './packs.ts';
import { stages } from './stage.ts';
import { speakerOf, tongueOf } from './tongue.ts';

/** Each live bench is two whole products in memory. What was done is kept beyond that, and done again when it is asked for. */
const LIVE_MOST = 12;
const IDLE: Millis = 30 * MINUTE;
const RUNS_MOST = 200;

export interface Benches extends BenchDeps {
  /** The files were read again: good ones go to every live bench, broken ones are told of. */
  edited(read: { readonly packs: Packs } | { readonly issues: readonly Issue[] }): void;
  /** Closes the stages that nobody used for a while. */
  tidy(): void;
  close(): Promise<void>;
}

/** The benches of all browsers. */
export function createBenches(given: {
  readonly packs: Packs;
  /** Of these packs, or of those that an edit made of them. */
  readonly mind: () => Mind;
  readonly migrations: readonly Migration[];
  readonly flowsFolder: string;
  readonly clock: Clock;
  /** How many stay live; more are closed, the oldest first. */
  readonly liveMost?: number;
}): Benches {
  const { migrations, flowsFolder, clock, mind, liveMost = LIVE_MOST } = given;
  let { packs } = given;
  const runs = new Map<string, BenchRun>();
  const listeners = new Set<() => void>();
  let news: { readonly edition: number; readonly issues: readonly Issue[] } = { edition: 0, issues: [] };

  const speakerIn = (language: string) => speakerOf(tongueOf(undefined, [language], {}), packs.locales);

  function runOf(browser: string, setup: BenchSetup): BenchRun {
    const programme = mind().library.programmes.get(setup.programme);
    if (!programme)
      throw new RecadoError('SIMULATOR_INPUT_INVALID', { why: `there is no programme ${setup.programme}` });
    const key = [browser, setup.programme, setup.lesson ?? '', setup.language, setup.people].join(' ');
    const run =
      runs.get(key) ?? createRun((form) => openSeat(setup, form, programme, { packs, migrations, flowsFolder }));
    runs.delete(key);
    runs.set(key, run); // the newest is last
    run.usedAt = clock.now();
    tidy();
    return run;
  }

  /** Those that nobody used for a while, and the oldest where there are too many. */
  function tidy(): void {
    const live = [...runs.values()].filter((run) => run.live);
    const idle = live.filter((run) => clock.now() - run.usedAt > IDLE);
    const over = live.slice(0, Math.max(0, live.length - liveMost));
    for (const run of new Set([...idle, ...over])) void run.close();
    for (const [key, run] of [...runs].slice(0, Math.max(0, runs.size - RUNS_MOST))) {
      void run.close();
      runs.delete(key);
    }
  }

  async function viewOf(run: BenchRun, setup: BenchSetup, who: 0 | 1): Promise<BenchView> {
    const name = who === 1 && setup.people === 'two' ? NAMES[1] : undefined;
    const phones = await run.look(async ({ whatsapp, sms }) => ({
      whatsapp: await lookAtSeat(whatsapp, name),
      sms: await lookAtSeat(sms, name),
    }));
    // The lesson that was chosen, as long as somebody is in it; then what the phone that was used last is in.
    const places = [phones[run.focus].at, phones.whatsapp.at, phones.sms.at].filter((at) => at !== null);
    const chosen = `${setup.programme}/${setup.lesson}`;
    const at = places.find(({ flow }) => flow === chosen) ?? places[0];
    const { timezone } = mind().library.programmes.get(setup.programme)!;
    return {
      zone: timezone,
      names: setup.people === 'one' ? NAMES.slice(0, 1) : NAMES,
      phones,
      flow: drawn(at?.flow ?? chosen, setup.language),
      edited: run.edited,
      ...(run.stopped === undefined ? {} : { stopped: run.stopped }),
      acts: run.acts,
    };
  }

  function drawn(id: string, language: string): BenchFlow | null {
    const flow = mind().library.flow(id);
    if (!flow) return null;
    const { labels } = mind().deps.lexicon(language);
    const outline = outlineOf(flow, mind().library, language, labels);
    return { id, title: mind().library.text(flow, '', 'title', language)?.text ?? flow.title, ...outline };
  }

  return {
    tidy,
    programmes: () =>
      [...mind().library.programmes.values()].map(({ programme, title, join, languages, modules }) => ({
        name: programme,
        title,
        join,
        languages,
        modules: modules.map((module) => ({
          title: module.title,
          lessons: module.lessons.flatMap((name) => {
            const flow = mind().library.flow(`${programme}/${name}`);
            return flow ? [{ name, title: flow.title }] : [];
          }),
        })),
      })),
    async view(browser, setup, who) {
      return viewOf(runOf(browser, setup), setup, who);
    },
    async act(browser, setup, who, act: BenchAct) {
      const run = runOf(browser, setup);
      await run.play(act, setup.people === 'two' ? NAMES[1] : undefined);
      return viewOf(run, setup, who);
    },
    async again(browser, setup, keep) {
      await runOf(browser, setup).again(keep);
    },
    async transcript(browser, setup, form, language) {
      const text = await runOf(browser, setup).transcript(form, `${setup.lesson ?? 'entrada'}: ${form}`);
      const read = parseTranscript('bench', text);
      const make = stages(packs, migrations, flowsFolder);
      const differences = 'mistakes' in read ? read.mistakes : await runTranscript(read.transcript, make);
      const { tell } = speakerIn(language);
      const told = differences.map(({ line, says }) => ({ line, says: tell(says) }));
      return { name: `${setup.lesson ?? 'entrada'}.${form}.txt`, text, differences: told };
    },
    async file(browser, setup, id): Promise<MediaFile | null> {
      return runOf(browser, setup).look(async ({ whatsapp }) => whatsapp.house.emulator.file(id) ?? null);
    },
    news(language) {
      const { tell } = speakerIn(language);
      return { edition: news.edition, issues: news.issues.map((issue) => toldNews(told(issue, tell))) };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    edited(read) {
      if ('issues' in read) news = { edition: news.edition + 1, issues: read.issues };
      else {
        packs = read.packs;
        for (const run of runs.values()) run.edit(packs);
        news = { edition: news.edition + 1, issues: [] };
      }
      for (const listener of listeners) listener();
    },
    async close() {
      await Promise.all([...runs.values()].map((run) => run.close()));
      runs.clear();
    },
  };
}

function toldNews({ code, place, message, fix }: ToldIssue): BenchNews['issues'][number] {
  const { path, line, column } = place;
  return { code, place: `${path}:${line}:${column}`, says: message, ...(fix ? { fix } : {}) };
}
