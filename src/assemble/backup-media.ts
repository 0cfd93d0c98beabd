import { constants, existsSync } from 'node:fs';
import { chmod, copyFile, link, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { listFiles } from '../files.ts';
import { type KeptFile, onDisk, sha256Of } from './backup-manifest.ts';

/** An older backup whose files may stand in this one too. */
export interface Before {
  readonly folder: string;
  readonly files: readonly KeptFile[];
}

/**
 * Copies every file of `from` to `to`. A kept file never changes under its name, so one that an older backup on the same disk
 * has already is linked, not copied: a month of backups takes the room of one. Files that go meanwhile (somebody
 * is erased) are left out.
 */
export async function copyMedia(
  from: string,
  to: string,
  before: Before | null,
  onFile: (done: number, total: number) => void = () => {},
): Promise<KeptFile[]> {
  const names = existsSync(from) ? listFiles(from).filter((path) => !path.endsWith('.part')) : [];
  const known = new Map(before?.files.map((file) => [file.path, file]));
  const kept: KeptFile[] = [];
  for (const [at, path] of names.entries()) {
    const target = join(to, path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const old = known.get(path);
    const file =
      (old && (await linked(join(before!.folder, path), target, old, join(from, path)))) ||
      (await copied(join(from, path), target, path));
    if (file) kept.push(file);
    onFile(at + 1, names.length);
  }
  return kept;
}

async function linked(source: string, target: string, file: KeptFile, living: string): Promise<KeptFile | null> {
  try {
    const sizes = [await stat(living), await stat(source)].map(({ size }) => size);
    if (sizes.some((size) => size !== file.bytes)) return null;
    await link(source, target);
    return file;
  } catch {
    return null; // another disk, or a file system without links
  }
}

async function copied(source: string, target: string, path: string): Promise<KeptFile | null> {
  try {
    await copyFile(source, target, constants.COPYFILE_FICLONE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  await chmod(target, 0o600);
  await onDisk(target);
  return { path, bytes: (await stat(target)).size, sha256: await sha256Of(target) };
}
