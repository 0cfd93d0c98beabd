import { RecadoError } from '../base/errors.ts';
import { localMoment } from '../domain/time.ts';
import { readMigrations } from '../files.ts';
import { type Rehearsal, type RehearsalHouse, rehearse } from '../workshop/rehearse/rehearse.ts';
import type { Folders } from './check.ts';
import { createEmulatedHouse } from './emulated.ts';
import { buildMind } from './mind.ts';
import { readAll } from './packs.ts';
import { MIGRATIONS } from './top.ts';

/** A Monday on which every rehearsal begins, so that two of one seed are the same whenever they are run. */
const FIRST_DAY = '2026-03-02';
const AT = '09:00';

/** `recado rehearse`: the house stays open for `then`, which reads what came of it. Throws PROGRAMME_UNKNOWN. */
export async function runRehearsal<T>(
  folders: Folders,
  name: string,
  rehearsal: Omit<Rehearsal, 'onWeek'> & { readonly onWeek: (week: number, house: RehearsalHouse) => Promise<void> },
  then: (house: RehearsalHouse) => Promise<T>,
): Promise<T> {
  const { transcripts: _, ...packs } = readAll(folders);
  const { library } = buildMind(packs);
  const programme = library.programmes.get(name);
  if (!programme)
    throw new RecadoError('PROGRAMME_UNKNOWN', { name, known: [...library.programmes.keys()].join(', ') });
  const emulated = await createEmulatedHouse({
    packs,
    migrations: readMigrations(MIGRATIONS, 'sqlite'),
    flowsFolder: folders.flows,
    start: localMoment(FIRST_DAY, AT, programme.timezone),
    seed: `rehearse-${rehearsal.seed}`,
  });
  const house: RehearsalHouse = {
    clock: emulated.clock,
    emulator: emulated.emulator,
    workers: emulated.workers,
    outside: emulated.outside,
    library,
    programme,
    async shell(words) {
      const { code, said } = await emulated.shell(words);
      if (code !== 0) throw new Error(said);
      return said;
    },
    rows: (sql, params = {}) => emulated.app().store.read({ sql: { sqlite: sql }, params }),
  };
  try {
    await rehearse(house, { ...rehearsal, onWeek: (week) => rehearsal.onWeek(week, house) });
    return await then(house);
  } finally {
    await emulated.close();
  }
}
