import { type Command, Option } from 'commander';
import { DAY } from '../base/clock.ts';
import { localTime } from '../domain/time.ts';
import { formatDay } from '../locale/dates.ts';
import {
  add,
  cancel,
  copy,
  drawAhead,
  move,
  restore,
  SESSION_SQL,
  setSession,
  shownSession,
} from '../programme/session/index.ts';
import { shellSight } from '../programme/sight.ts';
import type { App } from './app.ts';
import { programmeNamed } from './place.ts';
import type { Phrase, Speaker } from './tongue.ts';

type Open = () => Promise<App>;
type Say = (line: string) => void;

const BY = { kind: 'shell', id: 'shell' } as const;
const WORKSPACE = 'main';
const programmeOption = () => new Option('--programme <programme>', 'needed where several are loaded');
const ofCohort = () =>
  new Option('--cohort <cohort>', 'its cohort or group, where several have a session of that name');

interface Which {
  readonly cohort?: string;
}
const which = (session: string, { cohort }: Which) => ({
  session,
  ...(cohort === undefined ? {} : { where: cohort }),
  by: BY,
  workspace: WORKSPACE,
});

/** `recado session`: the sessions of cohorts, and the events that people sign up to. */
export function addSessionCommands(program: Command, app: Open, say: Say, speaker: () => Speaker): void {
  const session = program.command('session').description('sessions of a cohort: list, move, cancel, add; and events');
  session
    .command('list')
    .description('by time, with how many are expected')
    .addOption(programmeOption())
    .option('--cohort <cohort>', 'of this cohort')
    .option('--all', 'those that are over and those that were cancelled too')
    .addOption(new Option('--format <format>', 'how it is shown').choices(['text', 'json']).default('text'))
    .action(async (options: Which & { programme?: string; all?: true; format: string }) => {
      const running = await app();
      const programme = programmeNamed(running, options.programme);
      const now = running.now();
      const rows = await running.store.read<Parameters<typeof shownSession>[0]>({
        sql: {
          sqlite: `${SESSION_SQL} where c.workspace = @workspace and c.programme = @programme and (@cohort is null or c.name = @cohort)
            and (@all or s.ends_at > @now and s.cancelled_at is null) order by s.starts_at, s.id`,
        },
        params: { workspace: WORKSPACE, programme, cohort: options.cohort ?? null, all: options.all ? 1 : 0, now },
      });
      const found = rows.map((row) => ({ ...shownSession(row, shellSight(WORKSPACE)), zone: String(row['timezone']) }));
      const { phrase, language } = speaker();
      if (options.format === 'json') say(JSON.stringify(found));
      else if (found.length === 0) say(phrase('sessions.none'));
      else
        for (const one of found) {
          const seats = `${one.expected}${one.capacity === null ? '' : `/${one.capacity}`}`;
          const signed = one.kind === 'event' ? phrase('sessions.signed', { seats }) : '';
          const what = one.cancelled ? phrase('sessions.off') : signed;
          const day = when(one.starts_at, one.zone, language);
          say(`${one.plan}  ${one.group ?? one.cohort}  ${day}  ${one.title}${what}`);
        }
    });
  session
    .command('move <session>')
    .description('to another day, hour or place; everybody expected is told once')
    .addOption(ofCohort())
    .option('--day <date>', 'local day, yyyy-mm-dd')
    .option('--at <hour>', 'local hour, hh:mm')
    .option('--minutes <count>', 'how long it lasts', Number)
    .option('--place <place>', 'where')
    .option('--why <reason>', 'the reason')
    .option('--correct', 'it was held at that time and was written down wrong: nobody is told')
    .action(async (named: string, { cohort, ...options }: Which & object) => {
      const running = await app();
      const moved = await running.operate(move, {
        ...which(named, cohort === undefined ? {} : { cohort }),
        ...options,
      } as never);
      const { phrase } = speaker();
      say(phrase('sessions.moved', { session: named, told: toldTo(phrase, moved) }));
    });
  session
    .command('cancel <session>')
    .description('it does not take place, and counts for nobody; everybody expected is told once')
    .addOption(ofCohort())
    .option('--why <reason>', 'is told to those who are expected')
    .action(async (named: string, { why, ...options }: Which & { why?: string }) => {
      const running = await app();
      const done = await running.operate(cancel, { ...which(named, options), why: why ?? '' });
      const { phrase } = speaker();
      say(phrase('sessions.cancelled', { session: named, told: toldTo(phrase, done) }));
      say(phrase('sessions.undo', { session: named }));
    });
  session
    .command('restore <session>')
    .description('a cancelled session takes place after all')
    .addOption(ofCohort())
    .action(async (named: string, options: Which) => {
      const running = await app();
      const done = await running.operate(restore, which(named, options));
      const { phrase } = speaker();
      say(phrase('sessions.restored', { session: named, told: toldTo(phrase, done) }));
    });
  addAdding(session, app, say, speaker);
  session
    .command('copy <group>')
    .description("give a group its own copy of its cohort's sessions that are still to come")
    .requiredOption('--cohort <cohort>', 'of this cohort')
    .addOption(programmeOption())
    .action(async (group: string, options: { cohort: string; programme?: string }) => {
      const running = await app();
      const programme = programmeNamed(running, options.programme);
      const { copied } = await running.operate(copy, {
        group,
        cohort: options.cohort,
        programme,
        by: BY,
        workspace: WORKSPACE,
      });
      const { phrase } = speaker();
      if (copied.length === 0) say(phrase('sessions.copied-already', { group }));
      else say(phrase('sessions.copied', { group, sessions: copied.join(', ') }));
    });
  session
    .command('words <cohort>')
    .description(
      'draw the check-in words of all its coming sessions now, for those who print them; others are drawn an hour before',
    )
    .addOption(programmeOption())
    .action(async (cohort: string, options: { programme?: string }) => {
      const running = await app();
      const programme = programmeNamed(running, options.programme);
      const { words } = await running.operate(drawAhead, { cohort, programme, workspace: WORKSPACE });
      const { phrase } = speaker();
      for (const { session: plan, word } of words) say(`${plan}  ${word ?? phrase('sessions.no-word')}`);
      if (words.length === 0) say(phrase('sessions.none-coming'));
    });
  addSetting(session, app, say, speaker);
}

interface Adding extends Which {
  readonly programme?: string;
  readonly inviteDays?: number;
  readonly [option: string]: unknown;
}

function addAdding(session: Command, app: Open, say: Say, speaker: () => Speaker): void {
  const begun = (name: string, description: string) =>
    session
      .command(name)
      .description(description)
      .requiredOption('--cohort <cohort>', 'of this cohort')
      .addOption(programmeOption())
      .requiredOption('--day <date>', 'local day, yyyy-mm-dd')
      .requiredOption('--at <hour>', 'local hour, hh:mm')
      .option('--minutes <count>', 'how long it lasts; two hours without it', Number)
      .option('--place <place>', 'where')
      .option('--group <group>', 'of one of its groups alone');
  const made = async (
    kind: 'session' | 'event',
    title: string,
    { inviteDays, programme: named, ...options }: Adding,
  ) => {
    const running = await app();
    const programme = programmeNamed(running, named);
    const invite = inviteDays === undefined ? {} : { invite: inviteDays * DAY };
    const given = { ...options, ...invite, programme, title, kind, by: BY, workspace: WORKSPACE };
    const done = await running.operate(add, given as never);
    const { phrase } = speaker();
    const plan = done.session!;
    if (kind === 'event') say(phrase('sessions.added-event', { session: plan, title }));
    else say(phrase('sessions.added', { session: plan, title, told: toldTo(phrase, done) }));
  };
  begun('add <title>', 'one more session; everybody expected is told once').action((title: string, options: Adding) =>
    made('session', title, options),
  );
  begun('event <title>', 'an event: people are asked, and sign up by answering')
    .option('--capacity <seats>', 'whoever comes after waits for a seat', Number)
    .addOption(new Option('--open-to <whom>', 'who may come').choices(['cohort', 'programme']))
    .option('--invite-days <days>', 'so many days before it people are asked; 7 without it', Number)
    .option('--language <language>', 'in which it is held')
    .option('--host <host>', 'who receives')
    .option('--agenda <agenda>', 'what is done there, in order')
    .option('--objectives <objectives...>', 'what it is for')
    .option('--sdg <targets...>', 'targets of the Sustainable Development Goals: 8.3')
    .action((title: string, options: Adding) => made('event', title, options));
}

function addSetting(session: Command, app: Open, say: Say, speaker: () => Speaker): void {
  session
    .command('set <session>')
    .description('what stands beside a session: seats, agenda, and at its closing what came of it')
    .addOption(ofCohort())
    .option('--title <title>', 'its title')
    .option('--capacity <seats>', 'those who waited longest come in', Number)
    .option('--language <language>', 'in this language')
    .option('--host <host>', 'who receives')
    .option('--agenda <agenda>', 'what is done there, in order')
    .option('--objectives <objectives...>', 'what it is for')
    .option('--sdg <targets...>', 'targets of the Sustainable Development Goals: 8.3')
    .option(
      '--outputs <outputs...>',
      'what came of it, each "2: words https://link"; the number is that of its objective',
    )
    .action(async (named: string, { cohort, outputs, ...options }: Which & { outputs?: string[] }) => {
      const running = await app();
      const closing = outputs === undefined ? {} : { outputs: outputs.map(outputSaid) };
      await running.operate(setSession, {
        ...which(named, cohort === undefined ? {} : { cohort }),
        ...options,
        ...closing,
      });
      say(speaker().phrase('sessions.changed', { session: named }));
    });
}

/** "2: Guía de precios https://…" */
function outputSaid(said: string) {
  const [, objective, words = '', link] =
    /^(?:(\d{1,2}):\s*)?([\s\S]*?)(?:\s+(https?:\/\/\S+))?$/.exec(said.trim()) ?? [];
  return {
    text: words.trim(),
    ...(objective === undefined ? {} : { objective: Number(objective) }),
    ...(link === undefined ? {} : { link }),
  };
}

const when = (at: number, zone: string, language: string): string =>
  `${formatDay(at, zone, language)} ${localTime(at, zone)}`;

interface Told {
  readonly told?: number;
  readonly tells?: number | null;
}

const toldTo = (phrase: Phrase, { told = 0, tells }: Told): string =>
  tells === null || told === 0 ? phrase('sessions.nobody-told') : phrase('sessions.told', { count: told });
