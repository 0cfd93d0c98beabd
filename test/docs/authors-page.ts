import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { csvParse, csvStringify } from './authors-csv.ts';
import { Terminal } from './authors-terminal.ts';

/** A fenced block of a page: what stands behind the backticks, its lines, and where they stand. */
export interface Block {
  readonly info: string;
  readonly text: string;
  /** Line of the page on which the text begins, from 0. */
  readonly from: number;
  readonly lines: number;
}

export function blocksOf(page: string): Block[] {
  const lines = page.split('\n');
  const blocks: Block[] = [];
  for (let i = 0; i < lines.length; i++) {
    const info = /^```(.*)$/.exec(lines[i]!)?.[1];
    if (info === undefined) continue;
    const from = i + 1;
    for (i = from; i < lines.length && lines[i] !== '```'; ) i++;
    blocks.push({ info, text: lines.slice(from, i).join('\n'), from, lines: i - from });
  }
  return blocks;
}

/** What a page does in its own empty folder, in the order it is read. */
type Act =
  | { readonly kind: 'type'; readonly block: Block }
  | { readonly kind: 'example'; readonly block: Block }
  | { readonly kind: 'write'; readonly path: string; readonly text: string }
  | { readonly kind: 'edit'; readonly path: string; readonly text: string }
  /** A table `| source | translation |` under `<!-- fill FILE -->`: the reader types it into that spreadsheet. */
  | { readonly kind: 'fill'; readonly path: string; readonly rows: readonly (readonly [string, string])[] }
  /** `<!-- before recado … -->`: what the reader has done on an earlier page. */
  | { readonly kind: 'before'; readonly command: string }
  /** `<!-- visit /simulator -->`: what runs answers there. */
  | { readonly kind: 'visit'; readonly path: string };

interface Placed {
  readonly line: number;
  readonly act: Act;
}

/** Blocks that are not run: what is typed in another shell, and what a screen shows in passing. */
const SHOWN = ['sh', 'text'];

function actsOf(page: string): Act[] {
  const blocks = blocksOf(page);
  const at: Placed[] = blocks.flatMap((block): Placed[] => {
    const [language = '', path] = block.info.split(' ');
    if (SHOWN.includes(language)) return [];
    if (language === 'console') return [{ line: block.from, act: { kind: 'type', block } as const }];
    const kind = language === 'diff' ? 'edit' : 'write';
    if (path?.includes('/')) return [{ line: block.from, act: { kind, path, text: `${block.text}\n` } }];
    return [{ line: block.from, act: { kind: 'example', block } }];
  });
  for (const found of page.matchAll(/^<!-- (before|fill|visit) (.+) -->\n((?:\n?\|.*\n)*)/gm)) {
    const line = page.slice(0, found.index).split('\n').length;
    const [, kind, what = '', table = ''] = found;
    if (kind === 'before') at.push({ line, act: { kind, command: what } });
    else if (kind === 'visit') at.push({ line, act: { kind, path: what } });
    else at.push({ line, act: { kind: 'fill', path: what, rows: rowsOf(table) } });
  }
  return at.sort((a, b) => a.line - b.line).map(({ act }) => act);
}

const rowsOf = (table: string): [string, string][] =>
  table
    .trim()
    .split('\n')
    .slice(2)
    .map((row) => row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|')) as [string, string, string])
    .map(([, source, translation]) => [source, translation]);

export interface PlayedPage {
  /** The page with what the commands really print where its own words no longer hold. */
  readonly page: string;
  /** Examples that are not what they should be. */
  readonly wrong: readonly string[];
}

/**
 * Does all that a page tells its reader to do: types each command of its `console` blocks in `folder`, writes each block whose
 * fence names a file, and hands every other example to `judge`. In a block `…` stands for anything, on one line or many.
 */
export async function playPage(
  page: string,
  folder: string,
  judge: (block: Block, folder: string) => Promise<string | undefined>,
): Promise<PlayedPage> {
  const terminal = new Terminal(folder);
  const lines: (string | undefined)[] = page.split('\n');
  const wrong: string[] = [];
  try {
    for (const act of actsOf(page)) {
      if (act.kind === 'before') await terminal.type(act.command.split(' ').slice(1), []);
      else if (act.kind === 'visit') await terminal.visit(act.path);
      else if (act.kind === 'write') write(join(folder, act.path), act.text);
      else if (act.kind === 'edit') edit(join(folder, act.path), act.text);
      else if (act.kind === 'fill') fill(join(folder, act.path), act.rows);
      else if (act.kind === 'example') {
        const says = await judge(act.block, folder);
        if (says !== undefined) wrong.push(`line ${act.block.from}: ${says}`);
      } else {
        const shown = await screen(terminal, act.block.text);
        if (shown === act.block.text) continue;
        const { from, lines: count } = act.block;
        lines.fill(undefined, from, from + count);
        lines[from - 1] += `\n${shown}`; // behind the fence, which stands whatever was in it
      }
    }
  } finally {
    await terminal.close();
  }
  return { page: lines.filter((line) => line !== undefined).join('\n'), wrong };
}

/** A block as it should stand: each command with what it prints, its own words kept where they match. */
async function screen(terminal: Terminal, written: string): Promise<string> {
  const parts = written.split(/^(?=\$ )/m);
  const shown: string[] = [];
  for (const part of parts) {
    const [first = '', ...rest] = part.trimEnd().split('\n');
    const asked = rest.join('\n');
    if (!first.startsWith('$ ')) {
      const more = tidy(await terminal.more());
      shown.push(matches(part.trimEnd(), more) ? part.trimEnd() : more);
      continue;
    }
    const answers = rest.flatMap((line) => (line.startsWith('> ') ? [line.slice(2)] : []));
    const printed = tidy(await terminal.type(wordsOf(first.slice(2)).slice(1), answers));
    shown.push([first, matches(asked, printed) ? asked : printed].filter(Boolean).join('\n'));
  }
  return shown.join('\n\n');
}

/** Words as a shell parts them: by spaces, but not within quotes. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);

const tidy = (printed: string): string =>
  printed
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');

export function matches(written: string, printed: string): boolean {
  const pattern = tidy(written)
    .split('…')
    .map((words) => words.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('[\\s\\S]*?');
  return new RegExp(`^${pattern}$`).test(printed);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Lines with `-` go, those with `+` come in their place. */
function edit(path: string, diff: string): void {
  const lines = (sign: string) =>
    diff
      .split('\n')
      .filter((line) => line.startsWith(sign))
      .map((line) => line.slice(2))
      .join('\n');
  const text = readFileSync(path, 'utf8');
  if (!text.includes(lines('-'))) throw new Error(`${path} has no line "${lines('-')}".`);
  writeFileSync(
    path,
    text.replace(lines('-'), () => lines('+')),
  );
}

function fill(path: string, rows: readonly (readonly [string, string])[]): void {
  if (!existsSync(path)) throw new Error(`There is no ${path} to fill in.`);
  const [head = [], ...body] = csvParse(readFileSync(path, 'utf8'));
  const [source, translation] = [head.indexOf('source'), head.indexOf('translation')];
  for (const [said, into] of rows) {
    const own = body.filter((row) => row[source] === said);
    if (own.length === 0) throw new Error(`${path} has no row "${said}".`);
    for (const row of own) row[translation] = into;
  }
  writeFileSync(path, csvStringify([head, ...body]));
}
