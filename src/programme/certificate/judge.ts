import type { Millis } from '../../base/clock.ts';
import type { Json } from '../../base/json.ts';
import { localDate } from '../../domain/time.ts';
import type { CelScope } from '../../flow/cel.ts';
import type { Lack } from '../../flow/rule-lacks.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import type { PublishedFact } from '../manifest.ts';
import { type Evidence, evidenceIn, RECORDS } from './fact.ts';
import { LOOKED_AT } from './run.ts';

export interface Judged {
  readonly id: string;
  readonly lacks: readonly string[];
  readonly evidence: Evidence;
}

export interface JudgeDeps {
  readonly read: (query: Query) => Promise<readonly SqlRow[]>;
  readonly facts: readonly PublishedFact[];
  /** The parts of the rule that do not hold. */
  readonly lacks: (scope: CelScope) => readonly Lack[];
  readonly rule: string;
  readonly timezone: string;
  readonly now: Millis;
}

export interface Slice {
  readonly programme: string;
  readonly cohort: string | null;
  readonly workspace: string;
  /** Person id: those after her. */
  readonly after: string;
  readonly most: number;
}

/**
 * What the rule says of the next so many people, by the same facts that a turn would load: read beside the writing thread,
 * so that a thousand certificates hold nobody up.
 */
export async function judge(slice: Slice, deps: JudgeDeps): Promise<readonly Judged[]> {
  const { programme, cohort, workspace, after, most } = slice;
  const people = await deps.read({
    sql: {
      sqlite: `select p.id, p.person_values, p.profile, p.language from ${LOOKED_AT} and p.id > @after
        order by p.id limit @most + 0`,
    },
    params: { programme, cohort, workspace, after, most },
  });
  const judged: Judged[] = [];
  for (const row of people) judged.push(await judgeOne(row, programme, deps));
  return judged;
}

async function judgeOne(
  row: SqlRow,
  programme: string,
  { read, facts, lacks, rule, timezone, now }: JudgeDeps,
): Promise<Judged> {
  const id = String(row['id']);
  const values: Record<string, Json> = {};
  for (const fact of facts) {
    const { source } = fact;
    if (!rule.includes(source.name) && source.name !== RECORDS) continue;
    values[source.name] = fact.value(await read({ sql: { sqlite: source.query.sqlite }, params: { person: id } }), {
      now,
      programme,
    });
  }
  const scope: CelScope = {
    roots: {
      ...values,
      person: JSON.parse(String(row['person_values'])),
      profile: JSON.parse(String(row['profile'])),
      language: String(row['language'] ?? ''),
      answers: values['answers'] ?? {},
      thread: {},
    },
    today: localDate(now, timezone),
    now,
  };
  return { id, lacks: lacks(scope).map(({ part }) => part), evidence: evidenceIn(values) };
}
