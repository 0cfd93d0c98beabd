import { type Command, InvalidArgumentError, Option } from 'commander';
import { localDate, localMoment } from '../domain/time.ts';
import { enrolmentInSight } from '../programme/in-sight.ts';
import {
  APPLICATION_STATES,
  type Application,
  applicationOf,
  applicationsQuery,
  DECISIONS,
  decide,
  type Funnel,
  funnelOf,
  funnelQuery,
  inOrder,
  pointsOf,
  score,
  undo,
  visit,
  visitShown,
  visitsQuery,
} from '../programme/selection/index.ts';
import { shellSight } from '../programme/sight.ts';
import type { App } from './app.ts';
import { programmeNamed } from './place.ts';
import { personsNamed } from './shell-unit.ts';
import type { Phrase, Speaker } from './tongue.ts';

type Open = () => Promise<App>;
type Say = (line: string) => void;

const BY = { kind: 'shell', id: 'shell' } as const;
const WORKSPACE = 'main';
const programmeOption = () => new Option('--programme <programme>', 'needed where several are loaded');

interface Asked {
  readonly programme?: string;
}

/** `recado selection`: applicants of a programme that chooses. */
export function addSelectionCommands(program: Command, app: Open, say: Say, speaker: () => Speaker): void {
  const selection = program.command('selection').description('who applied, how they are scored, and who is chosen');
  selection
    .command('list')
    .description('the best scored first, with who decided and why, and how many came how far')
    .addOption(programmeOption())
    .option('--site <site>', 'of this site')
    .addOption(new Option('--state <state>', 'in this state').choices(APPLICATION_STATES))
    .addOption(new Option('--format <format>', 'how it is shown').choices(['text', 'json']).default('text'))
    .action(
      async ({
        format,
        programme: named,
        site,
        state,
      }: Asked & { format: string; site?: string; state?: Application['state'] }) => {
        const running = await app();
        const programme = programmeNamed(running, named);
        const sought = { programme, seen: enrolmentInSight(shellSight(WORKSPACE)), site };
        const rows = await running.store.read<Parameters<typeof applicationOf>[0]>(
          applicationsQuery({ ...sought, state }),
        );
        const found = inOrder(rows.map(applicationOf));
        const funnel = funnelOf(await running.store.read(funnelQuery(sought)));
        const places = running.mind().library.programmes.get(programme)?.selection?.places;
        const { phrase } = speaker();
        if (format === 'json') say(JSON.stringify({ ...funnel, places: places ?? null, applications: found }));
        else {
          for (const line of found.flatMap((one) => told(one, phrase))) say(line);
          say(inAll(funnel, places, phrase));
        }
      },
    );
  selection
    .command('visit <who>')
    .description('somebody of the team has been to see her')
    .addOption(programmeOption())
    .option('--on <date>', 'yyyy-mm-dd; today without it')
    .option('--minutes <minutes>', 'how long', Number)
    .option('--notes <notes>', 'read by the team alone')
    .action(async (who: string, options: Asked & { on?: string; minutes?: number; notes?: string }) => {
      const running = await app();
      const programme = programmeNamed(running, options.programme);
      const zone = running.mind().library.programmes.get(programme)!.timezone;
      await running.operate(visit, {
        ...asked(who, programme),
        ...(options.on ? { at: localMoment(options.on, '12:00', zone) } : {}),
        ...(options.minutes === undefined ? {} : { minutes: options.minutes }),
        notes: options.notes ?? '',
      });
      say(speaker().phrase('choosing.visited', { who }));
    });
  selection
    .command('visits <who>')
    .description('who has been to see her, and what was noted')
    .addOption(programmeOption())
    .action(async (who: string, options: Asked) => {
      const running = await app();
      const programme = programmeNamed(running, options.programme);
      const zone = running.mind().library.programmes.get(programme)!.timezone;
      const [person] = await personsNamed(running, programme, [who]);
      const rows = await running.store.read<Parameters<typeof visitShown>[0]>(visitsQuery(person!, programme));
      const { phrase } = speaker();
      for (const { at, minutes, by, notes, files } of rows.map((row) => visitShown(row, true))) {
        const kept = files > 0 ? `, ${phrase('count.files', { count: files })}` : '';
        say(`${localDate(at, zone)}${minutes === null ? '' : ` ${minutes} min`}, ${by}${kept}`);
        for (const line of (notes ?? '').split('\n').filter(Boolean)) say(`    ${line}`);
      }
      if (rows.length === 0) say(phrase('choosing.unvisited', { who }));
    });
  selection
    .command('score <who> <scores...>')
    .description('criterion=points: experiencia=4 producto=5; - takes one back')
    .addOption(programmeOption())
    .action(async (who: string, words: string[], options: Asked) => {
      const running = await app();
      const programme = programmeNamed(running, options.programme);
      await running.operate(score, { ...asked(who, programme), scores: words.map(pair) });
      say(`${who}: ${words.join(', ')}`);
    });
  selection
    .command('decide <who>')
    .description('she is told ten minutes later; until then: recado selection undo')
    .addOption(new Option('--as <decision>', 'what is decided').choices(DECISIONS).makeOptionMandatory())
    .option('--why <reason>', 'needed where she is not chosen, or nobody scored her')
    .option('--cohort <cohort>', 'where she goes, of one who is selected')
    .addOption(programmeOption())
    .action(
      async (
        who: string,
        { as, why = '', cohort, ...options }: Asked & { as: (typeof DECISIONS)[number]; why?: string; cohort?: string },
      ) => {
        const running = await app();
        const programme = programmeNamed(running, options.programme);
        const into = cohort === undefined ? {} : { cohort };
        const made = await running.operate(decide, { ...asked(who, programme), decision: as, why, ...into });
        const { phrase } = speaker();
        const place = made.cohort ? phrase('choosing.place', { cohort: made.cohort }) : '';
        const selected = ofPlaces(made.selected!, made.places);
        const decision = phrase(`application.${as}`);
        say(phrase('choosing.decided', { name: made.name!, decision, place, selected }));
        say(phrase('choosing.undo', { who }));
      },
    );
  selection
    .command('undo <who>')
    .description('take the last decision back, as long as she was not told')
    .addOption(programmeOption())
    .action(async (who: string, options: Asked) => {
      const running = await app();
      await running.operate(undo, asked(who, programmeNamed(running, options.programme)));
      say(speaker().phrase('choosing.undone', { who }));
    });
}

const asked = (who: string, programme: string) => ({ who, programme, by: BY, workspace: WORKSPACE });

function pair(written: string): { criterion: string; score: number | null } {
  const [, criterion, points] = /^(.+)=(\d+|-)$/.exec(written) ?? [];
  if (criterion === undefined) throw new InvalidArgumentError(`"${written}" is not criterion=points.`);
  return { criterion, score: points === '-' ? null : Number(points) };
}

function told(
  { rank, tied, name, points, most, scored, criteria, state, site, scores, decisions, minutes, visits }: Application,
  phrase: Phrase,
): string[] {
  const place = rank === null ? '-' : `${rank}${tied ? '=' : ''}`;
  const who = `${place} ${name}${site ? ` (${site})` : ''}`;
  const stands = phrase('choosing.stands', {
    points: pointsOf(points),
    most: pointsOf(most),
    scored,
    criteria,
    state: phrase(`application.${state}`),
  });
  const spent = minutes > 0 ? ` (${minutes} min)` : '';
  const seen = visits === 0 ? '' : `, ${phrase('choosing.visits', { count: visits })}${spent}`;
  return [
    `${who}: ${stands}${seen}`,
    ...scores.map(
      ({ title, mean, max, each }) =>
        `    ${title} ${Number(mean.toFixed(2))}/${max} (${each.map((one) => `${one.by} ${one.score}`).join(', ')})`,
    ),
    ...decisions.map(({ decision, by, why, undone, told: knows }) => {
      const so = undone ? phrase('shown.taken-back') : knows ? '' : phrase('choosing.untold');
      return `    ${phrase('choosing.by', { decision: phrase(`application.${decision}`), by })}${why ? `: ${why}` : ''}${so}`;
    }),
  ];
}

const ofPlaces = (selected: number, places: number | null | undefined): string =>
  places == null ? String(selected) : `${selected}/${places}`;

function inAll(
  { applicants, visited, scored, selected, waitlisted, declined, withdrawn }: Funnel,
  places: number | undefined,
  phrase: Phrase,
): string {
  const of = (n: number) => `${n}/${applicants}`;
  const room = places === undefined ? '' : phrase('choosing.room', { places });
  const end = phrase('choosing.rest', { waitlisted, declined, withdrawn });
  return phrase('choosing.all', {
    count: applicants,
    visited: of(visited),
    scored: of(scored),
    selected: of(selected),
    room,
    end,
  });
}
