import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkPacks } from '../../src/assemble/check.ts';
import { playTranscripts } from '../../src/assemble/play.ts';
import type { Block } from './authors-page.ts';
import { packOf } from './authors-play.ts';

/**
 * Whether an example holds; what is wrong with it otherwise. ```` ```yaml ```` is a whole file or steps (`- say: …`) without
 * any issue, ```` ```yaml wrong CODE ```` has that one, ```` ```transcript ```` passes over the packs of the folder.
 */
export async function judge({ info, text }: Block, folder: string): Promise<string | undefined> {
  const [language, wrong, code] = info.split(' ');
  if (language === 'transcript') return playedIn(folder, text);
  if (language !== 'yaml') return `A block of ${info} is not known.`;
  const found = issuesOf(text);
  if (wrong === 'wrong') return found.includes(code!) ? undefined : `${code} is not found, but ${found.join(' ')}.`;
  return found.length === 0 ? undefined : `It has ${found.join(' ')}.`;
}

function issuesOf(example: string): string[] {
  const whole = example.startsWith('- ')
    ? `lesson: ejemplo\ntitle: Ejemplo\nsteps:\n${example.replace(/^/gm, '  ')}\n`
    : `${example}\n`;
  const top = mkdtempSync(join(tmpdir(), 'recado-example-'));
  try {
    for (const { path, text } of packOf(whole)) write(join(top, path), text);
    return [...new Set(checkPacks({ flows: top, locales: join(top, 'locales') }).issues.map(({ code }) => code))];
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}

async function playedIn(folder: string, text: string): Promise<string | undefined> {
  const programme = /^programme (\S+)/m.exec(text)?.[1] ?? '';
  const path = join(folder, 'flows', programme, 'transcripts/zz-page.txt');
  write(path, `${text}\n`);
  const said: string[] = [];
  const folders = { flows: join(folder, 'flows'), locales: join(folder, 'locales') };
  await playTranscripts(folders, ['zz-page.txt'], ({ differences }) => {
    said.push(...differences.map((one) => `${one.line}: ${one.says}`));
  });
  rmSync(path);
  return said.length > 0 ? said.join('\n') : undefined;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
