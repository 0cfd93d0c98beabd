import { type ASTNode, serialize } from '@marcbachmann/cel-js';

/** A condition taken apart at its ands and ors: which part of it fails is what she is told. */
export type RuleTree =
  | { readonly is: 'all' | 'any'; readonly of: readonly RuleTree[]; readonly expression: string }
  | RuleLeaf;

export interface RuleLeaf {
  readonly is: 'leaf';
  /** CEL as it is written anew: `homework["botes"].state == "accepted"`. */
  readonly expression: string;
  /** Where it compares a fixed path with a value or another path; the path stands on the left. */
  readonly compares?: Comparison;
  /** It names nothing of anybody. */
  readonly constant: boolean;
}

export interface Comparison {
  readonly path: readonly string[];
  readonly op: Comparator;
  readonly to: number | string | boolean | readonly string[];
}

const TURNED = { '>=': '<=', '>': '<', '<=': '>=', '<': '>', '==': '==', '!=': '!=' } as const;
export type Comparator = keyof typeof TURNED;

/** Ands within ands lie flat. `paths` gives the paths that an expression names. */
export function ruleTree(ast: ASTNode, fixedPath: (ast: ASTNode) => string[] | undefined): RuleTree {
  const expression = serialize(ast);
  if (ast.op === '&&' || ast.op === '||') {
    const is = ast.op === '&&' ? 'all' : 'any';
    const of = (ast.args as readonly ASTNode[]).map((part) => ruleTree(part, fixedPath));
    return { is, of: of.flatMap((part) => (part.is === is ? part.of : [part])), expression };
  }
  const constant = !namesAnything(ast);
  const compares = comparisonOf(ast, fixedPath);
  return { is: 'leaf', expression, constant, ...(compares ? { compares } : {}) };
}

function comparisonOf(ast: ASTNode, fixedPath: (ast: ASTNode) => string[] | undefined): Comparison | undefined {
  if (!Object.hasOwn(TURNED, ast.op)) return undefined;
  const op = ast.op as Comparator;
  const [left, right] = ast.args as [ASTNode, ASTNode];
  const [path, other] = [fixedPath(left), fixedPath(right)];
  if (path) {
    const to = other ?? literalOf(right);
    return to === undefined ? undefined : { path, op, to };
  }
  const to = literalOf(left);
  return other && to !== undefined ? { path: other, op: TURNED[op], to } : undefined;
}

function literalOf(ast: ASTNode): number | string | boolean | undefined {
  if (ast.op !== 'value') return undefined;
  const value = ast.args as unknown;
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? value : undefined;
}

function namesAnything(ast: ASTNode): boolean {
  if (ast.op === 'id') return true;
  const parts = (Array.isArray(ast.args) ? ast.args.flat(2) : [ast.args]) as unknown[];
  return parts.some(
    (part) => typeof part === 'object' && part !== null && 'op' in part && namesAnything(part as ASTNode),
  );
}
