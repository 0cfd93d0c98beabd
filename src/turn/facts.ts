import type { Json } from '../base/json.ts';
import type { PublishedFact } from '../programme/manifest.ts';
import type { Scalar } from '../store/port.ts';

type ByFlow = Record<string, Record<string, Json>>;

/** `answers.<flow>.<step>`: the newest answer to each step, as a plain value, with the words she added to it. */
const answers: PublishedFact = {
  source: {
    name: 'answers',
    query: {
      sqlite: 'select flow, step, plain, appends from answer where person_id = @person order by entered_at, id',
    },
  },
  type: 'map',
  value(rows) {
    const flows: ByFlow = {};
    for (const row of rows) {
      const flow = nameOf(row['flow']);
      const steps = flows[flow] ?? {};
      flows[flow] = steps;
      const step = String(row['step']);
      const value = JSON.parse(String(row['plain'])) as Json;
      const before = row['appends'] === 1 ? steps[step] : undefined;
      steps[step] = typeof before === 'string' && typeof value === 'string' ? `${before}\n${value}` : value;
    }
    return flows;
  },
};

/** `quiz.<flow>.score`: of the quiz steps she answered in that flow, the share (0–1) that she got right in the end. */
const quiz: PublishedFact = {
  source: {
    name: 'quiz',
    query: {
      sqlite: `select flow, avg(solved) as score from (
          select flow, step, max(correct) as solved from answer
          where person_id = @person and correct is not null group by flow, step
        ) group by flow`,
    },
  },
  type: 'map',
  value: (rows) => Object.fromEntries(rows.map((row) => [nameOf(row['flow']), { score: row['score'] ?? null }])),
};

/** Facts that every programme has. Capabilities publish the rest. */
export const CORE_FACTS: readonly PublishedFact[] = [answers, quiz];

/** Conditions name flows without their programme: `llera/dos-botes` is `dos-botes`. */
function nameOf(flow: Scalar | undefined): string {
  const id = String(flow);
  return id.slice(id.indexOf('/') + 1);
}
