import { type Command, Option } from 'commander';
import type { ChannelId } from '../domain/channel.ts';
import { ROLES, type Role } from '../programme/on-duty.ts';
import { staffAdd, staffEnd, staffList } from '../programme/staff/index.ts';
import type { App } from './app.ts';
import { placeOf, programmeNamed } from './place.ts';

interface Options {
  readonly role: Role;
  readonly phone: string;
  readonly programme?: string;
  readonly channel?: ChannelId;
}

/** `recado staff add|end|list`: who answers learners. */
export function addStaffCommands(program: Command, app: () => Promise<App>, say: (line: string) => void): void {
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
      const where = programme ?? 'every programme';
      say(done.already ? `${name} was ${role} in ${where} already.` : `${name} is ${role} in ${where}.`);
      if (done.waiting > 0) say(`${done.waiting} open cases that nobody had look for someone now.`);
    });
  staff
    .command('end <name>')
    .description('take someone off duty, in all her roles; her open cases look for somebody else')
    .action(async (name: string) => {
      const running = await app();
      const { roles, waiting } = await running.operate(staffEnd, { name, workspace: 'main' });
      say(
        `${name} is off duty (${roles} ${roles === 1 ? 'role' : 'roles'}); ${waiting} open cases of hers look for someone.`,
      );
    });
  staff
    .command('list')
    .description('who is on duty')
    .action(async () => {
      const running = await app();
      const listed = await running.operate(staffList, {});
      if (listed.length === 0) say('Nobody is on duty: `recado staff add` puts someone there.');
      for (const { name, role, programme, reachable } of listed)
        say(`${name}, ${role}, ${programme || 'every programme'}${reachable ? '' : ' (cannot be written to)'}`);
    });
}
