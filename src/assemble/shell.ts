import { Command, CommanderError } from 'commander';
import { RecadoError } from '../base/errors.ts';
import type { ChannelId } from '../domain/channel.ts';
import { cohortInput, cohortNew } from '../programme/cohort/index.ts';
import { enrol } from '../programme/enrolment/index.ts';
import { mayStart } from '../programme/may-start.ts';
import type { App } from './app.ts';
import { shippedCatalogues } from './packs.ts';
import { placeOf, programmeNamed } from './place.ts';
import { recordingApp } from './recording-app.ts';
import { addAuditCommand } from './shell-audit.ts';
import { addBroadcastCommands } from './shell-broadcast.ts';
import { addCardCommand } from './shell-card.ts';
import { addCertificateCommands } from './shell-certificate.ts';
import { addConsentCommands } from './shell-consent.ts';
import { addImportCommands } from './shell-import.ts';
import { addInputCommands } from './shell-input.ts';
import { addOutcomeCommands } from './shell-outcome.ts';
import { addPersonCommands } from './shell-person.ts';
import { addPlanCommand } from './shell-plan.ts';
import { addPrivacyCommands } from './shell-privacy.ts';
import { addReportCommands } from './shell-report.ts';
import { addRetentionCommand } from './shell-retention.ts';
import { addRosterCommand } from './shell-roster.ts';
import { addSelectionCommands } from './shell-selection.ts';
import { addSessionCommands } from './shell-session.ts';
import { addStaffCommands } from './shell-staff.ts';
import { addStandingCommands } from './shell-standing.ts';
import { addSurveyCommands } from './shell-survey.ts';
import { addTemplateCommands } from './shell-templates.ts';
import { addTokenCommands } from './shell-token.ts';
import { addEnterpriseCommands, addUnitCommands } from './shell-unit.ts';
import { addHoursCommands, addVisitCommands } from './shell-visit.ts';
import { type Speaker, speakerOf } from './tongue.ts';

const SHELL = { kind: 'shell', id: 'shell' } as const;

const english = (): Speaker => speakerOf('en', shippedCatalogues());

/** What a shell command printed, and its exit code. */
export interface Ran {
  readonly code: number;
  readonly said: string;
}

/** The commands that run a programme from a shell; also the `$` lines of transcripts, which are in English. */
export function addProgrammeCommands(
  program: Command,
  open: () => Promise<App>,
  say: (line: string) => void,
  speaker: () => Speaker = english,
): void {
  const app = recordingApp(open);
  const cohort = program.command('cohort').description('groups that go through a programme together');
  cohort
    .command('new <programme>')
    .description('begin a cohort: copies the planned sessions')
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
      const { phrase, language } = speaker();
      say(phrase('cohort.begins', { name: options.name, starts: options.starts }));
      for (const { title, startsAt, pause } of made.sessions) {
        const when = new Intl.DateTimeFormat({ es: 'es-MX', en: 'en-GB' }[language], {
          timeZone: programme.timezone,
          dateStyle: 'full',
          timeStyle: 'short',
        }).format(startsAt);
        say(pause === undefined ? `  ${title}: ${when}` : phrase('cohort.paused', { title, when, pause }));
      }
    });
  program
    .command('enrol <name>')
    .description(
      'put someone into a programme and its cohort; she gets the invitation, and nothing else before her yes',
    )
    .requiredOption('--phone <phone>', 'her phone, with country code: +52…')
    .option('--programme <programme>', 'needed where several are loaded')
    .option('--cohort <cohort>', 'its name')
    .option('--channel <channel>', 'where to write to her first')
    .action(
      async (name: string, options: { phone: string; programme?: string; cohort?: string; channel?: ChannelId }) => {
        const running = await app();
        const programme = programmeNamed(running, options.programme);
        mayStart(running.mind().library.programmes.get(programme)!);
        const place = await placeOf(running, options.phone, options.channel);
        const done = await running.operate(enrol, {
          programme,
          name,
          ...place,
          by: SHELL,
          workspace: 'main',
          ...(options.cohort ? { cohort: options.cohort } : {}),
        });
        const { phrase } = speaker();
        const seat = done.number ? phrase('enrol.seat', { number: done.number }) : '';
        say(phrase(`enrol.${done.did}`, { name, seat }));
      },
    );
  addCardCommand(program, app, say, speaker);
  addCertificateCommands(program, app, say, speaker);
  addConsentCommands(program, app, say, speaker);
  addImportCommands(program, app, say, speaker);
  addStaffCommands(program, app, say, speaker);
  addBroadcastCommands(program, app, say, speaker);
  addPlanCommand(program, app, say, speaker);
  addPersonCommands(program, app, say, speaker);
  addPrivacyCommands(program, app, say, speaker);
  addTokenCommands(program, app, say, speaker);
  addAuditCommand(program, app, say, speaker);
  addStandingCommands(program, app, say, speaker);
  addUnitCommands(program, app, say, speaker);
  addEnterpriseCommands(program, app, say, speaker);
  addReportCommands(program, app, say, speaker);
  addSelectionCommands(program, app, say, speaker);
  addVisitCommands(program, app, say, speaker);
  addHoursCommands(program, app, say, speaker);
  addInputCommands(program, app, say, speaker);
  addSessionCommands(program, app, say, speaker);
  addSurveyCommands(program, app, say, speaker);
  addOutcomeCommands(program, app, say, speaker);
  addRetentionCommand(program, app, say, speaker);
  addRosterCommand(program, app, say, speaker);
  addTemplateCommands(program, app, say, speaker);
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
