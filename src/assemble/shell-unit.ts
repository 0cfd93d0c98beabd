import { type Command, InvalidArgumentError, Option } from 'commander';
import { RecadoError } from '../base/errors.ts';
import { enterpriseSave, householdSave } from '../programme/enterprise/index.ts';
import { UNIT_KINDS, type UnitKind, unitNew, unitPlace } from '../programme/unit/index.ts';
import { normalise } from '../text/normalise.ts';
import type { App } from './app.ts';
import { programmeNamed } from './place.ts';
import type { Speaker } from './tongue.ts';

type Open = () => Promise<App>;
type Say = (line: string) => void;

const WORKSPACE = 'main';
const programmeOption = () => new Option('--programme <programme>', 'needed where several are loaded');
const yesNo = (written: string): boolean => {
  if (written === 'yes' || written === 'no') return written === 'yes';
  throw new InvalidArgumentError('yes or no is expected.');
};

/** `recado unit new|place`: partners, communities, stages and groups. */
export function addUnitCommands(program: Command, app: Open, say: Say, speaker: () => Speaker): void {
  const unit = program.command('unit').description('partners, sites (communities), stages, and groups of a cohort');
  unit
    .command('new <kind> <name>')
    .description(`begin one: ${UNIT_KINDS.join(', ')}`)
    .addOption(programmeOption())
    .option('--title <title>', 'as people say it')
    .option('--cohort <cohort>', 'of a group')
    .option('--country <code>', 'two letters')
    .option('--timezone <zone>', "where it is not the programme's")
    .option('--starts <date>', 'of a stage, yyyy-mm-dd')
    .option('--ends <date>', 'its last day, yyyy-mm-dd')
    .action(async (kind: UnitKind, name: string, { programme, starts, ends, ...fields }: Record<string, string>) => {
      const running = await app();
      await running.operate(unitNew, {
        kind,
        name,
        programme: programmeNamed(running, programme),
        ...fields,
        ...(starts ? { starts_on: starts } : {}),
        ...(ends ? { ends_on: ends } : {}),
        workspace: WORKSPACE,
      });
      say(speaker().phrase('units.begun', { kind, name }));
    });
  unit
    .command('place <kind> <name>')
    .description('who or what stands there from now on; the name - takes them out')
    .addOption(programmeOption())
    .option('--people <names...>', 'names, or ids where two share one')
    .option('--cohort <cohort>', 'all of its people who have none of their own')
    .option('--session <id>', 'of this session')
    .action(
      async (
        kind: UnitKind,
        name: string,
        options: { programme?: string; people?: string[]; cohort?: string; session?: string },
      ) => {
        const running = await app();
        const programme = programmeNamed(running, options.programme);
        const persons = options.people && (await personsNamed(running, programme, options.people));
        const { placed } = await running.operate(unitPlace, {
          programme,
          kind,
          unit: name === '-' ? null : name,
          ...(persons ? { persons } : {}),
          ...(options.cohort ? { cohort: options.cohort } : {}),
          ...(options.session ? { session: options.session } : {}),
          workspace: WORKSPACE,
        });
        const { phrase } = speaker();
        if (name === '-') say(phrase('units.out', { count: placed }));
        else say(phrase('units.placed', { count: placed, kind, name }));
      },
    );
}

/** `recado enterprise|household`: what persons belong to. */
export function addEnterpriseCommands(program: Command, app: Open, say: Say, speaker: () => Speaker): void {
  program
    .command('enterprise <name>')
    .description('keep an enterprise: what is given is set, what is left out stays')
    .addOption(programmeOption())
    .option('--sector <word>', 'food, crafts …')
    .option('--line <word>', 'of financing: idea, strengthening, innovation')
    .option('--family <yes|no>', 'relatives run it together', yesNo)
    .option('--site <site>', 'of this site')
    .option('--stage <stage>', 'of this stage')
    .option('--people <names...>', 'all who work in it now')
    .option('--ended', 'it has closed')
    .action(
      async (
        name: string,
        {
          programme: named,
          people,
          family,
          ...fields
        }: {
          programme?: string;
          people?: string[];
          family?: boolean;
          sector?: string;
          line?: string;
          site?: string;
          stage?: string;
          ended?: boolean;
        },
      ) => {
        const running = await app();
        const programme = programmeNamed(running, named);
        const { created } = await running.operate(enterpriseSave, {
          programme,
          name,
          ...fields,
          ...(family === undefined ? {} : { family_run: family }),
          ...(people ? { people: await personsNamed(running, programme, people) } : {}),
          workspace: WORKSPACE,
        });
        const { phrase } = speaker();
        say(created ? phrase('units.on-record', { name }) : phrase('units.changed', { name }));
      },
    );
  program
    .command('household <name>')
    .description('keep a household: how many live there and who of them takes part')
    .addOption(programmeOption())
    .option('--people <count>', 'children too', Number)
    .requiredOption('--members <names...>', 'those who take part')
    .action(async (name: string, options: { programme?: string; people?: number; members: string[] }) => {
      const running = await app();
      const programme = programmeNamed(running, options.programme);
      const { created } = await running.operate(householdSave, {
        programme,
        name,
        ...(options.people === undefined ? {} : { people: options.people }),
        members: await personsNamed(running, programme, options.members),
        workspace: WORKSPACE,
      });
      const { phrase } = speaker();
      say(created ? phrase('units.on-record', { name }) : phrase('units.changed', { name }));
    });
}

/** Ids of people of a programme by their names. Throws TARGET_UNKNOWN, TARGET_SEVERAL. */
export async function personsNamed(app: App, programme: string, names: readonly string[]): Promise<string[]> {
  const rows = await app.store.read<{ id: string; name: string | null }>({
    sql: {
      sqlite: `select p.id, p.name from enrolment e join person p on p.id = e.person_id
        where e.workspace = @workspace and e.programme = @programme`,
    },
    params: { workspace: WORKSPACE, programme },
  });
  return names.map((who) => {
    const found = rows.filter(({ id, name }) => id === who || (name !== null && normalise(name) === normalise(who)));
    if (found.length !== 1) throw new RecadoError(found.length === 0 ? 'TARGET_UNKNOWN' : 'TARGET_SEVERAL', { who });
    return found[0]!.id;
  });
}
