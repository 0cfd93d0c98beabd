import { type Command, Option } from 'commander';
import { hoursAdd, hoursTakeBack } from '../programme/hours/index.ts';
import { visitCancel, visitPlan, visitRecord } from '../programme/visit/index.ts';
import type { App } from './app.ts';
import { programmeNamed } from './place.ts';
import { personsNamed } from './shell-unit.ts';
import type { Speaker } from './tongue.ts';

type Open = () => Promise<App>;
type Say = (line: string) => void;

const BY = { kind: 'shell', id: 'shell' } as const;
const WORKSPACE = 'main';
const programmeOption = () => new Option('--programme <programme>', 'needed where several are loaded');
const KINDS = ['home', 'individual', 'group', 'office', 'call'] as const;
const kindOption = () => new Option('--kind <kind>', 'where or how; home, or group for several').choices(KINDS);

interface Asked {
  readonly programme?: string;
  readonly kind?: (typeof KINDS)[number];
}

/** `recado visit plan|done|cancel`: people, a cohort or group, or an enterprise, by name. */
export function addVisitCommands(program: Command, app: Open, say: Say, speaker: () => Speaker): void {
  const visit = program.command('visit').description('visits and counselling: planned, made, cancelled');
  visit
    .command('plan <who...>')
    .description('plan one; who is visited is told day and hour')
    .requiredOption('--on <date>', 'yyyy-mm-dd')
    .requiredOption('--at <hour>', 'hh:mm, local')
    .addOption(kindOption())
    .option('--topic <topic>', 'what it is about')
    .option('--private', 'a phone that others read is told nothing of it')
    .addOption(programmeOption())
    .action(async (who: string[], options: Asked & { on: string; at: string; topic?: string; private?: boolean }) => {
      const running = await app();
      const made = await running.operate(visitPlan, {
        ...asked(who, programmeNamed(running, options.programme), options),
        day: options.on,
        at: options.at,
        topic: options.topic ?? '',
        private: options.private === true,
        move: false,
      });
      const { on: day, at: hour } = options;
      say(speaker().phrase('visiting.planned', { who: who.join(', '), day, hour, told: made.told! }));
    });
  visit
    .command('done <who...>')
    .description('enter one that was made')
    .requiredOption('--minutes <minutes>', 'how long', Number)
    .option('--on <date>', 'yyyy-mm-dd; today without it')
    .addOption(kindOption())
    .option('--topic <topic>', 'what it is about')
    .option('--notes <notes>', 'for few eyes')
    .addOption(programmeOption())
    .action(
      async (
        who: string[],
        {
          on,
          minutes,
          topic,
          notes,
          ...options
        }: Asked & { on?: string; minutes: number; topic?: string; notes?: string },
      ) => {
        const running = await app();
        await running.operate(visitRecord, {
          ...asked(who, programmeNamed(running, options.programme), options),
          ...(on === undefined ? {} : { day: on }),
          minutes,
          topic: topic ?? '',
          notes: notes === undefined ? {} : { notes },
          commitments: [],
          private: false,
          files: [],
        });
        say(speaker().phrase('visiting.done', { who: who.join(', '), minutes }));
      },
    );
  visit
    .command('cancel <who...>')
    .description('the next planned visit to them will not be; who was told of it is told so')
    .addOption(programmeOption())
    .action(async (who: string[], options: Asked) => {
      const running = await app();
      await running.operate(visitCancel, asked(who, programmeNamed(running, options.programme), {}));
      say(speaker().phrase('visiting.cancelled', { who: who.join(', ') }));
    });
}

/** `recado hours add|undo`: hours that are neither a session nor a visit; sums are `recado report hours`. */
export function addHoursCommands(program: Command, app: Open, say: Say, speaker: () => Speaker): void {
  const hours = program.command('hours').description('hours entered by hand: a fair, a call of a mentor');
  hours
    .command('add <who...>')
    .description('so many minutes for each of these people')
    .requiredOption('--minutes <minutes>', 'how long', Number)
    .requiredOption('--on <date>', 'yyyy-mm-dd')
    .addOption(new Option('--kind <kind>', 'of this kind').choices(['training', 'support', 'other']).default('other'))
    .option('--note <note>', 'a note')
    .addOption(programmeOption())
    .action(
      async (
        who: string[],
        options: {
          minutes: number;
          on: string;
          kind: 'training' | 'support' | 'other';
          note?: string;
          programme?: string;
        },
      ) => {
        const running = await app();
        const programme = programmeNamed(running, options.programme);
        const { id } = await running.operate(hoursAdd, {
          programme,
          kind: options.kind,
          minutes: options.minutes,
          people: await personsNamed(running, programme, who),
          day: options.on,
          note: options.note ?? '',
          by: BY,
          workspace: WORKSPACE,
        });
        const { minutes, kind } = options;
        say(speaker().phrase('visiting.hours', { minutes, kind, who: who.join(', '), id }));
      },
    );
  hours
    .command('undo <id>')
    .description('take one back; its line stays and counts no more')
    .action(async (id: string) => {
      await (await app()).operate(hoursTakeBack, { id, workspace: WORKSPACE });
      say(speaker().phrase('visiting.hours-undone'));
    });
}

const asked = (who: readonly string[], programme: string, { kind }: Asked) => ({
  who: [...who],
  without: [],
  programme,
  ...(kind === undefined ? {} : { kind }),
  by: BY,
  workspace: WORKSPACE,
});
