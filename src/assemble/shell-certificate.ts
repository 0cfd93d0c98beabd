import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { RecadoError } from '../base/errors.ts';
import {
  certificateOf,
  certificatePdf,
  certificateReissue,
  certificateRevoke,
  certificateRun,
  certificatesQuery,
  codeShown,
  RUN,
  type RunState,
  runOf,
} from '../programme/certificate/index.ts';
import { shellSight } from '../programme/sight.ts';
import type { SqlRow } from '../store/port.ts';
import type { App } from './app.ts';
import { programmeNamed } from './place.ts';
import type { Phrase, Speaker } from './tongue.ts';

type Open = () => Promise<App>;
type Say = (line: string) => void;

const BY = { kind: 'shell', id: 'shell' } as const;
const WORKSPACE = 'main';
/** A run of a thousand is shown some twenty times. */
const SHOWN_EVERY = 50;

/** `recado certificate run|list|pdf|revoke|reissue`. */
export function addCertificateCommands(program: Command, app: Open, say: Say, speaker: () => Speaker): void {
  const certificate = program
    .command('certificate')
    .description('certificates: who has earned one, and what stands on it');
  certificate
    .command('run <programme>')
    .description('look at everybody and give whoever fulfils the rule hers; nobody gets two')
    .option('--cohort <cohort>', 'only this one')
    .action(async (name: string, { cohort }: { cohort?: string }) => {
      const running = await app();
      const programme = programmeNamed(running, name);
      const asked = { programme, ...(cohort === undefined ? {} : { cohort }), by: BY, workspace: WORKSPACE };
      const { id } = await running.operate(certificateRun, asked);
      const { phrase } = speaker();
      const done = await follow(running, id, say, phrase);
      const none = done.looked - done.issued - done.had;
      say(phrase('papers.given', { given: done.issued, had: done.had, none }));
      if (none > 0) say(phrase('papers.why', { programme }));
      await draw(running, say, phrase);
    });
  certificate
    .command('list <programme>')
    .description('number, name and code of each')
    .option('--cohort <cohort>', 'of this cohort')
    .action(async (name: string, { cohort = null }: { cohort?: string | null }) => {
      const running = await app();
      const programme = programmeNamed(running, name);
      const where = 'k.programme = @programme and (@cohort is null or c.name = @cohort)';
      const query = certificatesQuery(shellSight(WORKSPACE), where, { programme, cohort }, 'order by k.year, k.number');
      const { phrase } = speaker();
      for (const row of await running.store.read<SqlRow>(query)) {
        const { number, name: onPaper, code, state } = certificateOf(row);
        say([number, onPaper ?? '-', code === null ? '-' : codeShown(code), phrase(`paper.${state}`)].join('  '));
      }
    });
  certificate
    .command('pdf <number>')
    .description('the page of one, to print: LLERA-2026-0012')
    .option('--out <file>', 'without it <number>.pdf')
    .action(async (id: string, { out }: { out?: string }) => {
      const running = await app();
      const { bytes, name } = await certificatePdf(id, {
        read: (query) => running.store.read(query),
        sight: shellSight(WORKSPACE),
        paper: running.paper,
        words: (key, vars, language) => running.mind().deps.texts.say(key, { language, vars }).text,
        publicUrl: running.publicUrl,
      });
      await writeFile(out ?? name, bytes);
      say(out ?? name);
    });
  certificate
    .command('revoke <number>')
    .description('it does not hold any more: whoever checks its code reads so')
    .requiredOption('--why <reason>', 'kept with it, for the team')
    .action(async (id: string, { why }: { why: string }) => {
      const running = await app();
      const { number } = await running.operate(certificateRevoke, { id, why, by: BY, workspace: WORKSPACE });
      say(speaker().phrase('papers.revoked', { number }));
    });
  certificate
    .command('reissue <number>')
    .description('the same certificate with another name on it: same number, new code, sent to her again')
    .requiredOption('--name <name...>', 'as she wants it on paper')
    .action(async (id: string, { name: words }: { name: readonly string[] }) => {
      const name = words.join(' ');
      const running = await app();
      const { number } = await running.operate(certificateReissue, { id, name, by: BY, workspace: WORKSPACE });
      const { phrase } = speaker();
      say(phrase('papers.reissued', { number, name }));
      await draw(running, say, phrase);
    });
}

/** Works the run here, beside whatever process serves: who is faster does a slice, and it counts once. */
async function follow(running: App, id: string, say: Say, phrase: Phrase): Promise<RunState> {
  for (let shown = -SHOWN_EVERY; ; ) {
    const [row] = await running.store.read<SqlRow>({
      sql: { sqlite: `${RUN} where r.id = @id` },
      params: { id },
    });
    if (!row) throw new RecadoError('CERTIFICATE_UNKNOWN', { id });
    const state = runOf(row);
    if (state.looked - shown >= SHOWN_EVERY || state.done) {
      say(phrase('papers.looked', { looked: state.looked, people: state.people, given: state.issued }));
      shown = state.looked;
    }
    if (state.done) return state;
    await running.paperwork.slice();
  }
}

/** Draws what waits, and shows how far it is. */
async function draw(running: App, say: Say, phrase: Phrase): Promise<void> {
  let drawn = 0;
  for (let n = await running.paperwork.pages(); n > 0; n = await running.paperwork.pages()) {
    drawn += n;
    if (drawn % SHOWN_EVERY < n) say(phrase('papers.drawn', { count: drawn }));
  }
  if (drawn % SHOWN_EVERY !== 0 && drawn > 0) say(phrase('papers.drawn', { count: drawn }));
}
