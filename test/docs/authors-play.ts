import { join } from 'node:path';
import { cataloguesOf } from '../../src/assemble/packs.ts';
import { stages } from '../../src/assemble/stage.ts';
import { readMigrations } from '../../src/files.ts';
import { segmentsOf } from '../../src/text/segments.ts';
import { parseTranscript } from '../../src/workshop/transcript/parse.ts';
import { playTranscript } from '../../src/workshop/transcript/run.ts';

const TOP = join(import.meta.dirname, '../..');
const MIGRATIONS = readMigrations(join(TOP, 'migrations'), 'sqlite');
const LOCALES = cataloguesOf(join(TOP, 'locales'));

const FOLDERS: Readonly<Record<string, string>> = {
  lesson: 'lessons',
  homework: 'homework',
  survey: 'surveys',
  service: 'services',
};
/** What stands around an example: a session on the day that is played, and a certificate. */
const AROUND = `programme: mi-programa
title: Mi programa
languages: [es-MX]
currency: MXN
timezone: America/Monterrey
join: MIPROGRAMA
certificate: attendance >= 0.8
sessions: [{ id: s1, title: Arranque, week: 1, day: mon, at: "16:00", minutes: 120, place: Salón }]
`;

/** `lesson: botes` → lessons/botes.yaml. */
export function pathOf(text: string): string {
  const [, kind = '', name = ''] = /^(\w+): *(\S+)/m.exec(text) ?? [];
  return `${FOLDERS[kind]}/${name}.yaml`;
}

/** The files of an example, parted by `---`, as a pack of their own. */
export function packOf(example: string): { path: string; text: string }[] {
  const parts = example.split(/^---$\n/m);
  const lessons = parts.map(pathOf).flatMap((path) => /^lessons\/(.*)\.yaml$/.exec(path)?.[1] ?? []);
  const modules = `modules: [{ title: Todo, lessons: [${lessons.join(', ')}] }]\n`;
  return [
    { path: 'mi-programa/programme.yaml', text: AROUND + modules },
    ...parts.map((text) => ({ path: `mi-programa/${pathOf(text)}`, text })),
  ];
}

/**
 * An example played with these lines of a transcript: what she gets stands between them, and what each SMS costs below it.
 */
export async function playExample(
  example: string,
  lines: readonly string[],
  form: 'whatsapp' | 'sms',
): Promise<readonly string[]> {
  const files = packOf(example);
  const lesson = /^lesson: *(\S+)/m.exec(example)?.[1];
  const head = `programme mi-programa · lesson ${lesson} · ${form} · es-MX · Ana · 2026-03-02 10:00 America/Monterrey`;
  // What she sends on end would arrive in one breath: she waits for what comes.
  const steps = lines.flatMap((line, i) => (line[0] === '<' && lines[i - 1]?.[0] === '<' ? ['> …', line] : [line]));
  const read = parseTranscript('manual', [head, ...steps, ''].join('\n'));
  if ('mistakes' in read) throw new Error(JSON.stringify(read.mistakes));
  const packs = { files, media: [], locales: LOCALES, old: [] };
  const { blocks } = await playTranscript(read.transcript, stages(packs, MIGRATIONS, TOP));
  const got = (isNow: (before: number) => boolean) =>
    blocks.filter(({ before }) => isNow(before)).flatMap(({ messages }) => messages);
  const told = (message: string): string[] => {
    const { segments } = segmentsOf(message);
    const said = message.split('\n').filter(Boolean);
    return [...said.map((words) => `> ${words}`), ...(form === 'sms' ? [`#  ${segments} SMS`] : [])];
  };
  const shown = steps.flatMap((line, i) => [
    ...got((before) => before === i + 2).flatMap(told), // the header is line 1
    ...(/^[$>]/.test(line) ? [] : [line]),
  ]);
  return [...shown, ...got((before) => before > steps.length + 1).flatMap(told)];
}
