import { type Said, says } from '../locale/sentence.ts';
import type { Cel } from './cel.ts';
import type { Comparison, RuleLeaf, RuleTree } from './rule-tree.ts';

/** What of a pack a rule may ask for. */
export interface Asked {
  /** Those that a lesson gives. */
  readonly homeworks: readonly string[];
  /** Flows that somebody gets, with a scored question. */
  readonly quizzes: ReadonlySet<string>;
}

const HOMEWORK_STATES = ['assigned', 'received', 'redo', 'accepted', 'excused'];

/** Why nobody can ever fulfil a rule, in a sentence; undefined where somebody might. */
export function impossibility(tree: RuleTree, asked: Asked, cel: Cel): Said | undefined {
  if (tree.is === 'leaf') return impossibleLeaf(tree, asked, cel);
  const found = tree.of.map((part) => impossibility(part, asked, cel));
  if (tree.is === 'any') return found.every((why) => why !== undefined) ? found[0] : undefined;
  return found.find((why) => why !== undefined) ?? contradiction(tree.of);
}

function impossibleLeaf({ expression, compares, constant }: RuleLeaf, asked: Asked, cel: Cel): Said | undefined {
  if (constant)
    return cel.compile(expression).test({ roots: {} }) ? undefined : says('RULE_IMPOSSIBLE', { expression });
  if (!compares) return undefined;
  const { path, op, to } = compares;
  const [root, name = '', field] = path;
  if (root === 'quiz' && !asked.quizzes.has(name)) return says('RULE_IMPOSSIBLE.score', { name });
  if (root === 'homework' && field === 'state' && op === '==' && !asked.homeworks.includes(name))
    return says('RULE_IMPOSSIBLE.homework', { name });
  if (
    root === 'homework' &&
    field === 'state' &&
    op === '==' &&
    typeof to === 'string' &&
    !HOMEWORK_STATES.includes(to)
  )
    return says('RULE_IMPOSSIBLE.state', { to, states: HOMEWORK_STATES.join(', ') });
  const range = rangeOf(path, asked);
  if (!range || typeof to !== 'number') return undefined;
  const [least, most] = range;
  const never =
    ((op === '>=' || op === '==') && to > most) ||
    (op === '>' && to >= most) ||
    ((op === '<=' || op === '==') && to < least) ||
    (op === '<' && to <= least);
  if (!never) return undefined;
  return most === Number.POSITIVE_INFINITY
    ? says('RULE_IMPOSSIBLE.least', { path: path.join('.'), least })
    : says('RULE_IMPOSSIBLE.range', { path: path.join('.'), least, most });
}

function rangeOf(path: readonly string[], { homeworks }: Asked): readonly [number, number] | undefined {
  if (path[0] === 'attendance' || (path[0] === 'quiz' && path[2] === 'score')) return [0, 1];
  if (path.join('.') === 'records.lessons.share') return [0, 1];
  if (path[0] === 'count' && path[1] === 'homework') return [0, homeworks.length];
  if (path.join('.') === 'sessions.missed_in_a_row') return [0, Number.POSITIVE_INFINITY];
  return undefined;
}

/** Two parts that exclude each other. */
function contradiction(parts: readonly RuleTree[]): Said | undefined {
  const compared = parts.flatMap((part) => (part.is === 'leaf' && part.compares ? [part.compares] : []));
  for (const [i, one] of compared.entries())
    for (const other of compared.slice(i + 1))
      if (one.path.join('.') === other.path.join('.') && exclude(one, other))
        return says('RULE_IMPOSSIBLE.both', { path: one.path.join('.'), one: inWords(one), other: inWords(other) });
  return undefined;
}

const inWords = ({ op, to }: Comparison): string => `${op} ${JSON.stringify(to)}`;

function exclude(one: Comparison, other: Comparison): boolean {
  if (typeof one.to === 'object' || typeof other.to === 'object') return false;
  if (one.op === '==' && other.op === '==') return one.to !== other.to;
  if ((one.op === '==' && other.op === '!=') || (one.op === '!=' && other.op === '==')) return one.to === other.to;
  if (typeof one.to !== 'number' || typeof other.to !== 'number') return false;
  const [low, high] = [lowest(one, other), highest(one, other)];
  if (!low || !high) return false;
  return low.to > high.to || (low.to === high.to && !(low.with && high.with));
}

interface Edge {
  readonly to: number;
  /** The edge itself is allowed. */
  readonly with: boolean;
}

const edge = ({ op, to }: Comparison): Edge => ({ to: Number(to), with: op !== '>' && op !== '<' });

function lowest(one: Comparison, other: Comparison): Edge | undefined {
  const edges = [one, other].filter(({ op }) => op === '>=' || op === '>' || op === '==').map(edge);
  return edges.toSorted((a, b) => b.to - a.to || Number(a.with) - Number(b.with))[0];
}

function highest(one: Comparison, other: Comparison): Edge | undefined {
  const edges = [one, other].filter(({ op }) => op === '<=' || op === '<' || op === '==').map(edge);
  return edges.toSorted((a, b) => a.to - b.to || Number(a.with) - Number(b.with))[0];
}
