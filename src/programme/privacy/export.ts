import type { Json } from '../../base/json.ts';
import { HERS_ALONE } from '../../store/erase/tables.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import { firstName } from '../on-duty.ts';

/** One kind of what we keep of somebody: its rows in plain columns, with nobody else's name, number or id in them. */
interface Section {
  readonly name: string;
  /** Tables it tells of, so that a test finds one that nobody tells of. */
  readonly tables: readonly string[];
  readonly sql: string;
  /** Columns with words that may name staff or the people she shares a phone with. */
  readonly words?: readonly string[];
  /** Columns with JSON. */
  readonly json?: readonly string[];
}

const ROLE = (column: string) =>
  `(select s.role from staff s where s.person_id = ${column} order by s.until is not null, s.since limit 1)`;
const HERS = 'select address_id from person_address where person_id = @person';

export const SECTIONS: readonly Section[] = [
  {
    name: 'person',
    tables: ['person'],
    sql: 'select id, name, language, person_values as "values", profile, created_at, blocked_at, erase_at from person where id = @person',
    json: ['values', 'profile'],
  },
  {
    name: 'numbers',
    tables: ['person_address', 'address', 'address_key'],
    sql: `select a.channel, a.phone, a.raw as written_as, a.bsuid as whatsapp_user, pa.since, pa.silent_since,
        a.opted_out_at, a.last_inbound_at, (select count(*) from person_address o where o.address_id = a.id) > 1 as shared
      from person_address pa join address a on a.id = pa.address_id where pa.person_id = @person order by pa.since`,
  },
  {
    name: 'consents',
    tables: ['consent'],
    sql: `select purpose, wording, language, channel, given, happened_at, entered_at, proof, by_kind as entered_by, withdraws is not null as withdraws
      from consent where person_id = @person order by happened_at`,
  },
  {
    name: 'programmes',
    tables: ['enrolment', 'roster'],
    sql: `select e.programme, e.state, e.since, e.reason, c.name as cohort, r.number as number_on_roll,
        (select title from unit where id = e.group_id) as "group", (select title from unit where id = coalesce(e.site_id, c.site_id)) as site,
        (select title from unit where id = coalesce(e.stage_id, c.stage_id)) as stage,
        (select title from unit where id = coalesce(e.partner_id, c.partner_id)) as partner
      from enrolment e left join cohort c on c.id = e.cohort_id
        left join roster r on r.cohort_id = c.id and r.person_id = e.person_id where e.person_id = @person`,
    words: ['reason'],
  },
  {
    name: 'away',
    tables: ['roster_gap'],
    sql: `select c.name as cohort, g.from_at, g.to_at from roster_gap g join cohort c on c.id = g.cohort_id
      where g.person_id = @person order by g.from_at`,
  },
  {
    name: 'answers',
    tables: ['answer'],
    sql: 'select flow, step, raw as words, plain as understood, correct, channel, happened_at from answer where person_id = @person order by happened_at, id',
    json: ['understood'],
  },
  {
    name: 'surveys',
    tables: ['survey_answer', 'survey_response'],
    sql: `select a.survey, a.wave, a.step, a.value, a.currency, a.missing, a.mode, a.happened_at, r.completed_at
      from survey_answer a left join survey_response r on r.id = a.response_id where a.person_id = @person order by a.happened_at, a.id`,
  },
  {
    name: 'digital_inclusion',
    tables: ['ladder_step'],
    sql: 'select programme, step, on_day, source, entered_at, undone_at from ladder_step where person_id = @person order by on_day, entered_at',
  },
  {
    name: 'outcomes',
    tables: ['outcome'],
    sql: `select o.programme, b.name as enterprise, o.kind, o.count, o.on_day, o.evidence, o.entered_at, o.undone_at
      from outcome o left join enterprise b on b.id = o.enterprise_id where o.person_id = @person order by o.on_day, o.id`,
  },
  {
    name: 'not_understood',
    tables: ['missed_step'],
    sql: 'select flow, step, why, entered_at from missed_step where person_id = @person order by entered_at',
  },
  {
    name: 'lessons',
    tables: ['flow_progress'],
    sql: 'select flow, released_at, opened_at, finished_at, left_at from flow_progress where person_id = @person order by opened_at',
  },
  {
    name: 'homework',
    tables: ['homework'],
    sql: 'select programme, name, state, assigned_at, received_at, handed_in_at, due_at, reviewed_at from homework where person_id = @person order by assigned_at',
  },
  {
    name: 'homework_parts',
    tables: ['homework_part'],
    sql: `select h.name as homework, p.kind, p.text, p.happened_at from homework_part p join homework h on h.id = p.homework_id
      where h.person_id = @person order by p.happened_at, p.id`,
  },
  {
    name: 'attendance',
    tables: ['attendance_fact', 'attendance'],
    sql: `select s.title as session, s.starts_at, f.status, f.method, f.minutes, f.happened_at, f.entered_at, f.undone_at, ${ROLE('f.by_person')} as entered_by
      from attendance_fact f join session s on s.id = f.session_id where f.person_id = @person order by s.starts_at, f.entered_at`,
  },
  {
    name: 'homework_reviews',
    tables: ['review'],
    sql: `select h.name as homework, r.submission, r.verdict, r.words, r.decided_at from review r join homework h on h.id = r.homework_id
      where h.person_id = @person and r.decided_at is not null order by r.decided_at`,
    words: ['words'],
  },
  {
    name: 'events',
    tables: ['sign_up'],
    sql: `select s.title as event, s.starts_at, u.state, u.since from sign_up u join session s on s.id = u.session_id
      where u.person_id = @person order by s.starts_at`,
  },
  {
    name: 'said_would_come',
    tables: ['session_intention'],
    sql: `select s.title as session, i.says, i.happened_at from session_intention i join session s on s.id = i.session_id
      where i.person_id = @person order by i.happened_at`,
  },
  {
    name: 'messages_from_her',
    tables: ['inbox'],
    // On a phone that others use too only what is known to be hers.
    sql: `select i.channel, i.sent_at, i.inbound from inbox i where i.address_id in (${HERS}) and (i.address_id in (${HERS_ALONE})
        or i.seq in (select cause from outbox where person_id = @person and cause is not null)
        or i.seq in (select inbox_seq from media where person_id = @person)) order by i.sent_at, i.seq`,
  },
  {
    name: 'messages_to_her',
    tables: ['outbox'],
    sql: `select channel, kind, json_extract(message, '$.text') as text, state, why, created_at, sent_at, delivered_at, read_at
      from outbox where person_id = @person order by seq`,
    words: ['text'],
  },
  {
    name: 'files',
    tables: ['media'],
    sql: 'select kind, state, mime, bytes, path as file, created_at from media where person_id = @person order by created_at, id',
  },
  {
    name: 'requests_for_a_person',
    tables: ['care_case'],
    // A call for help stands in no file: its own section says how to ask for it.
    sql: `select topic, state, opened_at, answered_at, closed_at, ${ROLE('owner_id')} as answered_by from care_case
      where person_id = @person and topic <> 'safeguarding' order by opened_at`,
  },
  {
    name: 'kept_apart',
    tables: ['restricted_note', 'safeguarding_alert'],
    sql: `select count(*) as notes from restricted_note where person_id = @person`,
  },
  { name: 'tags', tables: ['tag'], sql: 'select tag, since from tag where person_id = @person order by since' },
  {
    name: 'tasks_about_her',
    tables: ['task'],
    sql: 'select topic, why, about, state, opened_at, done_at from task where person_id = @person order by opened_at',
  },
  {
    name: 'pauses',
    tables: ['pause'],
    sql: 'select from_day, to_day, why, created_at, ended_at from pause where person_id = @person order by created_at',
    words: ['why'],
  },
  {
    name: 'calls',
    tables: ['contact_try'],
    sql: `select programme, outcome, words, due_at, at, undone_at, ${ROLE('by_id')} as called_by from contact_try
      where person_id = @person order by at`,
    words: ['words'],
  },
  {
    name: 'why_she_is_called',
    tables: ['at_risk'],
    sql: 'select programme, rule, about, n, since from at_risk where person_id = @person order by programme, rule',
  },
  {
    name: 'rests',
    tables: ['rest'],
    sql: 'select programme, from_at, to_at from rest where person_id = @person order by from_at',
  },
  {
    name: 'certificates',
    tables: ['certificate', 'certificate_code', 'document'],
    sql: `select programme, year, number, name, rule, evidence, code, issued_at, reissued_at, revoked_at, revoked_why
      from certificate where person_id = @person`,
  },
  {
    name: 'enterprises',
    tables: ['enterprise', 'enterprise_member'],
    sql: `select b.name, b.sector, b.line, b.family_run, m.since, m.until from enterprise_member m join enterprise b on b.id = m.enterprise_id
      where m.person_id = @person`,
  },
  {
    name: 'household',
    tables: ['household', 'household_member'],
    sql: 'select h.name, h.people, m.since from household_member m join household h on h.id = m.household_id where m.person_id = @person',
  },
  {
    name: 'requests_about_data',
    tables: ['privacy_request'],
    sql: 'select kind, state, channel, asked_at, due_at, done_at, did from privacy_request where person_id = @person order by asked_at',
  },
  {
    name: 'applications',
    tables: ['application'],
    sql: 'select programme, cohort, source, applied_at from application where person_id = @person order by applied_at',
  },
  {
    name: 'visits',
    tables: ['application_visit'],
    sql: 'select programme, happened_at, minutes, notes from application_visit where person_id = @person order by happened_at',
    words: ['notes'],
  },
  {
    name: 'counselling',
    tables: ['visit', 'visit_person', 'visit_file'],
    sql: `select v.programme, v.kind, v.state, v.planned_at, v.happened_at, v.minutes, v.topic, v.notes, v.undone_at, ${ROLE('v.by_id')} as entered_by,
        (select count(*) from visit_file f where f.visit_id = v.id) as files
      from visit_person p join visit v on v.id = p.visit_id where p.person_id = @person order by v.entered_at, v.id`,
    words: ['topic', 'notes'],
  },
  {
    name: 'agreed',
    tables: ['commitment'],
    sql: `select programme, text, due_on, state, said, said_at, settled_at, undone_at from commitment where person_id = @person order by entered_at, id`,
    words: ['text'],
  },
  {
    name: 'hours',
    tables: ['hours_entry', 'hours_person'],
    sql: `select e.programme, e.kind, e.minutes, e.happened_at, e.note, e.undone_at from hours_person p join hours_entry e on e.id = p.entry_id
      where p.person_id = @person order by e.happened_at, e.id`,
    words: ['note'],
  },
  {
    name: 'airtime',
    tables: ['input_entry'],
    sql: `select programme, kind, amount, currency, supplier, happened_on, note from input_entry where person_id = @person order by entered_at, id`,
    words: ['note'],
  },
  {
    name: 'deliveries',
    tables: ['delivery', 'delivery_item'],
    sql: `select b.name as enterprise, e.item, i.quantity, d.delivered_on, d.answer, d.answered_at, d.undone_at from delivery d
        join enterprise b on b.id = d.enterprise_id join delivery_item i on i.delivery_id = d.id join input_entry e on e.id = i.entry_id
      where d.person_id = @person order by d.entered_at, d.id, e.id`,
  },
  {
    name: 'scores',
    tables: ['application_score'],
    sql: `select programme, criterion, score, at, ${ROLE('by_id')} as entered_by from application_score where person_id = @person order by seq`,
  },
  {
    name: 'decisions',
    tables: ['application_decision'],
    sql: 'select programme, decision, why, at, told_at, undone_at from application_decision where person_id = @person order by seq',
    words: ['why'],
  },
  {
    name: 'lists',
    tables: ['inscription', 'inscription_person'],
    sql: `select i.programme, i.by_kind as put_by, i.created_at, i.undone_at from inscription_person p join inscription i on i.id = p.inscription_id
      where p.person_id = @person order by i.created_at`,
  },
  {
    name: 'recordings',
    tables: ['recording'],
    sql: `select programme, flow, step, language, state, made_at, why from recording where person_id = @person order by made_at`,
  },
  {
    name: 'work_in_the_team',
    tables: ['staff', 'staff_scope'],
    sql: 'select role, programme, since, until from staff where person_id = @person order by since',
  },
];

/** Tables with rows of hers that no section tells, and why. */
export const UNTOLD: Readonly<Record<string, string>> = {
  reflection: 'that she was asked after an event; what she said stands among her answers',
  conversation: 'where she stands: her answers and lessons say it in words',
  timer: 'reminders of lessons that are told',
  event: 'notes of the machine to itself',
  job: 'notes of the machine to itself',
  lane: 'the order in which her messages are worked',
  set_aside: 'what could not be read; nobody knows whose it is',
  broadcast: 'what she sent as staff is the programme’s',
  broadcast_recipient: 'what reached her stands among the messages to her',
  certificate_lack: 'what a rule still asked of her: it follows from her records',
  case_told: 'cases of others that she was told of as staff',
  numbered: 'what the numbers of a list meant that she read as staff, or that she stood on one',
  link_claim: 'that she proved a number; the number stands among hers',
  link_code: 'codes to prove a number, as hashes',
  merge: 'two records of hers that became one; the one is told',
  merge_row: 'two records of hers that became one; the one is told',
  token: 'keys to the API that she has as staff',
  wrong_number: 'a number of somebody else',
  import_problem: 'remarks about rows of a file, gone within a month',
  import_slice: 'rows of a file that are not done yet',
  erasure: 'her request stands among those about data',
};

export type Exported = Readonly<Record<string, readonly Readonly<Record<string, Json>>[]>>;

/** Everything of hers, section by section. `read` is off the writing thread, so that a long history blocks nobody. */
export async function exportOf(person: string, read: (query: Query) => Promise<readonly SqlRow[]>): Promise<Exported> {
  const others = await read({
    sql: {
      sqlite: `select p.name, ${ROLE('p.id')} as role from person p
        where p.id <> @person and p.name is not null and (exists (select 1 from staff s where s.person_id = p.id)
          or p.id in (select o.person_id from person_address o where o.address_id in (${HERS})))`,
    },
    params: { person },
  });
  const [me] = await read({ sql: { sqlite: 'select name from person where id = @person' }, params: { person } });
  const without = withoutNames(others, String(me?.['name'] ?? ''));
  const told: [string, Readonly<Record<string, Json>>[]][] = [];
  for (const { name, sql, words = [], json = [] } of SECTIONS) {
    const rows = await read({ sql: { sqlite: sql }, params: { person } });
    told.push([
      name,
      rows.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([column, value]) => {
            if (column === 'inbound') return ['said', saidIn(String(value))];
            if (json.includes(column) && value !== null) return [column, JSON.parse(String(value)) as Json];
            if (words.includes(column) && value !== null) return [column, without(String(value))];
            return [column, value];
          }),
        ),
      ),
    ]);
  }
  return Object.fromEntries(told);
}

/** What she sent, without what the provider wrapped around it. */
function saidIn(inbound: string): Json {
  return (JSON.parse(inbound) as { content?: Json }).content ?? null;
}

/** Staff become their role, those who share her phone "otra persona"; a name that is also hers stays. */
function withoutNames(others: readonly SqlRow[], mine: string): (text: string) => string {
  const by = new Map<string, string>();
  for (const { name, role } of others) {
    const full = String(name);
    for (const one of [full, firstName(full)])
      if (one.length > 1 && firstName(mine) !== one && mine !== one)
        by.set(one, role === null ? 'otra persona' : `(${role})`);
  }
  if (by.size === 0) return (text) => text;
  const any = [...by.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${any.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
  return (text) => text.replace(pattern, (one) => by.get(one)!);
}
