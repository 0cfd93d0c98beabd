import { RecadoError } from '../base/errors.ts';
import { localMoment } from '../domain/time.ts';
import { readMigrations } from '../files.ts';
import { billOf } from '../workshop/rehearse/bill.ts';
import type { Rehearsal, RehearsalHouse } from '../workshop/rehearse/house.ts';
import { brokenPromises } from '../workshop/rehearse/invariants.ts';
import { rehearse } from '../workshop/rehearse/rehearse.ts';
import { billLines, brokenLines, weekLine } from '../workshop/rehearse/tell.ts';
import type { Folders } from './check.ts';
import { createEmulatedHouse } from './emulated.ts';
import { buildMind } from './mind.ts';
import { readAll } from './packs.ts';
import { MIGRATIONS } from './top.ts';

export { NETWORKS, type Network } from '../workshop/rehearse/house.ts';

/** A Monday on which every rehearsal begins, so that two of one seed are the same whenever they are run. */
const FIRST_DAY = '2026-03-02';
const AT = '09:00';

/** Reports that tell a programme's figures, in their order. */
const FIGURES = ['attendance', 'homework', 'hours', 'indicators', 'certificates'];

/** `recado rehearse`. Says what happens as it goes on, then the figures, the bill, and which promises were broken. */
export async function rehearsal(
  folders: Folders,
  name: string,
  asked: Omit<Rehearsal, 'onWeek'>,
  say: (line: string) => void,
): Promise<{ readonly broken: number }> {
  return inRehearsal(
    folders,
    name,
    { ...asked, onWeek: async (week, house) => say(await weekLine(house, week, asked.weeks)) },
    async (house) => {
      for (const report of FIGURES) {
        say('');
        for (const line of (await house.shell(['report', report, '--programme', name])).split('\n')) say(line);
      }
      say('');
      for (const line of billLines(await billOf(house))) say(line);
      say('');
      const broken = await brokenPromises(house);
      for (const line of brokenLines(broken)) say(line);
      return { broken: broken.length };
    },
  );
}

/** The house stays open for `then`, which reads what came of the messages that were written. Throws PROGRAMME_UNKNOWN. */
export async function inRehearsal<T>(
  folders: Folders,
  name: string,
  asked: Omit<Rehearsal, 'onWeek'> & { readonly onWeek: (week: number, house: RehearsalHouse) => Promise<void> },
  then: (house: RehearsalHouse, wrote: number) => Promise<T>,
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
    seed: `rehearse-${asked.seed}`,
  });
  const house: RehearsalHouse = {
    clock: emulated.clock,
    emulator: emulated.emulator,
    workers: emulated.workers,
    outside: emulated.outside,
    stored: emulated.stored,
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
    const wrote = await rehearse(house, { ...asked, onWeek: (week) => asked.onWeek(week, house) });
    return await then(house, wrote);
  } finally {
    await emulated.close();
  }
}
