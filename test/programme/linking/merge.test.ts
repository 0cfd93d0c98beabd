import { describe, expect, test } from 'vitest';
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
  const columnsOf = (table: string) => (db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);

  test('a column that names a person follows her', () => {
    const missing = tables.flatMap((table) => {
      const foreign = (db.pragma(`foreign_key_list(${table})`) as { from: string; table: string }[])
        .filter((key) => key.table === 'person')
        .map(({ from }) => from);
      const naming = columnsOf(table).filter((name) => /^(person_id|by_person)$/.test(name) || foreign.includes(name));
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
        .filter((columns) => columns.filter((c) => c !== 'person_id').sort().join() !== [...(once?.beside ?? [])].sort().join())
        .map((columns) => `${table}: ${columns.join()}`),
    );
    expect(unruled).toEqual([]);
    expect(all('select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('merging and undoing', () => {
  test.each(Array.from({ length: 30 }, (_, i) => [`chance ${i}`, i % 3 === 0] as const))('%s: nothing names who went; undone, every row is as it was', (seed, together) => {
    const house = open();
    house.fill(seed, together);
    const before = house.dump();
    merge(house);
    const left = FOLLOWING.flatMap(({ table, persons, only }) =>
      persons.flatMap((column) =>
        house.all(`select * from ${table} where ${column} = 'ana-2' ${only ? `and ${only}` : ''}`).map(() => `${table}.${column}`),
      ),
    );
    expect(left).toEqual([]);
    expect(house.all("select * from person where id = 'ana-2'")).toEqual([]);
    expect(house.db.pragma('foreign_key_check')).toEqual([]);
    house.operate('person.unmerge', { person: 'ana-1' });
    const after = house.dump();
    // What the merge itself told her lane, and the owners of cases.
    const told = (house.all("select * from event where name in ('cohort.changed', 'say') and at = ?", NOW) as object[]).map((row) => JSON.stringify(row));
    expect({ ...after, event: after['event']!.filter((row) => !told.includes(row as string)) }).toEqual(before);
    house.db.close();
  });
});
