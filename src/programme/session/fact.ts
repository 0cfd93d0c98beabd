import type { Json } from '../../base/json.ts';
import type { SqlRow } from '../../store/port.ts';
import type { PublishedFact } from '../manifest.ts';

/** An event that is open to her and to which people have been asked. */
export interface OpenEvent {
  readonly id: string;
  readonly title: string;
  readonly place: string;
  readonly starts: number;
  readonly agenda: string;
  readonly host: string;
  /** '' where she has not said, else in | waiting | out. */
  readonly state: string;
}

export const eventsIn = (facts: Readonly<Record<string, Json>>): readonly OpenEvent[] =>
  (facts['events'] ?? []) as unknown as readonly OpenEvent[];

/** `events`: those of her cohort and group, those of the whole programme, and whether she has signed up. */
export const eventsFact: PublishedFact = {
  source: {
    name: 'events',
    query: {
      sqlite: `select s.id, s.title, s.place, s.starts_at, s.agenda, s.host, u.state
        from enrolment e join cohort c on c.programme = e.programme and c.workspace = e.workspace
          join session s on s.cohort_id = c.id and s.kind = 'event'
          left join sign_up u on u.session_id = s.id and u.person_id = e.person_id
        where e.person_id = @person and e.state in ('active', 'completed') and s.cancelled_at is null
          and s.invited_at is not null
          and (s.open_to = 'programme' or e.cohort_id = s.cohort_id and (s.group_id is null or e.group_id = s.group_id))
        order by s.starts_at, s.id`,
    },
  },
  type: 'list',
  value: (rows) =>
    rows.map((row) => ({
      id: String(row['id']),
      title: String(row['title']),
      place: String(row['place'] ?? ''),
      starts: Number(row['starts_at']),
      agenda: String(row['agenda'] ?? ''),
      host: String(row['host'] ?? ''),
      state: String(row['state'] ?? ''),
    })),
};

/** Her own clock: that of her site, else of her cohort; absent where she has neither. */
export const ZONE = 'zone';

/** As the store hands it out, before facts are made of it. */
export const zoneIn = (rows: readonly SqlRow[] | undefined): string | undefined =>
  (rows?.[0]?.['zone'] as string | null | undefined) ?? undefined;

export const zoneFact: PublishedFact = {
  source: {
    name: ZONE,
    query: {
      // Those she takes part in first, the newest of them: the row of a maximum, which needs no sorter (every reply asks).
      sqlite: `select coalesce(t.timezone, c.timezone) as zone,
          max((e.state in ('active', 'paused', 'completed')) * 1e15 + e.since)
        from enrolment e left join cohort c on c.id = e.cohort_id left join unit t on t.id = coalesce(e.site_id, c.site_id)
        where e.person_id = @person`,
    },
  },
  type: 'string',
  value: (rows) => zoneIn(rows) ?? null,
};
