import { type Command, Option } from 'commander';
import { RecadoError } from '../base/errors.ts';
import type { ChannelId } from '../domain/channel.ts';
import { calledSo } from '../programme/folded-name.ts';
import { ROLES, type Role } from '../programme/on-duty.ts';
import { staffAdd, staffEnd, staffList, staffScope } from '../programme/staff/index.ts';
import type { App } from './app.ts';
import { placeOf, programmeNamed } from './place.ts';
import type { Speaker } from './tongue.ts';

interface Options {
  readonly role: Role;
  readonly phone: string;
  readonly programme?: string;
  readonly channel?: ChannelId;
}

/** `recado staff add|end|scope|list`: who answers learners. */
export function addStaffCommands(
  program: Command,
  app: () => Promise<App>,
  say: (line: string) => void,
  speaker: () => Speaker,
): void {
  const staff = program.command('staff').description('who answers learners, from their own phones');
  staff
    .command('add <name>')
    .description('put someone on duty; she is written to when a learner needs a person')
    .addOption(new Option('--role <role>', 'what she is').choices(ROLES).makeOptionMandatory())
    .requiredOption('--phone <phone>', 'her phone, with country code: +52…')
    .option('--programme <programme>', 'only in this one; without it in all')
    .option('--channel <channel>', 'where to write to her first')
    .action(async (name: string, { role, phone, programme, channel }: Options) => {
      const running = await app();
      const only = programme === undefined ? {} : { programme: programmeNamed(running, programme) };
      const place = await placeOf(running, phone, channel);
      const done = await running.operate(staffAdd, { name, role, ...only, ...place, workspace: 'main' });
      const { phrase } = speaker();
      const where = programme ?? phrase('duty.everywhere');
      say(done.already ? phrase('duty.was', { name, role, where }) : phrase('duty.is', { name, role, where }));
      if (done.waiting > 0) say(phrase('duty.waiting', { count: done.waiting }));
    });
  staff
    .command('end <name>')
    .description('take someone off duty, in all her roles; her open cases look for somebody else')
    .action(async (name: string) => {
      const running = await app();
      const { roles, waiting } = await running.operate(staffEnd, { name, workspace: 'main' });
      say(speaker().phrase('duty.ended', { name, count: roles, waiting }));
    });
  staff
    .command('list')
    .description('who is on duty')
    .action(async () => {
      const running = await app();
      const listed = await running.operate(staffList, {});
      const { phrase } = speaker();
      if (listed.length === 0) say(phrase('duty.nobody'));
      for (const { name, role, programme, reachable, within } of listed) {
        const only = within.length === 0 ? '' : phrase('duty.only', { within: within.join(', ') });
        const where = programme || phrase('duty.everywhere');
        say(`${name}, ${role}, ${where}${only}${reachable ? '' : phrase('duty.unreachable')}`);
      }
    });
  staff
    .command('scope <name>')
    .description('say anew which cohorts and units someone works with; with none, everybody in her programmes')
    .option('--cohort <names...>', 'of this cohort')
    .option('--group <names...>', 'of this group')
    .option('--site <names...>', 'of this site')
    .option('--stage <names...>', 'of this stage')
    .option('--partner <names...>', 'of this partner')
    .option('--programme <programme>', 'needed where several have one of that name')
    .action(
      async (name: string, { programme, ...places }: { programme?: string } & Partial<Record<Kind, string[]>>) => {
        const running = await app();
        const asked = KINDS.flatMap((kind) => (places[kind] ?? []).map((called) => ({ kind, called })));
        const found: string[] = [];
        for (const { kind, called } of asked) found.push(await placeNamed(running, kind, called, programme));
        const person = await dutyNamed(running, name);
        const { within } = await running.operate(staffScope, { person, within: found, workspace: 'main' });
        const where = asked.map(({ called }) => called).join(', ');
        const { phrase } = speaker();
        say(within === 0 ? phrase('duty.all', { name }) : phrase('duty.alone', { name, where }));
      },
    );
}

const KINDS = ['cohort', 'group', 'site', 'stage', 'partner'] as const;
type Kind = (typeof KINDS)[number];

/** The id of a cohort or unit by its name. Throws COHORT_UNKNOWN, UNIT_UNKNOWN, also where several have it. */
async function placeNamed(running: App, kind: Kind, name: string, programme = ''): Promise<string> {
  const table = kind === 'cohort' ? 'cohort' : 'unit';
  const ofKind = kind === 'cohort' ? '' : 'and kind = @kind';
  const found = await running.store.read<{ id: string }>({
    sql: {
      sqlite: `select id from ${table} where workspace = 'main' and name = @name ${ofKind}
        and (@programme = '' or programme = @programme)`,
    },
    params: { name, programme, ...(kind === 'cohort' ? {} : { kind }) },
  });
  if (found.length === 1) return found[0]!.id;
  if (kind === 'cohort') throw new RecadoError('COHORT_UNKNOWN', { name, programme: programme || '(any)' });
  throw new RecadoError('UNIT_UNKNOWN', { name });
}

/** Someone on duty by her whole name, or her first where only one has it. Throws STAFF_UNKNOWN. */
async function dutyNamed(running: App, name: string): Promise<string> {
  const rows = await running.store.read<{ id: string; name: string }>({
    sql: {
      sqlite: `select distinct p.id, coalesce(p.name, '') as name from staff s join person p on p.id = s.person_id
        where s.workspace = 'main' and s.until is null`,
    },
    params: {},
  });
  const found = calledSo(rows, (row) => row.name, name);
  if (found.length !== 1) throw new RecadoError('STAFF_UNKNOWN', { name });
  return found[0]!.id;
}
