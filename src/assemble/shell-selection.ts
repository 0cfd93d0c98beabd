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

type Open = () => Promise<App>;
type Say = (line: string) => void;

const BY = { kind: 'shell', id: 'shell' } as const;
const WORKSPACE = 'main';
const programmeOption = () => new Option('--programme <programme>', 'needed where several are loaded');

interface Asked {
  readonly programme?: string;
}

/** `recado selection`: applicants of a programme that chooses. */
export function addSelectionCommands(program: Command, app: Open, say: Say): void {
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
        if (format === 'json') say(JSON.stringify({ ...funnel, places: places ?? null, applications: found }));
        else for (const line of [...found.flatMap(told), inAll(funnel, places)]) say(line);
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
      say(`The visit to ${who} is on record.`);
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
      for (const { at, minutes, by, notes, files } of rows.map((row) => visitShown(row, true))) {
        say(
          `${localDate(at, zone)}${minutes === null ? '' : ` ${minutes} min`}, ${by}${files > 0 ? `, ${files} files` : ''}`,
        );
        for (const line of (notes ?? '').split('\n').filter(Boolean)) say(`    ${line}`);
      }
      if (rows.length === 0) say(`Nobody has been to see ${who}.`);
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
        say(
          `${made.name} is ${as}${made.cohort ? `, in ${made.cohort}` : ''}. Selected: ${ofPlaces(made.selected!, made.places)}.`,
        );
        say(`She is told in ten minutes. To undo it: recado selection undo ${who}`);
      },
    );
  selection
    .command('undo <who>')
    .description('take the last decision back, as long as she was not told')
    .addOption(programmeOption())
    .action(async (who: string, options: Asked) => {
      const running = await app();
      await running.operate(undo, asked(who, programmeNamed(running, options.programme)));
      say(`The decision on ${who} is taken back.`);
    });
}

const asked = (who: string, programme: string) => ({ who, programme, by: BY, workspace: WORKSPACE });

function pair(written: string): { criterion: string; score: number | null } {
  const [, criterion, points] = /^(.+)=(\d+|-)$/.exec(written) ?? [];
  if (criterion === undefined) throw new InvalidArgumentError(`"${written}" is not criterion=points.`);
  return { criterion, score: points === '-' ? null : Number(points) };
}

function told({
  rank,
  tied,
  name,
  points,
  most,
  scored,
  criteria,
  state,
  site,
  scores,
  decisions,
  minutes,
  visits,
}: Application) {
  const place = rank === null ? '-' : `${rank}${tied ? '=' : ''}`;
  const seen =
    visits === 0 ? '' : `, ${visits} ${visits === 1 ? 'visit' : 'visits'}${minutes > 0 ? ` (${minutes} min)` : ''}`;
  return [
    `${place} ${name}${site ? ` (${site})` : ''}: ${pointsOf(points)} of ${pointsOf(most)}, ${scored} of ${criteria} criteria, ${state}${seen}`,
    ...scores.map(
      ({ title, mean, max, each }) =>
        `    ${title} ${Number(mean.toFixed(2))}/${max} (${each.map((one) => `${one.by} ${one.score}`).join(', ')})`,
    ),
    ...decisions.map(
      ({ decision, by, why, undone, told: knows }) =>
        `    ${decision} by ${by}${why ? `: ${why}` : ''}${undone ? ' (taken back)' : knows ? '' : ' (not told yet)'}`,
    ),
  ];
}

const ofPlaces = (selected: number, places: number | null | undefined): string =>
  places == null ? String(selected) : `${selected}/${places}`;

function inAll(
  { applicants, visited, scored, selected, waitlisted, declined, withdrawn }: Funnel,
  places?: number,
): string {
  const of = (n: number) => `${n}/${applicants}`;
  const end = `${waitlisted} waitlisted, ${declined} declined, ${withdrawn} withdrawn`;
  const room = places === undefined ? '' : ` (${places} places)`;
  return `${applicants} applicants: visited ${of(visited)}, scored ${of(scored)}, selected ${of(selected)}${room}; ${end}`;
}
