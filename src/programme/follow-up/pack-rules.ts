import { z } from 'zod';
import type { Millis } from '../../base/clock.ts';
import type { Json } from '../../base/json.ts';
import type { RiskRule } from '../../domain/at-risk.ts';
import { localDate } from '../../domain/time.ts';
import { createCel } from '../../flow/cel.ts';
import type { Operation, Query, SqlRow } from '../../store/port.ts';
import { insertAll } from '../insert-all.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import type { PublishedFact } from '../manifest.ts';
import { packFactsIn, packFactsQuery } from '../pack-facts.ts';

export const PACK_RULES = 'follow-up.pack-rules';
/** Each fact is a query of each of them: some 20 ms together. */
const AT_ONCE = 20;

const input = z.strictObject({
  programme: z.string().min(1),
  after: z.string().default(''),
  /** Facts that its rules ask for; known after the first step. */
  facts: z.array(z.string()).optional(),
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

const NOTHING: Query = { sql: { sqlite: 'select 1 where 0' }, params: {} };
const ACTIVE = `from enrolment e join person p on p.id = e.person_id and p.simulated = 0 and p.blocked_at is null and p.erased_at is null
  where e.programme = @programme and e.state = 'active' and e.person_id > @after order by e.person_id limit 1 offset @nth + 0`;

/**
 * What a pack calls at risk (`at_risk: [{when, why}]`), asked of everybody who takes part, some at a time, at night. A rule
 * may ask anything that conditions ask, each fact by its own query, so it is given the facts that the house publishes.
 */
export function packRules(published: readonly PublishedFact[]): Operation<Input, null> {
  const cel = createCel(Object.fromEntries(published.map(({ source, type }) => [source.name, type])));
  const slots = Array.from({ length: AT_ONCE }, (_, nth) => nth);
  const reads: Record<string, (given: Input) => Query> = { packs: () => packFactsQuery() };
  for (const nth of slots) {
    const params = ({ programme, after }: Input) => ({ programme, after, nth });
    reads[`person ${nth}`] = (given) =>
      given.facts === undefined
        ? NOTHING
        : { sql: { sqlite: `select p.id, p.language, p.person_values, p.profile ${ACTIVE}` }, params: params(given) };
    for (const { source } of published) {
      const sql = source.query.sqlite.replaceAll('@person', `(select p.id ${ACTIVE})`);
      reads[`${source.name} ${nth}`] = (given) =>
        given.facts?.includes(source.name) ? { sql: { sqlite: sql }, params: params(given) } : NOTHING;
    }
  }
  return {
    name: PACK_RULES,
    input: input as z.ZodType<Input>,
    reads,
    decide(loaded, { programme, after, facts, workspace, job }, { now, newId }) {
      const pack = packFactsIn(loaded['packs']).find((one) => one.programme === programme);
      const rules = (pack?.atRisk ?? []).map((rule) => ({ ...rule, condition: cel.compile(rule.when) }));
      if (!pack || rules.length === 0)
        return { rows: jobDone(job, [], now), statements: [gone(programme)], output: null };
      const next = (given: Record<string, Json>) =>
        jobRow({ operation: PACK_RULES, input: { programme, ...given }, at: now, workspace }, { now, newId });
      if (facts === undefined) {
        const asked = [...new Set(rules.flatMap(({ condition }) => [...condition.roots]))];
        return { rows: [next({ facts: asked }), ...jobDone(job, [], now)], output: null };
      }
      const people = slots.flatMap((nth) => {
        const person = loaded[`person ${nth}`]?.[0];
        return person ? [{ person, roots: rootsOf(person, loaded, nth, published, facts, { now, programme }) }] : [];
      });
      const at = { now, today: localDate(now, pack.timezone) };
      const found = people.flatMap(({ person, roots }) =>
        rules
          .filter(({ condition }) => condition.test({ roots, ...at }))
          .map(({ why, condition }) => [
            String(person['id']),
            programme,
            'pack',
            why,
            workspace,
            1,
            now,
            coversBy(condition.roots),
          ]),
      );
      const last = people.length === AT_ONCE ? String(people.at(-1)!.person['id']) : null;
      const columns = ['person_id', 'programme', 'rule', 'about', 'workspace', 'n', 'since', 'covers'];
      // Since when is known only by the first night that found it.
      const insert = insertAll('at_risk', columns, found, 'on conflict (person_id, programme, rule, about) do nothing');
      return {
        rows: [...(last === null ? [] : [next({ facts, after: last })]), ...jobDone(job, [], now)],
        statements: [over(programme, after, last, found), ...(insert ? [insert] : [])],
        output: null,
      };
    },
  };
}

/** A rule that asks for nothing but what one of ours asks says the same in the programme's own words. */
function coversBy(roots: ReadonlySet<string>): RiskRule | null {
  const only = (...names: string[]) => [...roots].every((root) => names.includes(root));
  if (only('sessions')) return 'sessions';
  return only('homework', 'count') ? 'homework' : null;
}

function rootsOf(
  person: SqlRow,
  loaded: Readonly<Record<string, readonly SqlRow[]>>,
  nth: number,
  published: readonly PublishedFact[],
  asked: readonly string[],
  at: { readonly now: Millis; readonly programme: string },
): Readonly<Record<string, Json>> {
  const facts = published
    .filter(({ source }) => asked.includes(source.name))
    .map((fact): [string, Json] => [fact.source.name, fact.value(loaded[`${fact.source.name} ${nth}`] ?? [], at)]);
  return {
    person: JSON.parse(String(person['person_values'])) as Json,
    profile: JSON.parse(String(person['profile'])) as Json,
    language: String(person['language'] ?? ''),
    ...Object.fromEntries(facts),
  };
}

function over(programme: string, after: string, last: string | null, found: readonly unknown[][]): Query {
  return {
    sql: {
      sqlite: `delete from at_risk where programme = @programme and rule = 'pack' and person_id > @after
        and (@last is null or person_id <= @last) and (person_id, about) not in (select json_extract(value, '$[0]'),
          json_extract(value, '$[3]') from json_each(@found))`,
    },
    params: { programme, after, last, found: JSON.stringify(found) },
  };
}

/** The pack names no reasons any more. */
const gone = (programme: string): Query => ({
  sql: { sqlite: `delete from at_risk where programme = @programme and rule = 'pack'` },
  params: { programme },
});
