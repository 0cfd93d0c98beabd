import { Environment, EvaluationError, type ParseResult, serialize } from '@marcbachmann/cel-js';
import type { Json } from '../base/json.ts';
import { type Said, says } from '../locale/sentence.ts';
import { daysSince } from './cel-days.ts';
import { CEL_MAX } from './limits.ts';
import { type RuleTree, ruleTree } from './rule-tree.ts';
import { didYouMean } from './suggest.ts';

export type FactType = 'map' | 'double' | 'string' | 'bool' | 'list';

/** What conditions may name, beside what capabilities publish (domain/world.ts). */
const CORE_ROOTS: Readonly<Record<string, FactType>> = {
  person: 'map',
  profile: 'map',
  answers: 'map',
  thread: 'map',
  channel: 'string',
  language: 'string',
};

/** Values by root, and what `days_since` counts to. */
export interface CelScope {
  readonly roots: Readonly<Record<string, unknown>>;
  readonly today?: string | undefined;
  readonly now?: number | undefined;
}

export interface CelProblem {
  readonly code: 'CEL_SYNTAX' | 'CEL_NAME' | 'CEL_TYPE';
  readonly message: Said;
  /** Offsets in the expression. */
  readonly start: number;
  readonly end: number;
  readonly fix?: Said;
}

/** An expression ready to run. */
export interface Condition {
  /** The roots it asks for: which facts must be loaded. */
  readonly roots: ReadonlySet<string>;
  /** Every comparison with something unanswered is false; a condition that cannot be decided is false. */
  test(scope: CelScope): boolean;
  /** Its value in plain JSON; undefined when something it needs is unanswered. */
  value(scope: CelScope): Json | undefined;
}

export interface Cel {
  /** Undefined when it is sound. `wants` says what it must come to; without it any value does. */
  check(expression: string, wants?: 'bool'): CelProblem | undefined;
  /** Compiles once and keeps. The expression must be sound. */
  compile(expression: string): Condition;
  /** The paths it names, as far as they are fixed: `[['answers', 'dos-botes', 'separa']]`. The expression must be sound. */
  paths(expression: string): readonly (readonly string[])[];
  /** The expression at its ands and ors. It must be sound. */
  tree(expression: string): RuleTree;
  /** Roots that may be named, for placeholders. */
  readonly roots: ReadonlySet<string>;
}

type Ast = ParseResult['ast'];

/** Limits of one expression: those an author could want. */
const LIMITS = { maxAstNodes: 200, maxDepth: 12, maxListElements: 50, maxMapEntries: 20, maxCallArguments: 4 };
/** A list within a list is looked through item by item; each level more multiplies, and five would hold up a turn for minutes. */
const MACROS_DEEP = 2;
const MACROS: readonly string[] = ['all', 'exists', 'exists_one', 'map', 'filter'];

/**
 * Common Expression Language over the facts of a person. CEL's integers are BigInt and do not mix with doubles, while
 * every number of ours is a double: the mixed operators are registered here once, so that `attendance + 1 == 2` works.
 */
export function createCel(facts: Readonly<Record<string, FactType>>): Cel {
  const roots: Readonly<Record<string, FactType>> = { ...facts, ...CORE_ROOTS };
  // The moment that days_since counts to. Evaluation is synchronous, so one variable around each call is enough.
  let scope: CelScope = { roots: {} };
  const env = new Environment({ unlistedVariablesAreDyn: false, homogeneousAggregateLiterals: false, limits: LIMITS });
  for (const [name, type] of Object.entries(roots)) env.registerVariable(name, type);
  env
    .registerOperator('double + int: double', (a: number, b: bigint) => a + Number(b))
    .registerOperator('int + double: double', (a: bigint, b: number) => Number(a) + b)
    .registerOperator('double - int: double', (a: number, b: bigint) => a - Number(b))
    .registerOperator('int - double: double', (a: bigint, b: number) => Number(a) - b)
    .registerOperator('double * int: double', (a: number, b: bigint) => a * Number(b))
    .registerOperator('int * double: double', (a: bigint, b: number) => Number(a) * b)
    .registerOperator('double / int: double', (a: number, b: bigint) => a / Number(b))
    .registerOperator('int / double: double', (a: bigint, b: number) => Number(a) / b)
    .registerOperator('double == int: bool', (a: number, b: bigint) => a === Number(b))
    .registerFunction('days_since(dyn): double', (moment: unknown) => daysSince(moment, scope));

  const compiled = new Map<string, Condition>();
  return {
    roots: new Set(Object.keys(roots)),
    check(expression, wants) {
      if (expression.length > CEL_MAX) {
        return {
          code: 'CEL_SYNTAX',
          message: says('CEL_SYNTAX.long', { limit: CEL_MAX }),
          start: 0,
          end: expression.length,
        };
      }
      const { text, back } = withHyphens(expression);
      const result = env.check(text);
      if (!result.valid) return problemOf(result.error!, expression, back, roots);
      if (macrosDeep(env.parse(text).ast) > MACROS_DEEP) {
        return {
          code: 'CEL_SYNTAX',
          message: says('CEL_SYNTAX.deep', { limit: MACROS_DEEP }),
          start: 0,
          end: expression.length,
        };
      }
      if (wants && result.type !== wants && result.type !== 'dyn') {
        return {
          code: 'CEL_TYPE',
          message: says('CEL_TYPE', { type: result.type ?? 'dyn' }),
          start: 0,
          end: expression.length,
        };
      }
      return undefined;
    },
    paths: (expression) => pathsOf(env.parse(withHyphens(expression).text).ast),
    tree: (expression) => ruleTree(env.parse(withHyphens(expression).text).ast, fixedPath),
    compile(expression) {
      let condition = compiled.get(expression);
      if (!condition) {
        const { ast } = env.parse(withHyphens(expression).text);
        const test = boolean(ast, env);
        const value = leaf(ast, env);
        const within = <T>(at: CelScope, run: (roots: CelScope['roots']) => T): T => {
          scope = at;
          return run(at.roots);
        };
        condition = {
          roots: rootsOf(ast),
          test: (at) => within(at, test),
          value: (at) => within(at, (values) => plain(value(values))),
        };
        compiled.set(expression, condition);
      }
      return condition;
    },
  };
}

type Run<T> = (roots: CelScope['roots']) => T;

/** And, or, not and the ternary are taken here, so that what is unanswered makes its own comparison false and no more. */
function boolean(ast: Ast, env: Environment): Run<boolean> {
  if (ast.op === '&&' || ast.op === '||') {
    const [left, right] = ast.args.map((part) => boolean(part, env)) as [Run<boolean>, Run<boolean>];
    return ast.op === '&&' ? (roots) => left(roots) && right(roots) : (roots) => left(roots) || right(roots);
  }
  if (ast.op === '!_') {
    const inner = boolean(ast.args, env);
    return (roots) => !inner(roots);
  }
  if (ast.op === '?:') {
    const [test, yes, no] = ast.args.map((part) => boolean(part, env)) as [Run<boolean>, Run<boolean>, Run<boolean>];
    return (roots) => (test(roots) ? yes(roots) : no(roots));
  }
  const run = leaf(ast, env);
  return (roots) => run(roots) === true;
}

function leaf(ast: Ast, env: Environment): Run<unknown> {
  const run = env.parse(serialize(ast));
  return (roots) => {
    try {
      return run(roots);
    } catch (problem) {
      // No such key, or a value of another type than compared with: she has not answered that.
      if (problem instanceof EvaluationError) return undefined;
      throw problem;
    }
  };
}

/** How deep `all`, `exists`, `map`… stand in each other. One after the other (`a.filter(…).all(…)`) is not deep. */
function macrosDeep(ast: Ast): number {
  const deepest = (value: unknown): number =>
    Array.isArray(value)
      ? Math.max(0, ...value.map(deepest))
      : typeof value === 'object' && value !== null && 'op' in value
        ? macrosDeep(value as Ast)
        : 0;
  if (ast.op !== 'rcall' || !MACROS.includes(ast.args[0])) return deepest(ast.args);
  return Math.max(deepest(ast.args[1]), 1 + deepest(ast.args[2]));
}

function rootsOf(ast: Ast, found = new Set<string>()): Set<string> {
  if (ast.op === 'id') found.add(ast.args);
  const parts = (Array.isArray(ast.args) ? ast.args.flat(2) : [ast.args]) as unknown[];
  for (const part of parts) if (typeof part === 'object' && part !== null && 'op' in part) rootsOf(part as Ast, found);
  return found;
}

function pathsOf(ast: Ast): string[][] {
  const path = fixedPath(ast);
  if (path) return [path];
  const parts = (Array.isArray(ast.args) ? ast.args.flat(2) : [ast.args]) as unknown[];
  return parts.flatMap((part) =>
    typeof part === 'object' && part !== null && 'op' in part ? pathsOf(part as Ast) : [],
  );
}

/** `a.b["c"]` as a, b, c. */
function fixedPath(ast: Ast): string[] | undefined {
  if (ast.op === 'id') return [ast.args];
  if (ast.op === '.') {
    const before = fixedPath(ast.args[0]);
    return before && [...before, ast.args[1]];
  }
  if (ast.op === '[]') {
    const [holder, index] = ast.args;
    const before = fixedPath(holder);
    return before && index.op === 'value' && typeof index.args === 'string' ? [...before, index.args] : undefined;
  }
  return undefined;
}

/**
 * Names of lessons and homeworks have hyphens, which CEL reads as minus: `answers.dos-botes.separa` becomes
 * `answers["dos-botes"].separa`. A minus sign is written with spaces. `back` gives the offset in what the author wrote.
 */
function withHyphens(expression: string): { text: string; back: (offset: number) => number } {
  const shifts: { from: number; by: number }[] = [];
  let grown = 0;
  // Strings are stepped over; a hyphen counts only between letters of a name that follows a dot.
  const text = expression.replace(
    /"[^"]*"|'[^']*'|\.([A-Za-z_]\w*(?:-\w+)+)/g,
    (all: string, name: string | undefined, at: number) => {
      if (name === undefined) return all;
      const replaced = `["${name}"]`;
      shifts.push({ from: at + grown + 2, by: 1 }, { from: at + grown + replaced.length, by: 2 });
      grown += replaced.length - all.length;
      return replaced;
    },
  );
  return { text, back: (offset) => shifts.reduce((left, { from, by }) => (offset >= from ? left - by : left), offset) };
}

interface CelError {
  readonly code: string;
  readonly summary: string;
  readonly name: string;
  readonly range?: { readonly start: number; readonly end: number };
}

function problemOf(error: CelError, expression: string, back: (offset: number) => number, roots: object): CelProblem {
  const start = Math.min(back(error.range?.start ?? 0), Math.max(0, expression.length - 1));
  const end = Math.max(start + 1, back(error.range?.end ?? expression.length));
  const where = { start, end: Math.min(end, Math.max(1, expression.length)) };
  if (error.code === 'unknown_variable') {
    const name = expression.slice(where.start, where.end);
    const names = Object.keys(roots);
    const fix = didYouMean(name, names) ?? says('CEL_NAME.fix', { names: names.sort().join(', ') });
    return { code: 'CEL_NAME', message: says('CEL_NAME', { name }), ...where, fix };
  }
  return {
    code: error.name === 'ParseError' ? 'CEL_SYNTAX' : 'CEL_TYPE',
    message: plainSummary(error.summary),
    ...where,
    ...(error.summary.endsWith('character: =') ? { fix: says('CEL_SYNTAX.equals.fix') } : {}),
  };
}

/** What the library says of an expression that it cannot read is for whoever wrote it, in its own English. */
function plainSummary(summary: string): Said {
  const [, overload] = /^no such overload: (.*)$/.exec(summary) ?? [];
  if (overload) return says('CEL_TYPE.together', { overload });
  return summary.endsWith('EOF') ? says('CEL_SYNTAX.end') : says('CEL_SYNTAX', { summary });
}

/** BigInt must not reach a snapshot: JSON cannot hold it. */
function plain(value: unknown): Json | undefined {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map((item) => plain(item) ?? null);
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  return undefined;
}
