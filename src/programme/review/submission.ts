import type { Millis } from '../../base/clock.ts';
import { type ChannelId, formOf } from '../../domain/channel.ts';
import type { Query, Scalar, SqlRow } from '../../store/port.ts';
import { firstName } from '../on-duty.ts';
import { inOrder, type Part, partOf } from '../submission.ts';
import { HELD_FOR } from './limits.ts';
import { submissionReads } from './queue.ts';

/** A submission as a reviewer sees it. */
export interface Submission {
  readonly homework: string;
  readonly person: string;
  readonly lane: string;
  /** First name. */
  readonly who: string;
  readonly programme: string;
  readonly name: string;
  readonly title: string;
  readonly state: string;
  readonly submission: number;
  readonly receivedAt: Millis | null;
  /** Others read her phone. */
  readonly shared: boolean;
  /** What goes to her goes where a recording can be heard. */
  readonly hears: boolean;
  readonly parts: readonly SeenPart[];
  /** What was asked of her last time. */
  readonly before: string;
  readonly reviews: readonly SqlRow[];
}

export interface SeenPart extends Part {
  readonly late: boolean;
  /** Where its bytes lie; null until they are fetched, and for words. */
  readonly file: string | null;
}

/** Of `person p`: where words to her go now, the one she last wrote from; by SMS where WhatsApp does not deliver. */
export const HER_CHANNEL = `(select iif(a.by_sms_since is null, a.channel, 'twilio-sms') from person_address r
  join address a on a.id = r.address_id
  where r.person_id = p.id and r.silent_since is null and a.opted_out_at is null and a.dead_at is null
  order by a.by_sms_since is not null, coalesce(a.last_inbound_at, 0) desc limit 1)`;

/** Whom we do not reach now may have a phone that plays it. */
export const hearsAt = (channel: Scalar | undefined): boolean =>
  channel == null || formOf(channel as ChannelId) === 'whatsapp';

type Of = Parameters<typeof submissionReads>[0];

/** What a `submissionOf` is made of, for `reads`. */
export const submissionQueries = (of: Of, now: Millis): Readonly<Record<'homework' | 'parts' | 'reviews', Query>> => {
  const { id, params } = submissionReads(of, now);
  return {
    homework: {
      sql: {
        sqlite: `select h.id, h.person_id, h.programme, h.name, h.state, h.submission, h.received_at, p.name as who, p.lane_id,
            coalesce((select json_extract(t.value, '$.title') from setting s, json_each(s.value, '$.homeworks') t
              where s.name = 'pack.' || h.programme and json_extract(t.value, '$.name') = h.name), h.name) as title,
            coalesce(json_extract(p.profile, '$.shared_phone') = 'yes', 0) or exists (select 1 from person_address a
              join person_address o on o.address_id = a.address_id and o.person_id <> a.person_id
              where a.person_id = p.id) as shared, ${HER_CHANNEL} as channel
          from homework h join person p on p.id = h.person_id where h.id = ${id}`,
      },
      params,
    },
    parts: {
      sql: {
        sqlite: `select x.id, x.kind, x.text, x.happened_at, x.entered_at, x.inbox_seq, x.nth, x.late, m.path
          from homework h join homework_part x on x.homework_id = h.id and x.submission = h.submission
          left join media m on m.inbox_seq = x.inbox_seq and m.nth = x.nth and m.state = 'kept' and x.kind <> 'text'
          where h.id = ${id}`,
      },
      params,
    },
    reviews: {
      sql: {
        sqlite: `select r.id, r.submission, r.by_kind, r.by_id, q.name as by_name, r.opened_at, r.decided_at, r.verdict,
            r.words, r.media_id, r.undone_at
          from review r left join person q on q.id = r.by_id and r.by_kind = 'staff'
          where r.homework_id = ${id} order by r.opened_at, r.id`,
      },
      params,
    },
  };
};

/** Undefined where there is none. */
export function submissionOf(loaded: Readonly<Record<string, readonly SqlRow[]>>): Submission | undefined {
  const row = loaded['homework']?.[0];
  if (!row) return undefined;
  const reviews = loaded['reviews'] ?? [];
  const decided = reviews.filter((one) => one['decided_at'] !== null && one['undone_at'] === null);
  const asked = decided.findLast((one) => Number(one['submission']) < Number(row['submission']));
  return {
    homework: String(row['id']),
    person: String(row['person_id']),
    lane: String(row['lane_id']),
    who: firstName(row['who']) || '-',
    programme: String(row['programme']),
    name: String(row['name']),
    title: String(row['title']),
    state: String(row['state']),
    submission: Number(row['submission']),
    receivedAt: row['received_at'] as Millis | null,
    shared: row['shared'] === 1,
    hears: hearsAt(row['channel']),
    parts: inOrder((loaded['parts'] ?? []).map(seenPartOf)),
    before: asked?.['verdict'] === 'redo' ? String(asked['words'] ?? '') : '',
    reviews,
  };
}

function seenPartOf(row: SqlRow): SeenPart {
  return {
    ...partOf(row),
    late: row['late'] === 1,
    file: (row['path'] ?? null) as string | null,
  };
}

/** Who else has this submission open now. */
export function holder({ reviews, submission }: Submission, me: string, now: Millis): SqlRow | undefined {
  return reviews.findLast(
    (one) =>
      one['submission'] === submission &&
      one['decided_at'] === null &&
      one['undone_at'] === null &&
      one['by_id'] !== me &&
      Number(one['opened_at']) > now - HELD_FOR,
  );
}

/** What was last said of this submission, and not taken back. */
export function decidedOf({ reviews, submission }: Submission): SqlRow | undefined {
  return reviews.findLast(
    (one) => one['submission'] === submission && one['decided_at'] !== null && one['undone_at'] === null,
  );
}
