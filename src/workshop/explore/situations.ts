import { HOUR } from '../../base/clock.ts';
import type { Json } from '../../base/json.ts';
import { addDays } from '../../domain/time.ts';
import type { Cel } from '../../flow/cel.ts';
import type { Library } from '../../flow/library.ts';
import type { Known } from './known.ts';
import { actionsOf, built, type Matters } from './matters.ts';
import { LONGEST, longestOf } from './samples.ts';

/** How her record may stand when a flow begins. */
export interface Situation {
  /** For a teacher: `attendance >= 0.8 holds`. Empty: nothing in particular. */
  readonly means: string;
  readonly known: Known;
}

/** Combinations of values that are tried to make one condition hold, or not. */
const TRIES = 400;

/**
 * Records under which each condition of the flow holds once and fails once, beside the one in which she has said all
 * that texts may quote. A flow without conditions has that one alone.
 */
export function situationsOf(matters: Matters, library: Library, cel: Cel, now: number, today: string): Situation[] {
  const full: Situation = { means: '', known: filled(matters, library, now) };
  if (matters.conditions.length === 0) return [full];
  const nothing: Known = { person: {}, profile: {}, answers: {}, facts: {} };
  const situations = [full, { means: 'nothing is known of her', known: nothing }];
  const holds = (condition: string, known: Known): boolean => {
    const { person, profile, answers, facts } = known;
    const roots = { ...facts, person, profile, answers, thread: {}, channel: '', language: '' };
    return cel.compile(condition).test({ roots, now, today });
  };
  let all = full.known;
  for (const condition of matters.conditions) {
    for (const wanted of [true, false]) {
      if (situations.some(({ known }) => holds(condition, known) === wanted)) continue;
      const found = solve(condition, wanted, full.known);
      if (found) situations.push({ means: `${condition} ${wanted ? 'holds' : 'does not hold'}`, known: found });
    }
    // One in which as many of them hold as can: what stands inside two conditions is reached by it.
    if (!holds(condition, all)) all = solve(condition, true, all) ?? all;
  }
  if (matters.conditions.length > 1 && all !== full.known)
    situations.push({ means: 'all conditions hold', known: all });
  return situations;

  function solve(condition: string, wanted: boolean, from: Known): Known | undefined {
    const paths = cel
      .paths(condition)
      .filter(([root]) => root !== 'thread' && root !== 'channel' && root !== 'language');
    const values = candidates(condition, now, today);
    const combinations = Math.min(TRIES, values.length ** paths.length);
    for (let n = 0; n < combinations; n++) {
      let known = from;
      let rest = n;
      for (const path of paths) {
        known = withValue(known, path, values[rest % values.length]);
        rest = Math.floor(rest / values.length);
      }
      if (holds(condition, known) === wanted) return known;
    }
    return undefined;
  }
}

/** What the numbers and words of a condition are compared with: each, and what stands just beside it. */
function candidates(condition: string, now: number, today: string): readonly (Json | undefined)[] {
  const words = [...condition.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, double, single]) => double ?? single ?? '');
  const bare = condition.replace(/"[^"]*"|'[^']*'/g, ' ');
  const numbers = [...bare.matchAll(/(?<![\w.])\d+(?:\.\d+)?/g)].map(([number]) => Number(number));
  const days = condition.includes('days_since') ? numbers.flatMap((n) => [-n - 1, -n, 1 - n]) : [];
  return [
    undefined,
    true,
    false,
    ...words,
    `${words[0] ?? 'x'}-otra`,
    ...numbers.flatMap((n) => [n, n - 1, n + 1]),
    0,
    ...days.flatMap((n) => [addDays(today, n), now + n * 24 * HOUR]),
  ];
}

function withValue(known: Known, [root = '', ...rest]: readonly string[], value: Json | undefined): Known {
  if (root === 'person' || root === 'profile' || root === 'answers')
    return { ...known, [root]: put(known[root], rest, value) as never };
  return { ...known, facts: put(known.facts, [root, ...rest], value) };
}

function put(
  holder: Readonly<Record<string, Json>>,
  [first = '', ...rest]: readonly string[],
  value: Json | undefined,
): Readonly<Record<string, Json>> {
  const { [first]: before, ...others } = holder;
  if (rest.length === 0) return value === undefined ? others : { ...others, [first]: value };
  const inner = typeof before === 'object' && before !== null && !Array.isArray(before) ? before : {};
  return { ...others, [first]: put(inner as Readonly<Record<string, Json>>, rest, value) as Json };
}

/** All that earlier flows may have kept of her, at its longest; what this flow asks itself is not known yet. */
function filled({ paths, saves, facts }: Matters, library: Library, now: number): Known {
  const asked = questionsOf(library);
  let known: Known = {
    person: {},
    profile: saves.has('profile.name') ? {} : { name: LONGEST.name },
    answers: {},
    facts: facts.has('sessions') ? { sessions: atHand(now) } : {},
  };
  for (const path of paths) {
    const name = path.length === 1 ? `person.${path[0]}` : path.join('.');
    const kept = asked.get(name);
    if (kept !== undefined && !saves.has(name)) known = withValue(known, name.split('.'), kept);
  }
  return known;
}

const KEPT = new WeakMap<Library, ReadonlyMap<string, string | number>>();

/** `person.x` → the longest that the question which keeps it can leave there. Looked for once in a library. */
function questionsOf(library: Library): ReadonlyMap<string, string | number> {
  const before = KEPT.get(library);
  if (before) return before;
  const kept = new Map<string, string | number>();
  KEPT.set(library, kept);
  for (const { flow: id } of library.sources) {
    const flow = library.flow(id);
    for (const state of flow ? built(flow).plan.states : [])
      for (const action of actionsOf(state)) {
        if (action.type !== 'ask' || action.question.save === undefined) continue;
        const { save, accepts, options } = action.question;
        kept.set(save, longestOf(accepts.types[0] ?? 'text', options, accepts.max));
      }
  }
  return kept;
}

/** A session whose check-in is open, as programme/check-in publishes it. */
function atHand(now: number): Json {
  const session = {
    id: 'walk-session',
    plan: 's1',
    title: 'Los dos botes',
    place: LONGEST.place,
    kind: 'session',
    agenda: '',
    word: 'MEZQUITE',
    starts: now,
    ends: now + 2 * HOUR,
    opens: now - HOUR,
    closes: now + 3 * HOUR,
    status: '',
    recorded: false,
  };
  return { missed_in_a_row: 0, list: [session], now: session };
}
