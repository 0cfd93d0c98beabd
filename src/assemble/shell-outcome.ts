import { type Command, Option } from 'commander';
import {
  EVIDENCE,
  type Evidence,
  KINDS,
  type OutcomeKind,
  outcomeAdd,
  outcomesQuery,
  outcomeUndo,
} from '../programme/outcome/index.ts';
import { shellSight } from '../programme/sight.ts';
import type { App } from './app.ts';
import { programmeNamed } from './place.ts';
import type { Speaker } from './tongue.ts';

type Open = () => Promise<App>;
type Say = (line: string) => void;

const BY = { kind: 'shell', id: 'shell' } as const;
const WORKSPACE = 'main';
const programmeOption = () => new Option('--programme <programme>', 'needed where several are loaded');

interface AddOptions {
  readonly count?: number;
  readonly on?: string;
  readonly evidence?: Evidence;
  readonly proof?: string;
  readonly enterprise?: string;
  readonly programme?: string;
}

/** `recado outcome`: what came of taking part. */
export function addOutcomeCommands(program: Command, app: Open, say: Say, speaker: () => Speaker): void {
  const outcome = program.command('outcome').description('businesses created and registered, self-employed, jobs');
  outcome
    .command('add <who> <kind>')
    .description(`enter one: ${KINDS.join(', ')}`)
    .option('--count <count>', 'of jobs', Number)
    .option('--on <date>', 'the day it came to be, yyyy-mm-dd; today without it')
    .addOption(new Option('--evidence <evidence>', 'how it is known').choices(EVIDENCE))
    .option('--proof <mark>', 'the mark on the document')
    .option('--enterprise <name>', 'one of hers; the first of them without it')
    .addOption(programmeOption())
    .action(async (who: string, kind: OutcomeKind, { programme: named, count = 1, ...rest }: AddOptions) => {
      const running = await app();
      const programme = programmeNamed(running, named);
      const made = await running.operate(outcomeAdd, {
        who,
        programme,
        kind,
        count,
        ...rest,
        by: BY,
        workspace: WORKSPACE,
      });
      const { phrase } = speaker();
      say(`${who}: ${count > 1 ? `${count} × ` : ''}${kind}${made.again ? phrase('outcomes.again') : ''}.`);
      say(phrase('outcomes.to-undo', { id: made.id! }));
    });
  outcome
    .command('undo <id>')
    .description('take one back: its line stays, and counts nowhere')
    .action(async (id: string) => {
      const running = await app();
      const { did } = await running.operate(outcomeUndo, { id, by: BY, workspace: WORKSPACE });
      const { phrase } = speaker();
      say(did ? phrase('outcomes.undone') : phrase('outcomes.undone-before'));
    });
  outcome
    .command('list')
    .description('the newest day first')
    .addOption(programmeOption())
    .action(async ({ programme: named }: { programme?: string }) => {
      const running = await app();
      const { sql, params } = outcomesQuery(programmeNamed(running, named), shellSight(WORKSPACE));
      const rows = await running.store.read<Record<string, string | number | null>>({
        sql: { sqlite: `${sql.sqlite} order by o.on_day desc, o.id desc limit 200` },
        params,
      });
      const { phrase } = speaker();
      if (rows.length === 0) say(phrase('outcomes.none'));
      for (const row of rows) {
        const who = `${row['name'] ?? phrase('shown.nameless')}${row['enterprise'] ? ` (${row['enterprise']})` : ''}`;
        const undone = row['undone_at'] === null ? '' : phrase('shown.taken-back');
        say(`${row['id']}  ${row['on_day']} ${who}: ${row['count']} ${row['kind']}, ${row['evidence']}${undone}`);
      }
    });
}
