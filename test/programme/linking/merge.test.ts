import { describe, expect, test } from 'vitest';
import { FOLDED_NAME } from '../../../src/programme/folded-name.ts';
import { personMerge } from '../../../src/programme/linking/merge.ts';
import { personUnmerge } from '../../../src/programme/linking/unmerge.ts';
import { FOLLOWING, LANE_TABLES } from '../../../src/store/merge/tables.ts';
import { type Database_, NOW, openPeople } from '../../store/merge/people.ts';

const open = () => openPeople([personMerge, personUnmerge]);
const merge = (house: Database_, keep = 'ana-1', gone = 'ana-2', now = NOW) =>
  house.operate<{ merge: string; conversation: string }>('person.merge', { keep, gone, why: 'shell' }, now);

describe('every table of a person is named', () => {
  const { db, all } = open();
  const tables = db
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    .pluck()
    .all() as string[];
  const columnsOf = (table: string) =>
    (db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);

  test('a column that names a person follows her', () => {
    const derived = ['attendance']; // its triggers follow attendance_fact
    const missing = tables
      .filter((table) => !derived.includes(table))
      .flatMap((table) => {
        const foreign = (db.pragma(`foreign_key_list(${table})`) as { from: string; table: string }[])
          .filter((key) => key.table === 'person')
          .map(({ from }) => from);
        const naming = columnsOf(table).filter(
          (name) => /^(person_id|by_person)$/.test(name) || foreign.includes(name),
        );
        const known = FOLLOWING.find((one) => one.table === table)?.persons ?? [];
        return naming.filter((name) => !known.includes(name)).map((name) => `${table}.${name}`);
      });
    expect(missing).toEqual([]);
  });

  test('a column that names a lane moves with it', () => {
    const known = LANE_TABLES.map(({ table }) => table);
    expect(tables.filter((table) => columnsOf(table).includes('lane_id') && !known.includes(table))).toEqual([]);
  });

  test('a unique key that holds a person has its rule', () => {
    // Decided with the conversation, and by what closes a twin case.
    const apart = ['conversation', 'timer', 'care_case'];
    const unruled = FOLLOWING.filter(({ table }) => !apart.includes(table)).flatMap(({ table, once }) =>
      (db.pragma(`index_list(${table})`) as { name: string; unique: number }[])
        .filter(({ unique }) => unique === 1)
        .map(({ name }) => (db.pragma(`index_info(${name})`) as { name: string }[]).map((column) => column.name))
        .filter((columns) => columns.includes('person_id'))
        .filter(
          (columns) =>
            columns
              .filter((c) => c !== 'person_id')
              .sort()
              .join() !== [...(once?.beside ?? [])].sort().join(),
        )
        .map((columns) => `${table}: ${columns.join()}`),
    );
    expect(unruled).toEqual([]);
    expect(all('select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('merging', () => {
  test('what waits in both lanes goes on in the order in which it was sent', () => {
    const house = open();
    for (const [who, at] of [
      ['ana-1', 3],
      ['ana-2', 2],
      ['ana-1', 1],
      ['ana-2', 4],
    ] as const)
      house.run(
        `insert into inbox (channel, our_number, provider_id, address_id, inbound, sent_at, arrived_at) values ('c', 'n', ?, ?, '{}', ?, 9)`,
        `wamid.${at}`,
        `phone ${who}`,
        at,
      );
    merge(house);
    const waits = house.all(`select i.sent_at, a.lane_id from inbox i join address a on a.id = i.address_id
      where i.state = 0 order by i.sent_at, i.seq`);
    expect(waits).toEqual([1, 2, 3, 4].map((sent_at) => ({ sent_at, lane_id: 'lane ana-1' })));
  });

  test('the conversation of who is further on goes on; equal, of who talked last', () => {
    const talk = (house: Database_, who: string, at: number) =>
      house.run(
        `insert into conversation (person_id, state, schema, updated_at) values (?, ?, 1, ?)`,
        who,
        `"${who}"`,
        at,
      );
    const kept = (house: Database_) => house.all('select person_id, state from conversation');
    const further = open();
    talk(further, 'ana-1', 9);
    talk(further, 'ana-2', 1);
    further.run("insert into enrolment (person_id, programme, state, since) values ('ana-2', 'p', 'active', 0)");
    expect(merge(further).conversation).toBe('ana-2');
    expect(kept(further)).toEqual([{ person_id: 'ana-1', state: '"ana-2"' }]);
    const later = open();
    talk(later, 'ana-1', 1);
    talk(later, 'ana-2', 9);
    merge(later);
    expect(kept(later)).toEqual([{ person_id: 'ana-1', state: '"ana-2"' }]);
    later.operate('person.unmerge', { person: 'ana-1' });
    expect(later.all('select person_id, state from conversation order by 1')).toEqual([
      { person_id: 'ana-1', state: '"ana-1"' },
      { person_id: 'ana-2', state: '"ana-2"' },
    ]);
  });

  test('the older number on the roll is hers, and a number given away meanwhile becomes the next', () => {
    const house = open();
    house.run(
      "insert into roster (cohort_id, person_id, number, since) values ('k1', 'ana-1', 2, 20), ('k1', 'ana-2', 1, 10)",
    );
    merge(house);
    expect(house.all('select person_id, number from roster')).toEqual([{ person_id: 'ana-1', number: 1 }]);
    house.run("insert into roster (cohort_id, person_id, number, since) values ('k1', 'luz', 2, 30)");
    house.operate('person.unmerge', { person: 'ana-1' });
    expect(house.all('select person_id, number from roster order by number')).toEqual([
      { person_id: 'ana-2', number: 1 },
      { person_id: 'luz', number: 2 },
      { person_id: 'ana-1', number: 3 },
    ]);
  });

  test('what was written since stays with the one who stayed', () => {
    const house = open();
    house.run(
      "insert into homework (id, person_id, programme, name, state, assigned_at) values ('h', 'ana-2', 'p', 'botes', 'assigned', 1)",
    );
    merge(house);
    house.run("insert into tag (person_id, tag, since) values ('ana-1', 'lider', 5)");
    house.run("update homework set state = 'received' where id = 'h'");
    house.operate('person.unmerge', { person: 'ana-2' });
    expect(house.all('select person_id from tag')).toEqual([{ person_id: 'ana-1' }]);
    expect(house.all('select person_id, state from homework')).toEqual([{ person_id: 'ana-2', state: 'received' }]);
  });

  describe('two records of one homework', () => {
    const handIn = (
      house: ReturnType<typeof open>,
      who: string,
      state: string,
      submission: number,
      decided: number[],
    ) => {
      house.run(
        `insert into homework (id, person_id, programme, name, state, assigned_at, submission) values (?, ?, 'p', 'botes', ?, 1, ?)`,
        `h ${who}`,
        who,
        state,
        submission,
      );
      for (let n = 1; n <= submission; n++)
        house.run(
          `insert into homework_part (id, homework_id, kind, text, happened_at, entered_at, submission) values (?, ?, 'text', ?, ?, 1, ?)`,
          `part ${who} ${n}`,
          `h ${who}`,
          `${who} ${n}`,
          n,
          n,
        );
      for (const n of decided)
        house.run(
          `insert into review (id, homework_id, submission, by_kind, by_id, opened_at, decided_at, verdict) values (?, ?, ?, 'staff', 'x', 1, 2, 'redo')`,
          `review ${who} ${n}`,
          `h ${who}`,
          n,
        );
    };
    const numbers = (house: ReturnType<typeof open>) =>
      Object.fromEntries(
        house
          .all(`select id, submission from homework_part union all select id, submission from review`)
          .map((row) => [row['id'], row['submission']]),
      );

    test('a review of the one is no review of the other', () => {
      const house = open();
      handIn(house, 'ana-1', 'received', 1, []);
      handIn(house, 'ana-2', 'redo', 2, [1, 2]);
      const before = house.dump();
      merge(house);
      expect(house.all('select id, submission from homework')).toEqual([{ id: 'h ana-1', submission: 1 }]);
      expect(numbers(house)).toEqual({
        'part ana-1 1': 1,
        'part ana-2 1': -1,
        'part ana-2 2': 0,
        'review ana-2 1': -1,
        'review ana-2 2': 0,
      });
      house.operate('person.unmerge', { person: 'ana-2' });
      house.run("delete from event where name = 'cohort.changed'");
      expect(house.dump()).toEqual(before);
    });

    test('what waits in both is one submission', () => {
      const house = open();
      handIn(house, 'ana-1', 'received', 2, [1]);
      handIn(house, 'ana-2', 'received', 1, []);
      merge(house);
      expect(numbers(house)).toEqual({ 'part ana-1 1': 1, 'part ana-1 2': 2, 'part ana-2 1': 2, 'review ana-1 1': 1 });
    });
  });

  test('merges of merges are undone from the last', () => {
    const house = open();
    const before = house.dump();
    merge(house, 'ana-1', 'ana-2', 1);
    merge(house, 'luz', 'ana-1', 2);
    house.operate('person.unmerge', { person: 'luz' });
    house.operate('person.unmerge', { person: 'ana-1' });
    house.run("delete from event where name = 'cohort.changed'");
    expect(house.dump()).toEqual(before);
    expect(() => house.operate('person.unmerge', { person: 'ana-1' })).toThrow(/Nothing was merged/);
  });

  test('is refused where it makes no sense', () => {
    const house = open();
    expect(() => merge(house, 'ana-1', 'ana-1')).toThrow(/cannot be made one/);
    expect(() => merge(house, 'ana-1', 'nobody')).toThrow(/Nobody is known/);
    house.run("update person set simulated = 1 where id = 'ana-2'");
    expect(() => merge(house)).toThrow(/cannot be made one/);
  });

  test('a search by name walks the index', () => {
    const house = open();
    const plan = house.all(
      `explain query plan select id from person where name is not null and ${FOLDED_NAME} >= 'ana' and ${FOLDED_NAME} < 'ana ~'`,
    );
    expect(plan[0]!['detail']).toMatch(/person_by_name/);
    house.run("update person set name = 'ÁNA López' where id = 'luz'");
    const found = house.all(
      `select id from person where name is not null and ${FOLDED_NAME} >= 'ana' and ${FOLDED_NAME} < 'ana ~' order by id`,
    );
    expect(found.map(({ id }) => id)).toEqual(['ana-1', 'ana-2', 'luz']);
  });
});

describe('merging and undoing', () => {
  test.each(Array.from({ length: 30 }, (_, i) => [`chance ${i}`, i % 3 === 0] as const))(
    '%s: nothing names who went; undone, every row is as it was',
    (seed, together) => {
      const house = open();
      house.fill(seed, together);
      const before = house.dump();
      merge(house);
      const left = FOLLOWING.flatMap(({ table, persons, only }) =>
        persons.flatMap((column) =>
          house
            .all(`select * from ${table} where ${column} = 'ana-2' ${only ? `and ${only}` : ''}`)
            .map(() => `${table}.${column}`),
        ),
      );
      expect(left).toEqual([]);
      expect(house.all("select * from person where id = 'ana-2'")).toEqual([]);
      expect(house.db.pragma('foreign_key_check')).toEqual([]);
      house.operate('person.unmerge', { person: 'ana-1' });
      const after = house.dump();
      // What the merge itself told her lane, and the owners of cases.
      const told = (
        house.all("select * from event where name in ('cohort.changed', 'say') and at = ?", NOW) as object[]
      ).map((row) => JSON.stringify(row));
      expect({ ...after, event: after['event']!.filter((row) => !told.includes(row as string)) }).toEqual(before);
      house.db.close();
    },
  );
});
