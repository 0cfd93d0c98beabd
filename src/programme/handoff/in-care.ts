import type { Json } from '../../base/json.ts';
import { WORDS_TOLD } from '../../domain/words-told.ts';
import type { PublishedFact } from '../manifest.ts';
import { firstName } from '../on-duty.ts';

/** A case in a staff person's care: one she was told of. */
export interface InCare {
  readonly id: string;
  readonly number: number;
  readonly topic: string;
  readonly open: boolean;
  /** Whose it is, and where she is reached. */
  readonly person: string;
  readonly lane: string;
  /** Her first name; '' when we do not know it. */
  readonly name: string;
  /** Who has it now. */
  readonly owner: string | null;
  readonly ownerName: string;
  readonly answered: boolean;
  readonly waiting: boolean;
  /** First names of others who write from her phone, in a call for help: it may be one of them. */
  readonly beside: readonly string[];
  /** What she last wrote before it was opened, oldest first; never in a call for help. */
  readonly words: readonly string[];
}

/** The fact `cases`: open ones first, newest first; some closed ones, so that a late answer gets a clear line. */
export function casesOf(facts: Readonly<Record<string, Json>>): readonly InCare[] {
  return (facts['cases'] ?? []) as unknown as readonly InCare[];
}

/** Numbers that a staff person may still type. */
const MOST = 60;
/** Last words that go with an alert: enough to know what it is about, little enough for an SMS. */
const WORDS = 2;

const TOLD = `(${WORDS_TOLD.map((did) => `'${did}'`).join(', ')})`;

/** On a phone that several share, words before the case may be another woman's: none are shown then. */
const LAST_WORDS = `select json_group_array(text) from (
  select coalesce(json_extract(i.inbound, '$.content.text'), json_extract(i.inbound, '$.content.caption')) as text
  from inbox w join inbox i on i.address_id = w.address_id and i.seq <= w.seq and i.sent_at > w.sent_at - 86400000
  where w.seq = c.words_seq and text is not null and i.did in ${TOLD}
    and (select count(*) from person_address where address_id = w.address_id) = 1
  order by i.seq desc limit ${WORDS})`;

const BESIDE = `select json_group_array(distinct b.name) from person_address mine
  join person_address other on other.address_id = mine.address_id and other.person_id <> mine.person_id
  join person b on b.id = other.person_id
  where mine.person_id = c.person_id and b.name is not null`;

export const cases: PublishedFact = {
  source: {
    name: 'cases',
    query: {
      sqlite: `select c.id, c.number, c.topic, c.state, c.person_id, p.lane_id, p.name, c.owner_id,
          o.name as owner_name, c.answered_at, c.waiting_since,
          case when c.state = 'open' and c.topic <> 'safeguarding' then (${LAST_WORDS}) end as words,
          case when c.state = 'open' and c.topic = 'safeguarding' then (${BESIDE}) end as beside
        from case_told t join care_case c on c.id = t.case_id
          join person p on p.id = c.person_id and p.blocked_at is null
        left join person o on o.id = c.owner_id
        where t.person_id = @person order by c.state = 'open' desc, c.number desc limit ${MOST}`,
    },
  },
  type: 'list',
  value: (rows) =>
    rows.map((row) => ({
      id: String(row['id']),
      number: Number(row['number']),
      topic: String(row['topic']),
      open: row['state'] === 'open',
      person: String(row['person_id']),
      lane: String(row['lane_id']),
      name: firstName(row['name']),
      owner: row['owner_id'] ?? null,
      ownerName: firstName(row['owner_name']),
      answered: row['answered_at'] !== null,
      waiting: row['waiting_since'] !== null,
      beside: (JSON.parse(String(row['beside'] ?? '[]')) as string[]).map(firstName),
      words: (JSON.parse(String(row['words'] ?? '[]')) as string[]).toReversed(),
    })),
};
