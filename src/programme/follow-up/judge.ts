import type { Millis } from '../../base/clock.ts';
import { MISSED_IN_A_ROW, RISK_AFTER, type RiskRule } from '../../domain/at-risk.ts';
import { ATTENDED } from '../../domain/attendance.ts';
import type { SqlRow } from '../../store/port.ts';
import type { PackFacts } from '../pack-facts.ts';
import { daysAsStretch, isResting, ranFor, type Stretch } from './rests.ts';

/** A reason to call somebody. */
export interface Found {
  readonly person: string;
  readonly programme: string;
  readonly rule: RiskRule;
  /** Sessions, homeworks, lessons; else 1. */
  readonly n: number;
  /** When it began. */
  readonly since: Millis;
}

type Loaded = Readonly<Record<string, readonly SqlRow[]>>;

/**
 * What the rows of a slice (slice.ts) come to. Nobody who rests now is at risk, and no clock runs in a pause: the
 * programme's calendar, what the team gave her cohort or her, and her own. A session held in one was not missed.
 */
export function judge(loaded: Loaded, packs: readonly PackFacts[], now: Millis): readonly Found[] {
  const found: Found[] = [];
  const by = (name: string) => grouped(loaded[name] ?? []);
  const [held, homework, open, unopened, undelivered, own] = [
    by('sessions'),
    by('homework'),
    by('open'),
    by('unopened'),
    by('undelivered'),
    by('rests'),
  ];
  for (const row of loaded['people'] ?? []) {
    const key = keyOf(row);
    const pack = packs.find(({ programme }) => programme === row['programme']);
    const missed = missedIn(held.get(key) ?? []);
    const about = [homework, open, unopened, undelivered].some((rows) => rows.has(key));
    if (!(about || missed.length >= MISSED_IN_A_ROW) || !pack) continue;
    const rests = [...teamRests(row, loaded['pauses'] ?? [], pack), ...(own.get(key) ?? []).map(ownRest)];
    if (isResting(now, rests)) continue;
    const add = (rule: RiskRule, n: number, since: Millis) =>
      found.push({ person: String(row['person_id']), programme: pack.programme, rule, n, since });
    const over = (rule: keyof typeof RISK_AFTER, since: Millis) => ranFor(since, now, rests) > RISK_AFTER[rule];

    const sessions = missed.filter((at) => !isResting(at, rests));
    if (sessions.length >= MISSED_IN_A_ROW) add('sessions', sessions.length, sessions[0]!);

    const late = (homework.get(key) ?? []).map((one) => Number(one['due_at'])).filter((due) => over('homework', due));
    if (late.length > 0) add('homework', late.length, late[0]!);

    const wrote = Number(row['wrote_at']);
    const expected = open.get(key)?.[0]?.['at'];
    const silent = Math.max(wrote, Number(row['talked_at']), Number(expected ?? 0));
    if (expected != null && over('silent', silent)) add('silent', 1, silent);

    const released = unopened.get(key)?.[0];
    if (released && over('unopened', Number(released['at'])))
      add('unopened', Number(released['n']), Number(released['at']));

    const lost = Number(undelivered.get(key)?.[0]?.['at'] ?? 0);
    if (lost > wrote && over('undelivered', lost)) add('undelivered', 1, lost);
  }
  return found;
}

/** When the sessions were that she was not at since the last one she was at, the oldest first. Excused is neither. */
function missedIn(held: readonly SqlRow[]): readonly Millis[] {
  const sessions = held
    .map((row) => ({ at: Number(row['starts_at']), status: String(row['status']) }))
    .toSorted((a, b) => a.at - b.at);
  const last = sessions.findLastIndex(({ status }) => ATTENDED.includes(status));
  return sessions.slice(last + 1).flatMap(({ at, status }) => (status === 'absent' ? [at] : []));
}

function grouped(rows: readonly SqlRow[]): ReadonlyMap<string, readonly SqlRow[]> {
  const groups = new Map<string, SqlRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

const keyOf = (row: SqlRow): string => `${row['person_id']} ${row['programme']}`;

function teamRests(her: SqlRow, pauses: readonly SqlRow[], { timezone, calendar = [] }: PackFacts): Stretch[] {
  const hers = pauses.filter(
    (row) =>
      row['person_id'] === her['person_id'] || (row['cohort_id'] !== null && row['cohort_id'] === her['cohort_id']),
  );
  return [
    ...calendar.map(({ from, to }) => daysAsStretch(from, to, timezone)),
    ...hers.map((row) => daysAsStretch(String(row['from_day']), String(row['to_day']), timezone)),
  ];
}

const ownRest = (row: SqlRow): Stretch => ({
  from: Number(row['from_at']),
  to: row['to_at'] === null ? Number.POSITIVE_INFINITY : Number(row['to_at']),
});
