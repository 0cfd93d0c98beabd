/** How the rows of one table follow a person into another's record. */
export interface Following {
  readonly table: string;
  readonly key: readonly string[];
  /** Columns that name a person. */
  readonly persons: readonly string[];
  /** Only these rows follow; the others are what machinery did once, and are found by nobody's name. */
  readonly only?: string;
  /** Where a unique key names the person: of two rows that would be one, the first by `first` stays. */
  readonly once?: Once;
}

export interface Once {
  /** The rest of the unique key. */
  readonly beside: readonly string[];
  readonly where?: string;
  /** SQL order; what makes it hers most. */
  readonly first: string;
  /** Rows that hang on the one that goes: they are hung on the one that stays. */
  readonly children?: readonly Child[];
}

const own = (table: string, persons: readonly string[] = ['person_id'], only?: string): Following => ({
  table,
  key: ['id'],
  persons,
  ...(only === undefined ? {} : { only }),
});

const once = (table: string, beside: readonly string[], first: string): Following => ({
  table,
  key: ['person_id', ...beside],
  persons: ['person_id'],
  once: { beside, first },
});

export interface Child {
  readonly table: string;
  readonly key: string;
  readonly column: string;
  /** A column that would say the same of rows of both: SQL over the child `t`, the row that goes `w`, the one that stays `y`. */
  readonly apart?: { readonly column: string; readonly to: string };
}

/**
 * Of two records of one homework the times it was handed in are told apart: those of the one that goes come before the first, as
 * 0, -1 …; but what waits in both is one submission, so that whoever reviews it sees all of it.
 */
const SUBMISSION = {
  column: 'submission',
  to: `case when w.state = 'received' and y.state = 'received' and t.submission = w.submission then y.submission
    else t.submission - w.submission end`,
};

/**
 * Every table that names a person, and what becomes of its rows when two persons are made one. A table that is missing
 * here would leave her history behind: a test reads the schema and says which.
 */
export const FOLLOWING: readonly Following[] = [
  // Both numbers stay hers. Where one of them was told to be silent it stays so.
  once('person_address', ['address_id'], 'silent_since is null, since'),
  once('tag', ['tag'], 'since'),
  // The further of the two.
  once(
    'flow_progress',
    ['flow'],
    'finished_at is null, opened_at is null, released_at is null, left_at is not null, finished_at',
  ),
  once(
    'enrolment',
    ['programme'],
    `case state when 'completed' then 0 when 'active' then 1 when 'paused' then 2 when 'applicant' then 3
      when 'registering' then 4 when 'consenting' then 5 when 'invited' then 6 when 'dropped' then 7 else 8 end, since`,
  ),
  // A duty that lasts, the older of two.
  once('staff', ['role', 'programme'], 'until is not null, since'),
  once('staff_scope', ['of_id'], 'since'),
  // The older number of the two, if she still stands on that roll.
  { ...once('roster', ['cohort_id'], 'until is not null, since, number'), key: ['cohort_id', 'person_id'] },
  { ...once('roster_gap', ['cohort_id', 'from_at'], 'to_at desc'), key: ['cohort_id', 'person_id', 'from_at'] },
  { ...once('case_told', ['case_id'], 'since'), key: ['case_id', 'person_id'] },
  { ...once('enterprise_member', ['enterprise_id'], 'until is not null, since'), key: ['enterprise_id', 'person_id'] },
  { ...once('household_member', ['household_id'], 'since'), key: ['household_id', 'person_id'] },
  {
    ...own('homework'),
    once: {
      beside: ['programme', 'name'],
      first: `case state when 'accepted' then 0 when 'received' then 1 when 'redo' then 2 when 'assigned' then 3 else 4 end,
        assigned_at`,
      children: [
        { table: 'homework_part', key: 'id', column: 'homework_id', apart: SUBMISSION },
        { table: 'review', key: 'id', column: 'homework_id', apart: SUBMISSION },
      ],
    },
  },
  {
    // `attendance` follows by its triggers.
    ...own('attendance_fact', ['person_id', 'by_person', 'stood_in']),
    once: { beside: ['session_id', 'method'], where: "method = 'self'", first: 'happened_at, entered_at' },
  },
  {
    // Of two the older stays, and its number; papers with the other's code lead to it.
    ...own('certificate'),
    once: {
      beside: ['programme'],
      first: 'revoked_at is not null, issued_at',
      children: [{ table: 'certificate_code', key: 'code', column: 'certificate_id' }],
    },
  },
  once('certificate_lack', ['programme'], 'at desc'),
  own('document'),
  // The same thing to do for both is one thing to do.
  {
    ...own('task', ['person_id', 'owner_id', 'done_by']),
    once: { beside: ['topic', 'why', 'about'], where: "state = 'open'", first: 'opened_at' },
  },
  // Two open cases on one topic: the later is closed (close-twins.ts), so that both numbers stay true.
  { ...own('care_case', ['person_id', 'owner_id', 'closed_by']), key: ['number'] },
  // The conversation that is not kept takes its timers with it; those of cases stay, under keys of their own.
  own('timer'),
  { ...own('conversation'), key: ['person_id'] },
  { ...own('event', ['person_id'], 'state = 0'), key: ['seq'] },
  own('job', ['person_id'], 'state = 0'),
  { ...own('outbox'), key: ['seq'] },
  own('media'),
  { ...own('answer'), key: ['seq'] },
  own('missed_step'),
  own('recording', ['person_id', 'by_person']),
  own('survey_answer'),
  own('survey_response'),
  own('ladder_step'),
  own('outcome'),
  own('consent'),
  once('application', ['programme'], 'applied_at'),
  { ...own('application_visit'), key: ['seq'] },
  { ...own('application_score'), key: ['seq'] },
  { ...own('application_decision'), key: ['seq'] },
  once('wrong_number', ['phone'], 'at'),
  own('privacy_request'),
  { ...own('import_problem'), key: ['import_id', 'seq'] },
  {
    ...own('inscription_person'),
    key: ['inscription_id', 'person_id'],
    once: { beside: ['inscription_id'], first: 'inscription_id' },
  },
  own('session_intention'),
  {
    ...own('sign_up'),
    key: ['session_id', 'person_id'],
    once: { beside: ['session_id'], first: "case state when 'in' then 0 when 'waiting' then 1 else 2 end, since" },
  },
  {
    ...own('reflection'),
    key: ['session_id', 'person_id'],
    once: { beside: ['session_id'], first: 'asked_at' },
  },
  {
    ...own('visit_person'),
    key: ['visit_id', 'person_id'],
    once: { beside: ['visit_id'], first: 'applicant' },
  },
  own('commitment'),
  {
    ...own('hours_person'),
    key: ['entry_id', 'person_id'],
    once: { beside: ['entry_id'], first: 'entry_id' },
  },
  own('input_entry'),
  own('delivery'),
  own('safeguarding_alert'),
  own('restricted_note', ['person_id', 'by_person']),
  own('pause'),
  // Rests of both are rests of hers; of two that began together the one that lasts longer.
  once('rest', ['programme', 'from_at'], 'to_at is not null, to_at desc'),
  // The next look says it anew.
  once('at_risk', ['programme', 'rule', 'about'], 'since'),
  own('contact_try'),
  once('numbered', ['list', 'n'], 'at desc'),
  // Written to once by one broadcast, if either was to be.
  {
    ...own('broadcast_recipient'),
    key: ['broadcast_id', 'n'],
    once: { beside: ['broadcast_id'], first: 'reason is not null, n' },
  },
  own('broadcast'),
  own('token'),
  own('merge'),
  own('link_claim'),
  { ...own('link_code'), key: ['claim_id', 'person_id'], once: { beside: ['claim_id'], first: 'asked_at' } },
];

/** Tables whose rows name a lane, and which of them move with a lane's persons and addresses. The last two last: the others ask them. */
export const LANE_TABLES: readonly { readonly table: string; readonly key: string; readonly where: string }[] = [
  { table: 'outbox', key: 'seq', where: 'person_id in (select id from person where lane_id = @lane)' },
  { table: 'event', key: 'seq', where: 'lane_id = @lane and state = 0' },
  { table: 'job', key: 'id', where: 'lane_id = @lane and state = 0' },
  { table: 'broadcast', key: 'id', where: 'lane_id = @lane' },
  { table: 'address', key: 'id', where: 'lane_id = @lane' },
  { table: 'person', key: 'id', where: 'lane_id = @lane' },
];
