import type { Query, SqlRow } from '../port.ts';
import { HERS_ALONE, RULES } from './tables.ts';

/** The empty row that stands for her in the counts, with a lane and an address of its own that lead nowhere. */
export interface Empty {
  readonly empty: string;
  readonly lane: string;
  readonly address: string;
}

/** The end of an erasure: her facts become nobody's, her addresses are emptied where they are hers alone, and her row goes. */
export function finishStatements(person: string, { empty, lane, address }: Empty, now: number): Query[] {
  const params: SqlRow = { person, empty, lane, address, now };
  const run = (sqlite: string): Query => ({
    sql: { sqlite },
    params: Object.fromEntries(Object.entries(params).filter(([name]) => new RegExp(`@${name}\\b`).test(sqlite))),
  });
  const of = 'from person where id = @person';
  return [
    run(`insert into lane (id, workspace, created_at) select @lane, workspace, 0 ${of}`),
    run(`insert into address (id, workspace, lane_id, channel, our_number, raw, dead_at, simulated, created_at)
      select @address, workspace, @lane, 'none', '', '', 0, simulated, 0 ${of}`),
    run(
      `insert into person (id, workspace, lane_id, simulated, created_at, erased_at) select @empty, workspace, @lane, simulated, 0, @now ${of}`,
    ),
    // An enterprise or a household of which she was the last may bear her name.
    ...['enterprise', 'household'].map((table) =>
      run(`update ${table} set name = 'erased-' || id where id in (select ${table}_id from ${table}_member where person_id = @person)
        and not exists (select 1 from ${table}_member m join person q on q.id = m.person_id
          where m.${table}_id = ${table}.id and q.id <> @person and q.erased_at is null)`),
    ),
    run(
      `update homework_part set text = null, inbox_seq = null where homework_id in (select id from homework where person_id = @person)`,
    ),
    run(
      `update review set words = null, media_id = null where homework_id in (select id from homework where person_id = @person)`,
    ),
    // What was noted at her door, and of hours in which she had a part, may name her.
    run(
      `update visit set notes = '{}', topic = '' where id in (select visit_id from visit_person where person_id = @person)`,
    ),
    run(`update hours_entry set note = '' where id in (select entry_id from hours_person where person_id = @person)`),
    run(`update input_entry set note = '', holder = null, receipt = null where enterprise_id in (select enterprise_id
      from enterprise_member where person_id = @person)`),
    ...RULES.flatMap((rule) => (rule.does === 'refer' ? referred(rule).map(run) : [])),
    run(`update import_slice as s set rows = (select json_group_array(json(r.value)) from json_each(s.rows) r where not ${inList('r.value')})
      where ${inList('s.rows')}`),
    run(`delete from address_key where address_id in (${HERS_ALONE})`),
    run(`update address set raw = '', phone = null, bsuid = null, opted_out_at = null, opted_out_by = null, last_inbound_at = null,
      window_at = null, dead_at = @now, away_since = null, by_sms_since = null, struck_at = null, no_marketing_at = null,
      doubt_at = null, created_at = 0 where id in (${HERS_ALONE})`),
    // Who spoke last and what waits for "¿Quién escribe?" may be hers; nobody is the worse for being asked again.
    run(`update lane set state = '{}', rev = rev + 1 where id = (select lane_id ${of})`),
    // What a verb has just asked somebody of the team may be about her, by her name as it was typed. It is asked again.
    {
      sql: {
        sqlite: `update conversation set state = json_remove(state, '$.staffAsked'), rev = rev + 1
          where person_id in (select person_id from staff) and instr(state, '"staffAsked"') > 0`,
      },
      params: {},
    },
    run('update erasure set who = null where who = @person'),
    run('delete from person_address where person_id = @person'),
    run('delete from person where id = @person'),
  ];
}

/** A row of a list names one of her phones. */
const inList = (column: string) => `exists (select 1 from person_address pa join address a on a.id = pa.address_id
  where pa.person_id = @person and a.phone is not null and instr(${column}, a.phone) > 0)`;

function referred({ table, persons, set = {}, where }: Extract<(typeof RULES)[number], { does: 'refer' }>): string[] {
  const [first = '', ...others] = persons;
  const also = where === undefined ? '' : ` and ${where}`;
  // What is emptied is emptied where she is the one whom the row is about, which its first column names.
  const emptied = [`${first} = @empty`, ...Object.entries(set).map(([column, to]) => `${column} = ${to}`)].join(', ');
  return [
    `update ${table} set ${emptied} where ${first} = @person${also}`,
    ...others.map((column) => `update ${table} set ${column} = @empty where ${column} = @person${also}`),
  ];
}
