import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import Sqlite from 'better-sqlite3';
import type { Packs } from '../src/assemble/packs.ts';
import { built, FOLDERS } from './built.ts';
import { manyPeople } from './people.ts';
import { fillRecords } from './records.ts';

export const PEOPLE = 1_000;

/** `recado certificate run` over people of whom each has earned hers: looked at, given, drawn. Seconds. */
export interface Certified {
  readonly given: number;
  readonly drawn: number;
  readonly cpu: number;
  readonly wall: number;
  /** Lines that said how far it was. */
  readonly shown: number;
}

export async function certificates(folder: string, packs: Packs): Promise<Certified> {
  const path = join(folder, 'certificates.db');
  await manyPeople(path, PEOPLE, packs);
  const db = new Sqlite(path);
  fillRecords(db);
  db.exec(`delete from certificate;
    update attendance set status = 'present';
    update homework set state = 'accepted';
    update enrolment set state = 'completed' where cohort_id is not null`);
  const media = join(folder, 'media');
  mkdirSync(media);
  const { readConfig } = await built<typeof import('../src/config.ts')>('config.js');
  const { open } = await built<typeof import('../src/assemble/start.ts')>('assemble/start.js');
  const { runShell } = await built<typeof import('../src/assemble/shell.ts')>('assemble/shell.js');
  const { app } = await open(
    readConfig({
      DATABASE_URL: `sqlite:${path}`,
      FLOWS_DIR: FOLDERS.flows,
      LOCALES_DIR: FOLDERS.locales,
      MEDIA_DIR: media,
      LOG_LEVEL: 'silent',
    }),
  );
  const [used, began] = [process.cpuUsage(), performance.now()];
  const { code, said } = await runShell(['certificate', 'run', 'llera'], async () => app);
  const wall = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(used);
  await app.close();
  if (code !== 0) throw new Error(said);
  const count = (sql: string) => Number(db.prepare(sql).pluck().get());
  const given = count('select count(*) from certificate');
  const drawn = count('select count(*) from document where state = 1');
  db.close();
  const shown = said.split('\n').filter((line) => / looked at, | pages drawn/.test(line)).length;
  return { given, drawn, cpu: (user + system) / 1e6, wall, shown };
}
