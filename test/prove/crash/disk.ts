import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = join(import.meta.dirname, 'disk.c');

/** Compiles disk.c into a folder and gives the library's path; why not, where this machine has no C compiler. */
export function buildDisk(folder: string): { readonly library: string } | { readonly why: string } {
  const library = join(folder, 'disk.so');
  const words = ['-shared', '-fPIC', '-O1', '-o', library, SOURCE, '-ldl'];
  const { status, error, stderr } = spawnSync(process.env['CC'] ?? 'cc', words, { encoding: 'utf8' });
  return status === 0 ? { library } : { why: error?.message ?? stderr };
}

/** Settings of a process whose every fsync takes so much longer; `bench/` measures durable commits on slow disks with it. */
export function slowFsync(library: string, ms: number): Readonly<Record<string, string>> {
  return { LD_PRELOAD: library, DISK_FSYNC_US: String(Math.round(ms * 1_000)) };
}

export type DiskFault = 'ENOSPC' | 'EIO' | 'EROFS';

/** A disk of one folder that can be told to fail, while a process is at work on it. */
export class Disk {
  readonly settings: Readonly<Record<string, string>>;
  readonly #says: string;

  constructor(library: string, folder: string) {
    this.#says = join(folder, 'disk-says');
    this.settings = { LD_PRELOAD: library, DISK_FOLDER: folder, DISK_SAYS: this.#says };
    this.fails(null);
  }

  fails(fault: DiskFault | null): void {
    writeFileSync(this.#says, fault ?? '');
  }
}
