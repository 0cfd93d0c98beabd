import { Command, CommanderError } from 'commander';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { RecadoError } from '../base/errors.ts';
import { phoneOf } from '../channels/phone.ts';
import { SIMULATOR_NUMBER } from '../channels/simulator/hub.ts';
import type { ChannelId } from '../domain/channel.ts';
import { cohortInput, cohortNew, enrol } from '../programme/cohort/index.ts';
import type { App } from './app.ts';

/** What a shell command printed, and its exit code. */
export interface Ran {
  readonly code: number;
  readonly said: string;
}

/** The commands that run a programme from a shell; also the `$` lines of transcripts. */
export function addProgrammeCommands(program: Command, app: () => Promise<App>, say: (line: string) => void): void {
  const cohort = program.command('cohort').description('groups that go through a programme together');
  cohort
    .command('new <programme>')
    .description('begin a cohort: copies the planned sessions and draws their check-in words')
    .requiredOption('--name <name>', 'its name: small letters, digits, hyphens')
    .requiredOption('--starts <date>', 'its first day, yyyy-mm-dd')
    .action(async (name: string, options: { name: string; starts: string }) => {
      const running = await app();
      const programme = running.mind().library.programmes.get(name);
      if (!programme)
        throw new RecadoError('PROGRAMME_UNKNOWN', {
          name,
          known: [...running.mind().library.programmes.keys()].join(', '),
        });
      const made = await running.operate(cohortNew, {
        ...cohortInput(programme, options.name, options.starts),
        workspace: 'main',
      });
      say(`${options.name} begins on ${options.starts}.`);
      for (const { title, startsAt, word } of made.sessions) {
        const when = new Intl.DateTimeFormat('es-MX', {
          timeZone: programme.timezone,
          dateStyle: 'full',
          timeStyle: 'short',
        }).format(startsAt);
        say(`  ${title}: ${when}, ${word ? `check-in word ${word}` : 'no check-in word'}`);
      }
    });
  program
    .command('enrol <name>')
    .description('put someone into a programme and its cohort; she is asked for her consent first')
    .requiredOption('--phone <phone>', 'her phone, with country code: +52…')
    .option('--programme <programme>', 'needed where several are loaded')
    .option('--cohort <cohort>', 'its name')
    .option('--channel <channel>', 'where to write to her first')
    .action(
      async (name: string, options: { phone: string; programme?: string; cohort?: string; channel?: ChannelId }) => {
        const running = await app();
        const known = [...running.mind().library.programmes.keys()];
        const programme = options.programme ?? (known.length === 1 ? known[0] : undefined);
        if (programme === undefined || !known.includes(programme))
          throw new RecadoError('PROGRAMME_UNKNOWN', { name: programme ?? '(none said)', known: known.join(', ') });
        // The library knows how people write numbers; Mexico's old 521 is ours to mend (it refuses it).
        const phone = phoneOf(
          parsePhoneNumberFromString(options.phone)?.number ?? options.phone.replace(/[ ().-]/g, ''),
        );
        if (phone === undefined) throw new RecadoError('PHONE_INVALID', {});
        const place = await placeOf(running, phone, options.channel);
        const done = await running.operate(enrol, {
          programme,
          name,
          phone,
          ...place,
          workspace: 'main',
          ...(options.cohort ? { cohort: options.cohort } : {}),
        });
        running.inbox.wake();
        say(
          `${name} ${done.created ? 'is enrolled' : 'was known and is enrolled'}${done.number ? `, number ${done.number} on the roster` : ''}.`,
        );
      },
    );
}

/** Where she is known already; else the channel that was asked for, or the first that reaches real phones. */
async function placeOf(app: App, phone: string, asked?: ChannelId): Promise<{ channel: ChannelId; ourNumber: string }> {
  const [known] = await app.store.read<{ channel: ChannelId; our_number: string }>({
    sql: {
      sqlite: 'select channel, our_number from address where phone = @phone order by last_inbound_at desc limit 1',
    },
    params: { phone },
  });
  if (known && (asked === undefined || asked === known.channel))
    return { channel: known.channel, ourNumber: known.our_number };
  const channel = asked ?? app.channels.channels[0]!.id;
  return { channel, ourNumber: app.channels.numbers[channel] ?? SIMULATOR_NUMBER };
}

/** Runs one command line over an app. Never throws: what went wrong is in `said`. */
export async function runShell(words: readonly string[], app: () => Promise<App>): Promise<Ran> {
  const lines: string[] = [];
  const program = new Command('recado')
    .exitOverride()
    .configureOutput({ writeOut: (t) => lines.push(t), writeErr: (t) => lines.push(t) });
  addProgrammeCommands(program, app, (line) => lines.push(line));
  for (const command of program.commands) command.exitOverride().copyInheritedSettings(program);
  try {
    await program.parseAsync([...words], { from: 'user' });
    return { code: 0, said: lines.join('\n') };
  } catch (error) {
    if (error instanceof CommanderError) return { code: error.exitCode, said: lines.join('').trim() };
    return { code: 1, said: error instanceof RecadoError ? `${error.message} ${error.next}` : String(error) };
  }
}
