import type { Command } from 'commander';
import { consentPaper, consentsOf, consentWithdraw } from '../programme/consents/index.ts';
import type { SqlRow } from '../store/port.ts';
import type { App } from './app.ts';
import { programmeNamed } from './place.ts';
import { personNamed } from './shell-person.ts';
import type { Phrase, Speaker } from './tongue.ts';

type Say = (line: string) => void;
const BY = { kind: 'shell', id: 'shell' } as const;

interface Options {
  readonly purpose: string;
  readonly programme?: string;
}

/** `recado consent list|paper|withdraw`: who agreed to what, and how it can be shown. */
export function addConsentCommands(program: Command, app: () => Promise<App>, say: Say, speaker: () => Speaker): void {
  const consent = program.command('consent').description('what somebody agreed to, and taking it back');
  consent
    .command('list <who>')
    .description('the ledger of a person, by name, phone or id')
    .action(async (who: string) => {
      const running = await app();
      const lines = await running.store.read<SqlRow>(consentsOf((await personNamed(running, who)).id));
      const { phrase } = speaker();
      if (lines.length === 0) say(phrase('consents.none'));
      for (const line of lines) say(shown(line, phrase));
    });
  consent
    .command('paper <who>')
    .description('she signed a sheet of paper; she goes on without being asked again')
    .requiredOption('--on <date>', 'the day she signed, yyyy-mm-dd')
    .requiredOption('--proof <mark>', 'the mark of the sheet: hoja-12')
    .option('--purpose <purpose>', 'what she agreed to', 'programme')
    .option('--programme <programme>', 'needed where several are loaded')
    .action(async (who: string, options: Options & { on: string; proof: string }) => {
      const running = await app();
      const { on, proof, purpose } = options;
      const { id, name } = await personNamed(running, who);
      const programme = programmeNamed(running, options.programme);
      const about = { person: id, programme, purpose, on, proof };
      const { did } = await running.operate(consentPaper, { ...about, by: BY, workspace: 'main' });
      const { phrase } = speaker();
      say(did === 'already' ? phrase('consents.known', { name }) : phrase('consents.kept', { name, on, proof }));
    });
  consent
    .command('withdraw <who>')
    .description('she takes a consent back; of taking part, nothing more is sent to her but one confirmation')
    .option('--purpose <purpose>', 'what she takes back', 'programme')
    .option('--programme <programme>', 'needed where several are loaded')
    .action(async (who: string, { purpose, programme: named }: Options) => {
      const running = await app();
      const { id, name } = await personNamed(running, who);
      const programme = programmeNamed(running, named);
      const about = { person: id, programme, purpose, channel: null, told: false };
      const done = await running.operate(consentWithdraw, { ...about, by: BY, workspace: 'main' });
      const { phrase } = speaker();
      say(done.id === null ? phrase('consents.was-withdrawn', { name }) : phrase('consents.withdrawn', { name }));
    });
}

function shown(line: SqlRow, phrase: Phrase): string {
  const day = new Date(Number(line['happened_at'])).toISOString().slice(0, 10);
  const given = line['given'] === 1 ? phrase('consents.yes') : phrase('consents.no');
  const what = `${given.padEnd(3)}  ${line['programme'] ?? ''}/${line['purpose']}`;
  const how = [line['wording'], line['language'], line['channel'], line['proof'], line['by_id']].filter(Boolean);
  return `${day}  ${what}  ${how.join(' · ')}`;
}
