import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLAYED } from '../../src/workshop/transcript/roles.ts';

const TRANSCRIPTS = join(import.meta.dirname, '../../flows/llera/transcripts');

/** Codes and check-in words are another every time; a page shows what they look like. */
const CODES = ['4821', '5306', '7148', '2093', '6617'];
const WORD_OF_THE_DAY = 'LUCERO';

/**
 * A part of a transcript as a page of the team shows it: from its comment line to the next. `<` is what you write and `>` what
 * you get; everybody else stands with her name.
 */
export function excerpt(file: string, title: string, language: string): string {
  const [, header = '', ...lines] = readFileSync(join(TRANSCRIPTS, file), 'utf8').trimEnd().split('\n');
  const from = lines.indexOf(`# ${title}`);
  if (from < 0) throw new Error(`${file} has no line "# ${title}".`);
  const next = lines.findIndex((line, i) => i > from && line.startsWith('# '));
  const own = lines.slice(from + 1, next < 0 ? undefined : next);
  const learner = header.split(' · ').at(-2)!.split(', ')[0]!;
  const named = (sign: string) =>
    own.flatMap((line) => new RegExp(`^(\\w+) ${sign}`).exec(line)?.[1] ?? []).find((who) => who in PLAYED);
  const staff = named('<') ?? named('>');
  const told = own.flatMap((line) => tell(line, { staff, learner, language }));
  while (told.at(-1)?.startsWith('(')) told.pop(); // time that passes before the next part
  const codes = [...new Set(told.flatMap((line) => [...line.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)))];
  return told
    .map((line) => line.replace(/(Palabra|Word|<) ?:? ?\{\w+\}/g, (all) => all.replace(/\{.*\}/, WORD_OF_THE_DAY)))
    .map((line) => line.replace(/\{(\w+)\}/g, (_, name: string) => CODES[codes.indexOf(name)] ?? CODES[0]!))
    .join('\n');
}

interface Who {
  readonly staff: string | undefined;
  readonly learner: string;
  readonly language: string;
}

function tell(line: string, { staff, learner, language }: Who): string[] {
  // What she gets of her lesson meanwhile is told by dots alone, and is no part of this.
  if (/^[$=!]|^> …/.test(line)) return [];
  const [, time = '', amount = ''] = /^([~@]) (.*)$/.exec(line) ?? [];
  if (time === '@') return [`(${amount})`];
  if (time === '~') return [passes(amount, language)];
  const [, who = '', sign = '', words = ''] = /^(?:(\w+) )?([<>]) (.*)$/.exec(line) ?? [];
  const name = who === '' ? learner : (PLAYED[who]?.name ?? who);
  return [who === staff && who !== '' ? `${sign} ${words}` : `${name} ${sign} ${words}`];
}

const UNITS: Readonly<Record<string, string>> = { minutes: 'minutos', hours: 'horas', days: 'días' };

function passes(amount: string, language: string): string {
  const [count = '', unit = ''] = amount.split(' ');
  const one = count === '1';
  if (language === 'en') return `(${count} ${one ? unit.slice(0, -1) : unit} later)`;
  const unidad = UNITS[unit] ?? unit;
  return `(${one ? 'pasa' : 'pasan'} ${count} ${one ? unidad.slice(0, -1) : unidad})`;
}

const MARKED = /^<!-- from (\S+): (.+) -->\n```text\n(?:[\s\S]*?\n)??```$/gm;

/** The page with its excerpts as the transcripts say them now. */
export function withExcerpts(page: string, language: string): string {
  return page.replace(
    MARKED,
    (_, file: string, title: string) =>
      `<!-- from ${file}: ${title} -->\n\`\`\`text\n${excerpt(file, title, language)}\n\`\`\``,
  );
}

/** What the reader writes on a page, line by line. */
export const writtenOn = (page: string): string[] => [...page.matchAll(/^< (.*)$/gm)].map(([, words]) => words!);
