import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { privacyRequest } from '../programme/consents/ask-privacy.ts';
import {
  exportOf,
  listedOf,
  personErase,
  personUnblock,
  privacyClose,
  registerQuery,
  summaryHtml,
} from '../programme/privacy/index.ts';
import type { App } from './app.ts';
import { personNamed } from './shell-person.ts';
import type { Phrase, Speaker } from './tongue.ts';

type Say = (line: string) => void;

const WORKSPACE = 'main';
const SHELL = { kind: 'shell', id: 'shell' } as const;
const KINDS = ['access', 'erasure', 'rectification'] as const;
const day = (at: number) => new Date(at).toISOString().slice(0, 10);
const whole = (written: string): number => {
  if (/^\d{1,3}$/.test(written)) return Number(written);
  throw new InvalidArgumentError('a number of days is expected.');
};

/** `recado person export|erase|block|unblock` and `recado privacy list|new|close`: what somebody may ask about her data. */
export function addPrivacyCommands(program: Command, app: () => Promise<App>, say: Say, speaker: () => Speaker): void {
  const person =
    program.commands.find((one) => one.name() === 'person') ??
    program.command('person').description('who is who, whatever the phone');
  person
    .command('export <who>')
    .description('everything that is kept of her, to be given to her and to nobody else')
    .option('--out <folder>', 'write datos.json, resumen.html and her files there; without it the JSON is printed')
    .action(async (who: string, { out }: { out?: string }) => {
      const running = await app();
      const { id } = await personNamed(running, who);
      const told = await exportOf(id, (query) => running.store.read(query));
      if (out === undefined) return say(JSON.stringify(told, null, 2));
      const zone = zoneOf(running, told['programmes']);
      await mkdir(join(out, 'archivos'), { recursive: true, mode: 0o700 });
      const write = (path: string, text: string | Uint8Array) => writeFile(join(out, path), text, { mode: 0o600 });
      await write('datos.json', JSON.stringify(told, null, 2));
      await write('resumen.html', summaryHtml(told, zone, running.now()));
      let files = 0;
      for (const { file } of told['files'] ?? []) {
        if (typeof file !== 'string') continue;
        const bytes = await running.kept(file);
        if (!bytes) continue;
        await write(join('archivos', basename(file)), bytes);
        files++;
      }
      say(speaker().phrase('rights.written', { out, count: files }));
    });
  const erase = async (who: string, why: string, days?: number) => {
    const running = await app();
    const { id, programmes } = await personNamed(running, who);
    const rule = Math.max(
      0,
      ...programmes.map((one) => running.mind().library.programmes.get(one)?.privacy?.blockDays ?? 0),
    );
    const given = { person: id, why, by: SHELL, days: days ?? rule, workspace: WORKSPACE };
    const { beginsAt, already } = await running.operate(personErase, given);
    const { phrase } = speaker();
    const goes = beginsAt <= running.now() ? phrase('rights.now') : phrase('rights.later', { day: day(beginsAt) });
    say(already ? `${phrase('rights.before')} ${goes}` : goes);
  };
  person
    .command('erase <who>')
    .description('all that is hers goes, once the days are over that her programme blocks before; counts stay true')
    .option('--why <words>', 'for the register', '')
    .action((who: string, { why }: { why: string }) => erase(who, why));
  person
    .command('block <who>')
    .description('nobody sees her or writes to her from now on; after so many days she is erased')
    .requiredOption('--days <days>', 'until then it can be taken back', whole)
    .option('--why <words>', 'for the register', '')
    .action((who: string, { days, why }: { days: number; why: string }) => erase(who, why, days));
  person
    .command('unblock <id>')
    .description('take a block back, as long as nothing was erased')
    .action(async (id: string) => {
      const running = await app();
      await running.operate(personUnblock, { person: id });
      say(speaker().phrase('rights.unblocked'));
    });

  const privacy = program.command('privacy').description('what people have asked about their data, and by when');
  privacy
    .command('list')
    .description('requests, what is due first at the head')
    .addOption(new Option('--state <state>', 'in this state').choices(['open', 'done', 'all']).default('open'))
    .action(async ({ state }: { state: 'open' | 'done' | 'all' }) => {
      const running = await app();
      const rows = await running.store.read<never>(registerQuery(WORKSPACE, state === 'all' ? null : state));
      if (rows.length === 0) say(speaker().phrase('rights.none'));
      for (const one of rows.map((row) => listedOf(row, running.now()))) say(shown(one, speaker()));
    });
  privacy
    .command('new <who>')
    .description('put down a request that came on paper or in person')
    .addOption(new Option('--kind <kind>', 'of this kind').choices(KINDS).makeOptionMandatory())
    .action(async (who: string, { kind }: { kind: (typeof KINDS)[number] }) => {
      const running = await app();
      const { id } = await personNamed(running, who);
      const { id: request, dueAt } = await running.operate(privacyRequest, {
        person: id,
        asks: kind,
        channel: null,
        workspace: WORKSPACE,
      });
      say(speaker().phrase('rights.noted', { request, day: day(dueAt) }));
    });
  privacy
    .command('close <request>')
    .description('a request is answered')
    .requiredOption('--did <words>', 'what was done, without her data')
    .action(async (id: string, { did }: { did: string }) => {
      await (await app()).operate(privacyClose, { id, did, by: SHELL });
      say(speaker().phrase('rights.closed'));
    });
}

type Listed = ReturnType<typeof listedOf>;

function shown(one: Listed, { phrase, inWords }: Speaker): string {
  const name = one.name || phrase('rights.erased');
  const asked = phrase('rights.asked', { day: day(one.askedAt) });
  const law = phrase('rights.law', { term: inWords(one.term) });
  const erases = one.erasesAt === null ? null : phrase('rights.erases', { day: day(one.erasesAt) });
  const what = [one.did, erases].filter(Boolean).join(', ');
  return `${one.id}  ${inWords(one.kind)}  ${name}  ${asked}  ${whenOf(one, phrase)}  ${law}${what ? `  ${what}` : ''}`;
}

function whenOf({ doneAt, dueAt, overdue }: Listed, phrase: Phrase): string {
  if (doneAt !== null) return phrase('rights.done', { day: day(doneAt) });
  return overdue ? phrase('rights.late', { day: day(dueAt) }) : phrase('rights.due', { day: day(dueAt) });
}

/** Of the first programme she is in. */
function zoneOf(running: App, programmes: readonly Readonly<Record<string, unknown>>[] = []): string {
  const [first] = programmes;
  return running.mind().library.programmes.get(String(first?.['programme']))?.timezone ?? 'UTC';
}
