import { join } from 'node:path';
import { RecadoError } from '../base/errors.ts';
import { readMigrations } from '../files.ts';
import { coverageOf, type FlowCoverage } from '../workshop/explore/coverage.ts';
import type { Seen } from '../workshop/explore/watched.ts';
import type { Difference } from '../workshop/transcript/match.ts';
import { parseTranscript } from '../workshop/transcript/parse.ts';
import { playTranscript } from '../workshop/transcript/run.ts';
import { updated } from '../workshop/transcript/update.ts';
import type { Folders } from './check.ts';
import { replaceFiles } from './check-fix.ts';
import { buildMind } from './mind.ts';
import { readAll } from './packs.ts';
import { stages } from './stage.ts';
import { firstLanguages, type Speaker, speakerOf, tongueOf } from './tongue.ts';
import { MIGRATIONS } from './top.ts';
import { placesIn } from './turns.ts';

/** In the language of whoever tries the transcripts. */
export interface ToldDifference {
  readonly line: number;
  readonly says: string;
}

export interface Played {
  readonly path: string;
  readonly title: string;
  readonly differences: readonly ToldDifference[];
  /** Its `>` lines were written anew. */
  readonly updated?: true;
  /** What is different even so: no `>` line, but what was asserted or done. */
  readonly left?: readonly ToldDifference[];
}

export interface PlayOptions {
  /** Ends after the first that fails. */
  readonly bail?: boolean;
  /** Writes what was really said into the files. */
  readonly update?: boolean;
  /** Hears of every move of a flow. */
  readonly watch?: (seen: Seen) => void;
}

/**
 * `recado test`: plays the transcripts whose path holds one of `names` (all without), one after the other. Throws
 * TRANSCRIPT_UNKNOWN where a name matches none, and FILE_CHANGED where a file was edited while it was played.
 */
export async function playTranscripts(
  folders: Folders,
  names: readonly string[],
  told: (played: Played, speaker: Speaker) => void,
  { bail = false, update = false, watch }: PlayOptions = {},
): Promise<void> {
  const { transcripts, ...packs } = readAll(folders);
  const speaker = speakerOf(tongueOf(folders.language, firstLanguages(packs.files), process.env), packs.locales);
  const inWords = (all: readonly Difference[]) => all.map(({ line, says }) => ({ line, says: speaker.tell(says) }));
  const isNamed = (path: string, name: string) => path.includes(name) || name.endsWith(path);
  const unknown = names.find((name) => !transcripts.some(({ path }) => isNamed(path, name)));
  if (unknown !== undefined) throw new RecadoError('TRANSCRIPT_UNKNOWN', { folder: folders.flows, name: unknown });
  const makeStage = stages(packs, readMigrations(MIGRATIONS, 'sqlite'), folders.flows, watch);
  for (const { path, text } of transcripts) {
    if (names.length > 0 && !names.some((name) => isNamed(path, name))) continue;
    const played = await play(path, text);
    told(played, speaker);
    if (bail && played.differences.length > 0 && (!played.updated || played.left)) return;
  }

  async function play(path: string, text: string): Promise<Played> {
    const read = parseTranscript(path, text);
    if ('mistakes' in read) return { path, title: path, differences: inWords(read.mistakes) };
    const { title } = read.transcript;
    const { blocks, ...ran } = await playTranscript(read.transcript, makeStage);
    const differences = inWords(ran.differences);
    if (!update || differences.length === 0) return { path, title, differences };
    const made = updated(text, blocks);
    if (made === text) return { path, title, differences };
    replaceFiles([{ path: join(folders.flows, path), before: text, text: made }]);
    const again = parseTranscript(path, made);
    const left = 'mistakes' in again ? again.mistakes : (await playTranscript(again.transcript, makeStage)).differences;
    return { path, title, differences, updated: true, ...(left.length > 0 ? { left: inWords(left) } : {}) };
  }
}

/** What the transcripts that were played reach of every flow. */
export function coverage(folders: Folders, seen: readonly Seen[]): readonly FlowCoverage[] {
  const mind = buildMind(readAll(folders));
  return coverageOf(seen, mind.library.programmes.values(), mind.library, placesIn(mind));
}
