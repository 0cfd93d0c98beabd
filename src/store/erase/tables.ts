/** What becomes of the rows of one table when a person is erased. */
export type Rule =
  /** Nothing in it is about a person, or it says only what an id says; `why` is for whoever reads this list. */
  | { readonly table: string; readonly does: 'keep'; readonly why: string }
  /** Its rows go, a slice at a time. `where` is SQL over `t`. */
  | { readonly table: string; readonly does: 'delete'; readonly key: readonly string[]; readonly where: string }
  /** Whole stretches of it are looked through, since no index leads to her; rows that `where` finds in them go. */
  | { readonly table: string; readonly does: 'search'; readonly where: string }
  /** Its rows stay as facts about nobody: columns that named her name the empty row instead, and `set` empties the rest. */
  | {
      readonly table: string;
      readonly does: 'refer';
      readonly persons: readonly string[];
      readonly set?: Readonly<Record<string, string>>;
      readonly where?: string;
    }
  /** Written by hand at the end (finish.ts). */
  | { readonly table: string; readonly does: 'finish' };

/** Addresses of hers at which nobody else is reached; the parameter is @person. */
export const HERS_ALONE = `select pa.address_id from person_address pa where pa.person_id = @person
  and not exists (select 1 from person_address o where o.address_id = pa.address_id and o.person_id <> @person)`;
const HERS = 'select address_id from person_address where person_id = @person';
const OTHERS = `select o.person_id from person_address o where o.person_id <> @person and o.address_id in (${HERS})`;
const CASES = 'select id from care_case where person_id = @person';
/** A JSON text names her, a case of hers, or one of her addresses by its id. */
const names = (column: string) => `(instr(${column}, @person) > 0
  or exists (select 1 from (${CASES}) k where instr(${column}, k.id) > 0)
  or exists (select 1 from (${HERS_ALONE}) h where instr(${column}, h.address_id) > 0))`;
/** A text from outside holds a number or id of an address that is hers alone: five digits of a short code are too few to tell. */
const holds = (column: string) => `exists (select 1 from address_key k
  where k.address_id in (${HERS_ALONE}) and length(k.value) > 12 and instr(${column}, ltrim(substr(k.value, instr(k.value, ':') + 1), '+')) > 0)`;
/** Her lane, where she is the only one in it. */
const OWN_LANE = `(select p.lane_id from person p where p.id = @person
  and not exists (select 1 from person q where q.lane_id = p.lane_id and q.id <> p.id))`;

const own = (table: string, key: readonly string[] = ['id'], column = 'person_id'): Rule => ({
  table,
  does: 'delete',
  key,
  where: `t.${column} = @person`,
});
const keep = (table: string, why: string): Rule => ({ table, does: 'keep', why });
const refer = (
  table: string,
  set: Readonly<Record<string, string>> = {},
  persons = ['person_id'],
  where?: string,
): Rule => ({
  table,
  does: 'refer',
  persons,
  set,
  ...(where === undefined ? {} : { where }),
});

/**
 * Every table, and what becomes of a person's rows in it. Children stand before their parents, and what finds her by another
 * table before that one. A test reads the schema: a table or a column of a person without its rule fails it.
 */
export const RULES: readonly Rule[] = [
  // What waits goes first, so that nothing of hers happens any more.
  own('timer', ['person_id', 'key']),
  own('conversation', ['person_id']),
  // Messages to her; those to staff that tell of a case of hers; the results of broadcasts stay as numbers.
  { table: 'outbox', does: 'delete', key: ['seq'], where: "t.person_id = @person and t.kind <> 'broadcast'" },
  {
    table: 'outbox',
    does: 'delete',
    key: ['seq'],
    where: `t.person_id in (select ct.person_id from case_told ct where ct.case_id in (${CASES}))
      and t.thread_id in (select 'case:' || id from care_case where person_id = @person)`,
  },
  {
    table: 'media',
    does: 'delete',
    key: ['id'],
    where: `(t.person_id = @person or t.person_id is null
      and t.inbox_seq in (select i.seq from inbox i where i.address_id in (${HERS_ALONE})))`,
  },
  // Photos that the team took at her door.
  {
    table: 'media',
    does: 'delete',
    key: ['id'],
    where: `t.id in (select m.id from visit_person v join visit_file f on f.visit_id = v.visit_id
      join media m on m.inbox_seq = f.inbox_seq and m.nth = f.nth where v.person_id = @person)`,
  },
  // What a reviewer said to her aloud, and photos of her papers: they came from phones of the team.
  {
    table: 'media',
    does: 'delete',
    key: ['id'],
    where: `t.id in (select r.media_id from homework h join review r on r.homework_id = h.id where h.person_id = @person
      union all select m.id from outcome o join media m on m.inbox_seq = cast(substr(o.proof, 7) as integer)
        and o.proof = 'inbox:' || m.inbox_seq || ':' || m.nth where o.person_id = @person)`,
  },
  {
    table: 'visit_file',
    does: 'delete',
    key: ['visit_id', 'inbox_seq', 'nth'],
    where: 't.visit_id in (select visit_id from visit_person where person_id = @person)',
  },
  { table: 'inbox', does: 'delete', key: ['seq'], where: `t.address_id in (${HERS_ALONE})` },
  // On a phone that others use too: whatever is not known to be another's. Waiting messages are worked first.
  {
    table: 'inbox',
    does: 'delete',
    key: ['seq'],
    where: `t.address_id in (${HERS}) and t.address_id not in (${HERS_ALONE}) and t.state <> 0
      and t.seq not in (select cause from outbox where cause is not null and person_id in (${OTHERS}))
      and t.seq not in (select inbox_seq from media where person_id in (${OTHERS}))
      and t.seq not in (select words_seq from care_case where words_seq is not null and person_id in (${OTHERS}))`,
  },
  {
    table: 'event',
    does: 'search',
    where: `(t.person_id = @person or t.lane_id = ${OWN_LANE} or ${names('t.payload')})`,
  },
  {
    table: 'job',
    does: 'search',
    where: `(t.person_id = @person or t.lane_id = ${OWN_LANE} or t.state <> 0 and (${names('t.input')} or ${holds('t.input')}))`,
  },
  { table: 'set_aside', does: 'search', where: `(${holds('t.item')} or instr(t.item, @person) > 0)` },
  {
    table: 'idempotency_key',
    does: 'delete',
    key: ['token_id', 'key', 'nth'],
    where: `(${names('t.answer')} or ${holds('t.answer')})`,
  },
  {
    table: 'import_problem',
    does: 'delete',
    key: ['import_id', 'seq'],
    where: `(t.person_id = @person or ${holds('t.value')} or ${holds('t.vars')})`,
  },
  own('answer', ['seq']),
  own('missed_step'),
  own('tag', ['person_id', 'tag']),
  own('session_intention'),
  own('contact_try'),
  own('pause'),
  own('rest', ['person_id', 'programme', 'from_at']),
  own('at_risk', ['person_id', 'programme', 'rule', 'about']),
  {
    table: 'numbered',
    does: 'delete',
    key: ['person_id', 'list', 'n'],
    where: `(t.person_id = @person or t.about = @person or t.about in (select id from task where person_id = @person))`,
  },
  own('task'),
  refer('task', {}, ['owner_id', 'done_by']),
  // A seat at an event that was held is counted; at others it is free again.
  {
    table: 'sign_up',
    does: 'delete',
    key: ['session_id', 'person_id'],
    where: 't.person_id = @person and not exists (select 1 from attendance a where a.session_id = t.session_id)',
  },
  own('reflection', ['session_id', 'person_id']),
  own('restricted_note'),
  refer('restricted_note', {}, ['by_person']),
  {
    table: 'case_told',
    does: 'delete',
    key: ['case_id', 'person_id'],
    where: `(t.person_id = @person or t.case_id in (${CASES}))`,
  },
  own('care_case', ['number']),
  refer('care_case', {}, ['owner_id', 'closed_by']),
  own('safeguarding_alert'),
  {
    table: 'link_code',
    does: 'delete',
    key: ['claim_id', 'person_id'],
    where: '(t.person_id = @person or t.claim_id in (select id from link_claim where person_id = @person))',
  },
  own('link_claim'),
  own('document'),
  {
    table: 'certificate_code',
    does: 'delete',
    key: ['code'],
    where: 't.certificate_id in (select id from certificate where person_id = @person)',
  },
  own('certificate_lack', ['person_id', 'programme']),
  keep('certificate_series', 'the last number given in a programme and year'),
  keep('certificate_run', 'how many were looked at, by an id of the team'),
  {
    table: 'merge_row',
    does: 'delete',
    key: ['seq'],
    where: 't.merge_id in (select id from merge where person_id = @person or gone_id = @person)',
  },
  { table: 'merge', does: 'delete', key: ['id'], where: '(t.person_id = @person or t.gone_id = @person)' },
  own('inscription_person', ['inscription_id', 'person_id']),
  own('wrong_number', ['person_id', 'phone']),
  own('staff_scope', ['person_id', 'of_id']),
  // From here on: facts that reports count, about nobody.
  refer('flow_progress'),
  // Her group says at which sessions she was expected, where it has any of its own.
  refer('enrolment', {
    group_id: '(select s.group_id from session s where s.group_id = enrolment.group_id limit 1)',
    partner_id: 'null',
    reason: 'null',
  }),
  refer('roster'),
  refer('roster_gap'),
  refer('sign_up'),
  refer('attendance_fact', {}, ['person_id', 'by_person', 'stood_in']),
  keep('attendance', 'follows attendance_fact by its triggers'),
  // That it came late, and how soon it was looked at, is counted; what came and what was said of it does not stay.
  { table: 'homework_part', does: 'finish' },
  { table: 'review', does: 'finish' },
  refer('homework', { thread_id: 'null', excused_why: 'null' }),
  // How many applied and what they were given stays true; why, and what was noted at her door, does not stay.
  refer('application', { cohort: 'null' }),
  refer('application_visit', { notes: "''" }),
  refer('application_score'),
  refer('application_decision', { why: "''" }),
  // How many answered stays true; what she answered does not stay.
  // Her voice goes with her files; that a step was spoken, and by nobody else, is no fact about her.
  refer('recording', { media_id: 'null', why: 'null', state: "'withdrawn'" }),
  refer('recording', {}, ['by_person']),
  refer('survey_answer', { value: 'null', missing: "'erased'" }),
  refer('survey_response'),
  refer('ladder_step'),
  refer('outcome', { proof: 'null' }),
  refer('certificate', { code: "'erased-' || id", name: 'null', revoked_why: 'null' }),
  refer('consent', { language: 'null', channel: 'null', proof: 'null' }),
  // Hours and visits are counted; what was said, agreed and noted at them does not stay.
  { table: 'visit', does: 'finish' },
  refer('visit_person'),
  refer('commitment', { text: "''", said: 'null' }),
  { table: 'hours_entry', does: 'finish' },
  refer('hours_person'),
  // What an enterprise was given stays in its account.
  refer('input_entry', { note: "''", holder: 'null', receipt: 'null' }),
  refer('delivery'),
  refer('enterprise_member'),
  refer('household_member'),
  refer('broadcast_recipient', { address_id: 'null', shared: '0' }),
  refer('broadcast', { lane_id: 'null', by_id: '@empty' }),
  refer(
    'outbox',
    {
      message: "'{}'",
      extra: 'null',
      provider_id: 'null',
      question_id: 'null',
      cause: 'null',
      copy_of: 'null',
      lane_id: '@lane',
      address_id: '@address',
      state: "case when state in ('pending', 'sending', 'unknown') then 'dropped' else state end",
      why: "case when state in ('pending', 'sending', 'unknown') then 'cancelled' else why end",
      undelivered_after: 'null',
      counted_on: 'null',
    },
    ['person_id'],
  ),
  refer('staff'),
  refer('token', { revoked_at: 'coalesce(revoked_at, @now)' }),
  refer('privacy_request', { channel: 'null' }),
  { table: 'enterprise', does: 'finish' },
  { table: 'household', does: 'finish' },
  { table: 'address_key', does: 'finish' },
  { table: 'address', does: 'finish' },
  { table: 'person_address', does: 'finish' },
  { table: 'lane', does: 'finish' },
  // Lists that are not done yet: her row leaves them.
  { table: 'import_slice', does: 'finish' },
  { table: 'person', does: 'finish' },
  { table: 'erasure', does: 'finish' },
  keep('tombstone', 'a keyed hash, made so that lists do not bring her back'),
  keep('pack_step', 'of the packs'),
  keep('fallback_used', 'counts words of a pack; it names nobody'),
  keep('trash', 'names of files on their way off the disk; they are hashes of content'),
  keep('audit', 'ids and names of fields; her id leads nowhere once her row is gone'),
  keep('stray_status', 'ids of messages that name nothing of ours; swept by age'),
  keep('import', 'that a file was read, and how many rows it had; its rows are in import_slice'),
  keep('inscription', 'that a list was written down: its people are in inscription_person'),
  keep('workspace', 'of the installation'),
  keep('report_frozen', 'counts and shares of a month; it names nobody'),
  keep('setting', 'of the installation'),
  keep('spend', 'sums of a month'),
  keep('budget_told', 'marks of a month'),
  keep('template', 'of the provider'),
  keep('flow_version', 'of the packs'),
  keep('cohort', 'of the programme'),
  keep('session', 'of the programme'),
  keep('session_change', 'of the programme'),
  {
    table: 'undoable',
    does: 'delete',
    key: ['id'],
    where: `(t.by_id = @person or ${names('t.input')})`,
  },
  keep('delivery_item', 'things of an enterprise'),
  keep('input_receipt', 'that a receipt was photographed; the picture is in media'),
  keep('roll', 'that a roll was taken; of whom stands in attendance_fact'),
  keep('unit', 'of the programme'),
];

type Sliced = Extract<Rule, { does: 'delete' | 'search' }>;

/** What is done slice by slice, in order, before the end. */
export const SLICED: readonly Sliced[] = RULES.filter(
  (rule): rule is Sliced => rule.does === 'delete' || rule.does === 'search',
);
