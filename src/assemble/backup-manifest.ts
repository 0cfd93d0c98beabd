import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { RecadoError } from '../base/errors.ts';

export const DATABASE = 'recado.db';
export const MEDIA = 'media';
const MANIFEST = 'manifest.json';

/** Raised when a backup is laid out in another way, so that an older product says so instead of guessing. */
const LAYOUT = 1;

const file = z.strictObject({
  path: z
    .string()
    .min(1)
    .refine((path) => !path.startsWith('/') && !path.split('/').includes('..'), 'leads out of the backup'),
  bytes: z.number().int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const manifest = z.strictObject({
  layout: z.literal(LAYOUT),
  /** Of the product that made it. */
  version: z.string(),
  /** The database holds all that was committed up to this moment, epoch milliseconds. */
  takenAt: z.number().int(),
  /** File name of the last migration in it. */
  migration: z.string(),
  database: file.omit({ path: true }),
  /** Table → rows. */
  rows: z.record(z.string(), z.number().int()),
  /** null: it was made without them. */
  media: z.array(file).nullable(),
});

/** What a backup says of itself: enough to know that it is whole, nothing that names a person. */
export type Manifest = z.output<typeof manifest>;
export type KeptFile = z.output<typeof file>;

export const manifestText = (given: Omit<Manifest, 'layout'>): string =>
  `${JSON.stringify({ layout: LAYOUT, ...given } satisfies Manifest, null, 1)}\n`;

export const manifestPath = (folder: string): string => join(folder, MANIFEST);

/** Throws BACKUP_UNREADABLE. */
export function readManifest(folder: string): Manifest {
  try {
    return manifest.parse(JSON.parse(readFileSync(manifestPath(folder), 'utf8')));
  } catch (cause) {
    throw new RecadoError('BACKUP_UNREADABLE', { folder }, { cause });
  }
}

/** SHA-256 of a file of any size, hex. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Resolves when a file's bytes, or a folder's names, would outlive a power cut. */
export async function onDisk(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
