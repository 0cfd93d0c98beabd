import { readMigrations } from '../files.ts';
import { frame } from '../flow/frame.ts';
import type { Issue } from '../flow/issue.ts';
import type { Difference } from '../workshop/transcript/match.ts';
import { parseTranscript } from '../workshop/transcript/parse.ts';
import { runTranscript } from '../workshop/transcript/run.ts';
import { buildMind } from './mind.ts';
import { readAll } from './packs.ts';
import { stages } from './stage.ts';
import { MIGRATIONS } from './top.ts';

export interface Folders {
  readonly flows: string;
  readonly locales: string;
}

export interface Checked {
  readonly programmes: number;
  readonly issues: readonly Issue[];
  /** Each issue with its lines, for a terminal. */
  readonly frames: readonly string[];
}

/** `recado check`: every issue of all packs, or of one. */
export function checkPacks(folders: Folders, pack?: string): Checked {
  const packs = readAll(folders);
  const { library, issues } = buildMind(packs);
  const wanted = pack === undefined ? issues : issues.filter(({ place }) => place.path.startsWith(`${pack}/`));
  const text = (path: string) => packs.files.find((file) => file.path === path)?.text;
  return {
    programmes: library.programmes.size,
    issues: wanted,
    frames: wanted.map((issue) => frame(issue, text(issue.place.path))),
  };
}

export interface Played {
  readonly path: string;
  readonly title: string;
  readonly differences: readonly Difference[];
}

/** `recado test`: plays the transcripts whose path holds one of `names` (all without), one after the other. */
export async function playTranscripts(
  folders: Folders,
  names: readonly string[],
  told: (played: Played) => void,
): Promise<void> {
  const { transcripts, ...packs } = readAll(folders);
  const makeStage = stages(packs, readMigrations(MIGRATIONS, 'sqlite'), folders.flows);
  for (const { path, text } of transcripts) {
    if (names.length > 0 && !names.some((name) => path.includes(name) || name.endsWith(path))) continue;
    const read = parseTranscript(path, text);
    if ('mistakes' in read) told({ path, title: path, differences: read.mistakes });
    else told({ path, title: read.transcript.title, differences: await runTranscript(read.transcript, makeStage) });
  }
}
