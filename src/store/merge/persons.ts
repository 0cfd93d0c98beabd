import type { Query } from '../port.ts';
import { closeTwins, tellTwins } from './close-twins.ts';
import {
  alter,
  alterBack,
  asLeft,
  drop,
  type Keyed,
  move,
  moveBack,
  type Params,
  putBack,
  statement,
  takeBack,
} from './sql.ts';
import { FOLLOWING, type Following, LANE_TABLES, type Once } from './tables.ts';

/** Two persons who are one woman. All SQL of it is set-based: it costs the rows of these two, however many others there are. */
export interface PersonMerge {
  readonly merge: string;
  /** Who stays … */
  readonly kept: string;
  /** … and who goes. */
  readonly gone: string;
  /** Whose conversation, with its timers, is put away: one of the two. */
  readonly lost: string;
  readonly lanes: { readonly kept: string; readonly gone: string };
  readonly now: number;
}

const PERSON: Keyed = { table: 'person', key: ['id'] };
const LANE: Keyed = { table: 'lane', key: ['id'] };
const BOTH = '(@kept, @gone)';

/** Everything of the one who goes becomes that of the one who stays; her own row is put away last. */
export function mergeStatements(given: PersonMerge): Query[] {
  const { merge, kept, gone, lost, lanes, now } = given;
  const params = { merge, kept, gone, lost, now, keptLane: lanes.kept, goneLane: lanes.gone };
  return [
    ...oneRecord(params),
    ...drop(
      { table: 'timer', key: ['person_id', 'key'] },
      'timer t',
      "t.person_id = @lost and t.key not like 'case:%'",
      params,
    ),
    ...drop(
      { table: 'conversation', key: ['person_id'] },
      'conversation t',
      `t.person_id = @lost and (select count(*) from conversation where person_id in ${BOTH}) = 2`,
      params,
    ),
    ...closeTwins(params),
    ...FOLLOWING.flatMap((one) => follow(one, params)),
    ...tellTwins(params),
    ...fillEnrolment(params),
    ...oneRoll(params),
    ...keepCodes(params),
    ...named(params),
    ...oneLane(params),
    ...drop(PERSON, 'person t', 't.id = @gone', params),
    ...[...ALTERED, ...APART].map((of) => asLeft(of, params)),
  ];
}

/** What is changed in place, in any table. */
const ENROLMENT: Keyed = { table: 'enrolment', key: ['person_id', 'programme'] };
const CASE: Keyed = { table: 'care_case', key: ['number'] };
const EVENT: Keyed = { table: 'event', key: ['seq'] };
const MEDIA: Keyed = { table: 'media', key: ['id'] };
const JOB: Keyed = { table: 'job', key: ['id'] };
const ROSTER: Keyed = { table: 'roster', key: ['cohort_id', 'person_id'] };
const NUMBERED: Keyed = { table: 'numbered', key: ['person_id', 'list', 'n'] };
const UNDOABLE: Keyed = { table: 'undoable', key: ['id'] };
/** Rows that hang on another and were told apart when that one went. */
const APART: readonly Keyed[] = FOLLOWING.flatMap(({ once }) =>
  (once?.children ?? []).flatMap(({ table, key, apart }) => (apart ? [{ table, key: [key] }] : [])),
);
const ALTERED = [PERSON, LANE, ENROLMENT, CASE, EVENT, MEDIA, JOB, ROSTER, NUMBERED, UNDOABLE];

/** What is known of the one and not of the other; where both say something, the one who stays. */
function oneRecord(params: Params): Query[] {
  const other = (column: string) => `(select ${column} from person where id = @gone)`;
  return alter(
    PERSON,
    `name = coalesce(name, ${other('name')}), language = coalesce(language, ${other('language')}),
     person_values = json_patch(${other('person_values')}, person_values), profile = json_patch(${other('profile')}, profile)`,
    't.id = @kept',
    params,
  );
}

function follow({ table, key, persons, only, once }: Following, params: Params): Query[] {
  const of = { table, key };
  const statements: Query[] = [];
  if (once) {
    const ranked = rankedSql(table, key[0]!, once);
    // Parts of a homework that goes hang on the one that stays.
    for (const child of once.children ?? []) {
      const winner = `(select w.winner from ${ranked} w where w."${key[0]}" = t."${child.column}")`;
      const losers = `t."${child.column}" in (select w."${key[0]}" from ${ranked} w where w.nth > 1)`;
      const rows: Keyed = { table: child.table, key: [child.key] };
      if (child.apart)
        statements.push(
          ...alter(
            rows,
            `"${child.apart.column}" = (select ${child.apart.to} from ${ranked} w join ${table} y on y."${key[0]}" = w.winner
              where w."${key[0]}" = t."${child.column}")`,
            losers,
            params,
          ),
        );
      statements.push(...move(rows, child.column, winner, losers, params));
    }
    statements.push(...drop(of, `${ranked} t`, 't.nth > 1', params));
  }
  const which = only === undefined ? '' : ` and ${only}`;
  for (const column of persons) statements.push(...move(of, column, '@kept', `t."${column}" = @gone${which}`, params));
  return statements;
}

/** Rows of the two, each with its rank among those that would be one and the key of the first of them. */
function rankedSql(table: string, key: string, { beside, where, first }: Once): string {
  const over = `over (partition by ${beside.map((column) => `"${column}"`).join(', ') || '1'} order by ${first}, person_id = @gone)`;
  return `(select *, row_number() ${over} as nth, first_value("${key}") ${over} as winner
    from ${table} where person_id in ${BOTH}${where === undefined ? '' : ` and ${where}`})`;
}

/** A place of her in the other record, where the one that stays has none. */
function fillEnrolment(params: Params): Query[] {
  const places = ['cohort_id', 'group_id', 'site_id', 'stage_id', 'partner_id'];
  const twin = `select 1 from merge_row r where r.merge_id = @merge and r.table_name = 'enrolment' and r.what = 'dropped'
    and json_extract(r.before, '$.programme') = t.programme`;
  const set = places.map(
    (column) => `${column} = coalesce(${column}, (select json_extract(r.before, '$.${column}')
    from merge_row r where r.merge_id = @merge and r.table_name = 'enrolment' and r.what = 'dropped'
      and json_extract(r.before, '$.programme') = t.programme))`,
  );
  return alter(ENROLMENT, set.join(', '), `t.person_id = @kept and exists (${twin})`, params);
}

/** She is expected no more where the record that goes was enrolled: of each programme she is in one cohort. */
function oneRoll(params: Params): Query[] {
  const left = `select 1 from merge_row r join enrolment e on e.person_id = @kept and e.programme = json_extract(r.before, '$.programme')
    where r.merge_id = @merge and r.table_name = 'enrolment' and r.what = 'dropped'
      and json_extract(r.before, '$.cohort_id') = t.cohort_id and e.cohort_id <> t.cohort_id`;
  return alter(ROSTER, 'until = @now', `t.person_id = @kept and t.until is null and exists (${left})`, params);
}

/** The paper of a certificate that goes leads to the one that stays; one that was revoked leads nowhere. */
function keepCodes(params: Params): Query[] {
  const gone = `select json_extract(r.before, '$.code') as code, k.id, k.workspace from merge_row r
    join certificate k on k.person_id = @kept and k.programme = json_extract(r.before, '$.programme')
    where r.merge_id = @merge and r.table_name = 'certificate' and r.what = 'dropped'
      and json_extract(r.before, '$.revoked_at') is null`;
  return [
    statement(
      `insert into merge_row (merge_id, what, table_name, row_key)
       select @merge, 'added', 'certificate_code', json_array(w.code) from (${gone}) w`,
      params,
    ),
    statement(
      `insert into certificate_code (code, certificate_id, workspace, until) select w.code, w.id, w.workspace, @now from (${gone}) w`,
      params,
    ),
  ];
}

/** Rows that wait and name her in their JSON. Ids are drawn at random, so that a text can be searched for one. */
function named(params: Params): Query[] {
  const waits = [
    { of: EVENT, column: 'payload', where: 't.state = 0' },
    { of: JOB, column: 'input', where: 't.state = 0' },
    { of: MEDIA, column: 'then_events', where: "t.state = 'pending'" },
    { of: UNDOABLE, column: 'input', where: 't.used_at is null' },
    { of: NUMBERED, column: 'about', where: "t.list = 'calls'" },
  ];
  return waits.flatMap(({ of, column, where }) =>
    alter(of, `${column} = replace(${column}, @gone, @kept)`, `${where} and instr(t.${column}, @gone) > 0`, params),
  );
}

/** Both lanes become one: who is speaking is remembered by address, so that the two memories lie beside each other. */
function oneLane(params: Params): Query[] {
  const state = `replace(json_patch((select state from lane where id = @goneLane), state), @gone, @kept)`;
  const same = params['keptLane'] === params['goneLane'];
  return [
    ...alter(LANE, `state = ${state}`, 't.id = @keptLane', params),
    ...(same
      ? []
      : [
          ...alter(LANE, "state = '{}'", 't.id = @goneLane', params),
          ...moveLane('@keptLane', { ...params, lane: params['goneLane']! }),
        ]),
  ];
}

/** All that is in lane `@lane` goes to another, put down for undo. */
function moveLane(to: string, params: Params): Query[] {
  return LANE_TABLES.flatMap(({ table, key, where }) => move({ table, key: [key] }, 'lane_id', to, where, params));
}

/** The two are two again; what was written since stays with the one who stayed. `apart`: their lanes can be told apart. */
export function unmergeStatements(
  { merge, kept, gone, now }: Pick<PersonMerge, 'merge' | 'kept' | 'gone' | 'now'>,
  apart: boolean,
): Query[] {
  const params = { merge, kept, gone, now };
  return [
    putBack('person', params),
    takeBack({ table: 'case_told', key: ['case_id', 'person_id'] }, params),
    takeBack({ table: 'certificate_code', key: ['code'] }, params),
    // Found by the key that they have now; cases only when those of the other are hers again, since one is open a topic.
    ...ALTERED.filter((of) => of !== CASE).map((of) => alterBack(of, params)),
    ...FOLLOWING.flatMap(({ table, key, persons }) =>
      persons.map((column) => moveBack({ table, key }, column, params)),
    ),
    alterBack(CASE, params),
    ...FOLLOWING.filter(({ once, table }) => once || table === 'timer' || table === 'conversation').map(({ table }) =>
      putBack(table, params),
    ),
    numberAgain(params),
    ...FOLLOWING.flatMap(({ once }) =>
      (once?.children ?? []).map(({ table, key, column }) => moveBack({ table, key: [key] }, column, params)),
    ),
    ...APART.map((of) => alterBack(of, params)),
    ...(apart ? LANE_TABLES.map(({ table, key }) => moveBack({ table, key: [key] }, 'lane_id', params)) : []),
    statement('delete from merge_row where merge_id = @merge', params),
    statement('update merge set undone_at = @now where id = @merge', params),
  ];
}

/** Her number was given to somebody since: she gets the next. */
function numberAgain(params: Params): Query {
  const of = (column: string) => `json_extract(r.before, '$.${column}')`;
  return statement(
    `insert or ignore into roster (cohort_id, person_id, workspace, number, since, until)
     select ${of('cohort_id')}, ${of('person_id')}, ${of('workspace')},
       (select max(number) + 1 from roster o where o.cohort_id = ${of('cohort_id')}), ${of('since')}, ${of('until')}
     from merge_row r where r.merge_id = @merge and r.table_name = 'roster' and r.what = 'dropped'`,
    params,
  );
}
