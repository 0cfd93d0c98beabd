import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { buildProgram } from '../../src/cli/program.ts';
import { SETTINGS } from '../../src/config.ts';
import { createMetrics } from '../../src/server/metrics.ts';
import { blocksOf } from './authors-page.ts';

const TOP = join(import.meta.dirname, '../..');
const FOLDER = join(TOP, 'docs/operations');
const pages = ['es', 'en'].flatMap((language) =>
  readdirSync(join(FOLDER, language)).map((name) => ({
    name: `${language}/${name}`,
    language,
    text: readFileSync(join(FOLDER, language, name), 'utf8'),
  })),
);

/** What the server's own shell has, or a step of the page installs. */
const KNOWN =
  'adb apt-get bash cd certbot curl df docker done dpkg-reconfigure for git gpg install journalctl ls nano node npm rm systemctl tar ufw useradd'.split(
    ' ',
  );

/** Lines of the `sh` blocks, those that go on with a backslash joined; blocks within a list too. */
const lines = (text: string): string[] =>
  blocksOf(text.replace(/^ {3}(?=\S| )/gm, ''))
    .filter(({ info }) => info === 'sh')
    .flatMap((block) => block.text.replace(/\\\n\s*/g, '').split('\n'));

const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);

test('every `recado` command of the pages is one that the command line takes, with its options', async () => {
  const typed = pages.flatMap(({ name, text }) => {
    const inline = [...text.matchAll(/`(recado [^`…]+)`/g)].map(([, command]) => command!);
    return [...lines(text), ...inline].filter((line) => /^recado\b/.test(line)).map((line) => ({ name, line }));
  });
  expect(typed.length).toBeGreaterThan(60);
  for (const { name, line } of typed) {
    // Named in a sentence, a command may stand without what it is about.
    const bare = line === 'recado broadcast cancel';
    const ran: string[] = [];
    const program = everyCommand(() => ran.push(line));
    const parsed = program.parseAsync(wordsOf(line).slice(1), { from: 'user' });
    const error = await parsed.then(
      () => undefined,
      (e: unknown) => e,
    );
    if (error instanceof CommanderError && !bare) throw new Error(`${name}: ${line}: ${error.message}`);
    if (!bare) expect([name, line, ran], `${name}: ${line}`).toEqual([name, line, [line]]);
  }
});

test('every other command is one that the server has', () => {
  for (const { name, text } of pages)
    for (const line of lines(text)) {
      const commands = line.split(/ \| /).map(
        (part) =>
          part
            .trim()
            .replace(/^sudo (-E |-u recado )?/, '')
            .split(' ')[0]!,
      );
      for (const command of commands)
        if (command !== 'recado' && command !== '') expect(KNOWN, `${name}: ${line}`).toContain(command);
    }
});

test('files of ours that the pages name are there, settings and metrics too', () => {
  const metrics = createMetrics();
  metrics.queues(
    () => Promise.reject(new Error('nobody asks')),
    () => 0,
    () => [],
  );
  const registered = metrics.registry.getMetricsAsArray().map(({ name }) => name);
  for (const { name, text } of pages) {
    for (const [, path] of text.matchAll(/\b(deploy\/[\w.]+\w)/g))
      expect(() => readFileSync(join(TOP, path!)), `${name}: ${path}`).not.toThrow();
    for (const [, setting] of text.matchAll(/`([A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`/g))
      if (!['STORE_DIED'].includes(setting!)) expect(SETTINGS, `${name}: ${setting}`).toContain(setting);
    for (const [, metric] of text.matchAll(/\b(recado_[a-z_]+)\b/g))
      expect(registered, `${name}: ${metric}`).toContain(metric);
  }
});

test('Spanish and English tell the same: as many pages, headings, commands and points', () => {
  const shape = (language: string) =>
    pages
      .filter((page) => page.language === language)
      .map(({ text }) => [text.match(/^#+ /gm)?.length, lines(text).length, text.match(/^\s*(?:-|\d\.) /gm)?.length])
      .sort((a, b) => b[1]! - a[1]!);
  expect(shape('es')).toEqual(shape('en'));
});

/** The command line as it is, but that no command does anything. */
function everyCommand(ran: () => void): Command {
  const program = buildProgram(
    () => Promise.reject(new Error('nothing is opened here')),
    () => {},
  );
  const still = (command: Command): void => {
    command.exitOverride().configureOutput({ writeErr: () => {}, writeOut: () => {} });
    for (const one of command.commands) still(one);
    // A group of commands does nothing by itself, and one word too few must be an error here too.
    if ((command as unknown as { _actionHandler?: unknown })._actionHandler) command.action(ran);
  };
  still(program);
  return program;
}

interface Prices {
  readonly prices: readonly { id: string; amount: number; currency: string; date: string; source: string }[];
  readonly month: Record<'lines' | 'sms', readonly { of: string; count: number; free?: string }[]> & { people: number };
}

test('the sums of the month are those of prices.json, and each price has its date and source', () => {
  const { prices, month } = JSON.parse(readFileSync(join(FOLDER, 'prices.json'), 'utf8')) as Prices;
  for (const { date, source } of prices) {
    expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(source.length).toBeGreaterThan(5);
  }
  const price = (id: string) => prices.find((one) => one.id === id)!.amount;
  const cost = ({ of, count, free }: { of: string; count: number; free?: string }) =>
    Math.max(0, count - (free ? price(free) : 0)) * price(of);
  const usd = (amount: number) => `${amount.toFixed(2)} USD`;
  for (const text of pages.filter(({ name }) => /cuanto|costs/.test(name)).map((page) => page.text)) {
    for (const part of ['lines', 'sms'] as const) {
      for (const line of month[part]) expect(text).toContain(`| ${usd(cost(line))} |`);
      expect(text).toContain(`**${usd(month[part].reduce((sum, line) => sum + cost(line), 0))}**`);
    }
    const each = month.lines.reduce((sum, line) => sum + cost(line), 0) / month.people;
    expect(text).toContain(` ${Math.round(each * 100)} `);
    for (const { date } of prices) expect(text).toContain(date);
    expect(text).toContain(`${price('sim').toFixed(2)} MXN`);
  }
});
