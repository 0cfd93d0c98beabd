import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { watch } from 'chokidar';
import type { ToldIssue } from '../flow/told.ts';
import { type Checked, checkPacks, type Folders } from './check.ts';

/** An editor writes a file in several strokes: it is read when it has been quiet for so long (ms). */
const SETTLES = 120;

export interface Compared {
  readonly checked: Checked;
  /** What was not there at the look before; absent at the first. */
  readonly came?: readonly ToldIssue[];
  readonly went?: readonly ToldIssue[];
}

/**
 * `recado check --watch`: checks now and after every edit, until stopped. What cannot be read in the middle of an edit goes
 * to `failed`, and the next edit is looked at all the same. Resolves when edits are seen.
 */
export async function watchPacks(
  folders: Folders,
  pack: string | undefined,
  tell: (compared: Compared) => void,
  failed: (error: unknown) => void,
): Promise<() => Promise<void>> {
  let before: Checked | undefined;
  const look = () => {
    try {
      const checked = checkPacks(folders, pack);
      tell(before ? { checked, came: lacking(checked, before), went: lacking(before, checked) } : { checked });
      before = checked;
    } catch (error) {
      failed(error);
    }
  };
  let settled: NodeJS.Timeout | undefined;
  const watched = [folders.flows, folders.locales].filter((folder) => existsSync(folder));
  const ignored = (path: string) => basename(path).startsWith('.') && !watched.includes(path);
  const watcher = watch(watched, { ignoreInitial: true, ignored });
  watcher.on('all', () => {
    clearTimeout(settled);
    settled = setTimeout(look, SETTLES);
  });
  watcher.on('error', failed);
  // Told once edits are seen: whoever reads it may save at once.
  await new Promise<void>((ready) => watcher.on('ready', ready));
  look();
  return async () => {
    clearTimeout(settled);
    await watcher.close();
  };
}

/** Issues of the one that the other has not; a line that moved is the same issue. */
function lacking({ issues }: Checked, other: Checked): readonly ToldIssue[] {
  const same = ({ code, message, place }: ToldIssue) => JSON.stringify([code, message, place.path]);
  const left = other.issues.map(same);
  return issues.filter((issue) => {
    const at = left.indexOf(same(issue));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
