import { join } from 'node:path';
import { createEmulatedHouse } from '../../../src/assemble/emulated.ts';
import { buildMind } from '../../../src/assemble/mind.ts';
import { readAll } from '../../../src/assemble/packs.ts';
import { readMigrations } from '../../../src/files.ts';
import type { RehearsalHouse } from '../../../src/workshop/rehearse/house.ts';
import { rehearse } from '../../../src/workshop/rehearse/rehearse.ts';
import { LOCALES, TOP } from '../../end-to-end/house.ts';
import { Adversary, DAYS, type Fault } from './adversary.ts';

/** Monday 2 March 2026, 9:00 in Monterrey: before the week's first lesson is released. */
const START = Date.parse('2026-03-02T09:00:00-06:00');

/** Where a programme is carried through, with whom, and over what. */
export interface Village {
  readonly pack: 'vereda' | 'llera';
  readonly people: number;
  readonly weeks: number;
  readonly seed: string;
  /** None: a perfect network. */
  readonly faults: readonly Fault[];
}

const FOLDERS = { vereda: join(import.meta.dirname, 'flows'), llera: join(TOP, 'flows') };

/** A whole programme with robots over that network, in virtual time; `then` reads what came of it. */
export async function inVillage<T>(
  { pack, people, weeks, seed, faults }: Village,
  then: (house: RehearsalHouse, wrote: number, network: Adversary) => Promise<T>,
): Promise<T> {
  const flows = FOLDERS[pack];
  const { transcripts: _, ...packs } = readAll({ flows, locales: LOCALES });
  const { library } = buildMind(packs);
  let network: Adversary | undefined;
  const emulated = await createEmulatedHouse({
    packs,
    migrations: readMigrations(join(TOP, 'migrations'), 'sqlite'),
    flowsFolder: flows,
    start: START,
    seed,
    through: (emulator) => (input, init) =>
      network ? network.fetch(() => emulated.clock.now())(input, init) : emulator.fetch(input, init),
  });
  network = new Adversary(emulated.emulator, faults, seed, async ({ url, headers, body }) => {
    const answer = await emulated.app().server.inject({ method: 'POST', url, headers, payload: body });
    return answer.statusCode;
  });
  const house: RehearsalHouse = {
    clock: emulated.clock,
    emulator: emulated.emulator,
    workers: emulated.workers,
    outside: network,
    stored: emulated.stored,
    library,
    programme: library.programmes.get(pack)!,
    async shell(words) {
      const { code, said } = await emulated.shell(words);
      if (code !== 0) throw new Error(said);
      return said;
    },
    rows: (sql, params = {}) => emulated.app().store.read({ sql: { sqlite: sql }, params }),
  };
  // Nobody writes any more at the end; what is still on its way arrives (rehearse.ts).
  if (faults.includes('days')) emulated.emulator.knobs.again = DAYS;
  try {
    const wrote = await rehearse(house, { people, weeks, seed, network: 'perfect', onWeek: () => {} });
    return await then(house, wrote, network);
  } finally {
    await emulated.close();
  }
}
