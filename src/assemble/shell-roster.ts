import { writeFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { RecadoError } from '../base/errors.ts';
import { rosterPaper } from '../programme/roll/index.ts';
import { shellSight } from '../programme/sight.ts';
import type { App } from './app.ts';
import { programmeNamed } from './place.ts';
import type { Speaker } from './tongue.ts';

const WORKSPACE = 'main';

/** `recado roster --cohort grupo-a --out lista.pdf`: the numbered names, with room to mark each session by hand. */
export function addRosterCommand(
  program: Command,
  app: () => Promise<App>,
  say: (line: string) => void,
  speaker: () => Speaker,
): void {
  program
    .command('roster')
    .description('the numbered roster of a cohort to print, with room to mark each session by hand')
    .addOption(new Option('--programme <programme>', 'needed where several are loaded'))
    .requiredOption('--cohort <cohort>', 'its name')
    .option('--out <file>', 'the PDF to write', 'roster.pdf')
    .action(async ({ programme: given, cohort, out }: { programme?: string; cohort: string; out: string }) => {
      const running = await app();
      const name = programmeNamed(running, given);
      const { library, deps } = running.mind();
      const programme = library.programmes.get(name)!;
      const [found] = await running.store.read<{ id: string }>({
        sql: { sqlite: 'select id from cohort where workspace = @workspace and programme = @name and name = @cohort' },
        params: { workspace: WORKSPACE, name, cohort },
      });
      if (!found) throw new RecadoError('COHORT_UNKNOWN', { name: cohort, programme: name });
      const sheet = await rosterPaper({ id: found.id, name: cohort }, programme, running.now(), {
        read: (query) => running.store.read(query),
        sight: shellSight(WORKSPACE),
        words: (key, vars, language) => deps.texts.say(key, { language, vars, address: programme.address }).text,
      });
      await writeFile(out, await running.paper(sheet));
      say(speaker().phrase('lists.roster', { out, cohort }));
    });
}
