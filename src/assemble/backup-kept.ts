import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import type { Millis } from '../base/clock.ts';
import { type Manifest, manifestPath, readManifest } from './backup-manifest.ts';

/** `recado-20261122T123700123Z`: sorts by time. */
const NAME = /^recado-\d{8}T\d{9}Z$/;
const STAMP = /^recado-(\d{8})T(\d\d)(\d\d)(\d\d)(\d{3})Z$/;
/** One that is being made, or whose making was cut off. */
const PART = /^\.recado-\d{8}T\d{9}Z\.part$/;

export const nameOf = (takenAt: number): string => `recado-${new Date(takenAt).toISOString().replace(/[-:.]/g, '')}`;
export const partOf = (name: string): string => `.${name}.part`;

/** The backups of a folder, the newest first; what else lies in it is not looked at. */
export function backupsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => NAME.test(name) && existsSync(manifestPath(join(folder, name))))
    .sort()
    .reverse();
}

/** The newest backup of a folder that can be read; null: none. */
export function newestIn(folder: string): { readonly path: string; readonly manifest: Manifest } | null {
  for (const name of backupsIn(folder)) {
    try {
      return { path: join(folder, name), manifest: readManifest(join(folder, name)) };
    } catch {
      // an older one will do
    }
  }
  return null;
}

/** When the newest was taken, by its name alone: its manifest, which lists every file, may be large. null: there is none. */
export function newestAt(folder: string): Millis | null {
  const [, day, hour, minute, second, ms] = STAMP.exec(backupsIn(folder)[0] ?? '') ?? [];
  return day === undefined
    ? null
    : Temporal.Instant.from(`${day}T${hour}:${minute}:${second}.${ms}Z`).epochMilliseconds;
}

/** Removes all but the newest so many; how many went. */
export async function keepNewest(folder: string, keep: number): Promise<number> {
  const old = backupsIn(folder).slice(keep);
  for (const name of old) await rm(join(folder, name), { recursive: true, force: true });
  return old.length;
}

/** What a killed backup left. Only while no other backup to this folder runs. */
export async function sweep(folder: string): Promise<void> {
  for (const name of readdirSync(folder).filter((one) => PART.test(one)))
    await rm(join(folder, name), { recursive: true, force: true });
}
