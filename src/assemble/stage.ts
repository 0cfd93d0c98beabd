import { createCel } from '../flow/cel.ts';
import { says } from '../locale/sentence.ts';
import { isClose } from '../programme/classes.ts';
import type { Migration } from '../store/migrate.ts';
import type { Seen } from '../workshop/explore/watched.ts';
import { seat } from '../workshop/operations.ts';
import { staffSeat } from '../workshop/staff-seat.ts';
import type { MakeStage, Stage } from '../workshop/transcript/stage.ts';
import { Trouble } from '../workshop/transcript/trouble.ts';
import { VirtualTime } from '../workshop/virtual-time.ts';
import { FACTS, OPERATIONS } from './capabilities.ts';
import { createEmulatedHouse, type EmulatedHouse, OUR_NUMBER } from './emulated.ts';
import type { Packs } from './packs.ts';

/** Stages on throw-away databases, never DATABASE_URL: the whole product in this process, in virtual time. */
export function stages(
  packs: Packs,
  migrations: readonly Migration[],
  flowsFolder: string,
  watch?: (seen: Seen) => void,
): MakeStage {
  return async (start) =>
    stageOn(
      await createEmulatedHouse({
        packs,
        migrations,
        flowsFolder,
        start,
        seed: STAGE_SEED,
        ...(watch ? { watch } : {}),
      }),
    );
}

/** All the chance of a stage: the same acts come to the same place on every one. */
export const STAGE_SEED = 'stage';

/** What transcripts and benches ask of a house in virtual time. */
export function stageOn(house: EmulatedHouse): Stage {
  const { clock, emulator, workers, outside, token } = house;
  const cel = createCel(Object.fromEntries(FACTS.map(({ source, type }) => [source.name, type])));
  const world = OPERATIONS.find(({ name }) => name === 'workshop.world')!;

  return {
    time: new VirtualTime(clock, workers, outside),
    emulator,
    async seat({ channel, phone, people, programme, lesson }) {
      const ourNumber = OUR_NUMBER[channel];
      const ids = people.map((person) => ({ ...person, id: token() }));
      const lessons =
        house
          .app()
          .mind()
          .library.programmes.get(programme)
          ?.modules.flatMap((module) => module.lessons) ?? [];
      const finished = lesson ? lessons.slice(0, Math.max(0, lessons.indexOf(lesson))) : [];
      await house.app().operate(seat, {
        channel,
        ourNumber,
        phone,
        people: ids,
        programme,
        finished,
        ...(lesson ? { lesson } : {}),
      });
      house.app().inbox.wake();
    },
    async staff(given) {
      await house.app().operate(staffSeat, { ...given, ourNumber: OUR_NUMBER[given.channel] });
    },
    world: (phone, name) => house.app().operate(world, { phone: `+${phone}`, name }) as Promise<never>,
    async withheld() {
      const sql = { sqlite: 'select count(*) as n from restricted_note where by_person is null' };
      const [row] = await house.app().store.read<{ n: number }>({ sql, params: {} });
      return row?.n ?? 0;
    },
    async keptClose() {
      const packs = [...house.app().mind().library.programmes.values()];
      const people = await house.app().store.read<{ person_values: string; profile: string }>({
        sql: { sqlite: 'select person_values, profile from person' },
        params: {},
      });
      const values = people.flatMap(({ person_values, profile }) =>
        Object.entries({ person: person_values, profile }).flatMap(([root, json]) =>
          Object.entries(JSON.parse(json) as Record<string, unknown>)
            .filter(([name]) => packs.some((pack) => isClose(`${root}.${name}`, pack)))
            .map(([, value]) => value),
        ),
      );
      const words = await house.app().store.read<{ words: string }>({
        sql: {
          sqlite: `select raw as words from answer where question_id in
              (select question_id from answer where plain in (select value from json_each(@values)))
            union all select json_extract(inbound, '$.content.text') from inbox where did = 'kept-back'`,
        },
        params: { values: JSON.stringify(values.map((value) => JSON.stringify(value))) },
      });
      return [...values.map(String), ...words.map((row) => row.words)];
    },
    evaluate(expression, { person, profile, answers, facts, channel, language }) {
      const problem = cel.check(expression);
      if (problem)
        throw new Trouble(says('transcript.condition', { message: problem.message, fix: problem.fix ?? '' }));
      return cel
        .compile(expression)
        .value({ roots: { ...facts, person, profile, answers, channel, language, thread: {} }, now: clock.now() });
    },
    restart: () => house.restart(),
    async shell(words) {
      const { code, said } = await house.shell(words);
      if (code !== 0) throw new Error(said);
    },
    close: () => house.close(),
  };
}
