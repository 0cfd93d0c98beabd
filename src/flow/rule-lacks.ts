import type { Cel, CelScope } from './cel.ts';
import type { CertificateRule } from './programme.ts';
import type { Comparison, RuleTree } from './rule-tree.ts';

/** A part of the rule that does not hold of somebody. */
export interface Lack {
  /** The part as CEL, by which it is counted. */
  readonly part: string;
  /** What the pack says of it. */
  readonly says?: string;
  /** Where it is a comparison, what is said of it can be worked out. */
  readonly compares?: Comparison;
}

/** Takes a rule apart once. What it gives finds the parts that fail, in their order; none where the rule holds. */
export function lacksOf({ parts }: Pick<CertificateRule, 'parts'>, cel: Cel): (scope: CelScope) => readonly Lack[] {
  const units = parts.flatMap(({ when, says }): Lack[] => {
    const tree = cel.tree(when);
    if (says !== undefined) return [{ part: tree.expression, says }];
    return (tree.is === 'all' ? tree.of : [tree]).map(lackOf);
  });
  const conditions = units.map((lack) => ({ lack, condition: cel.compile(lack.part) }));
  return (scope) => conditions.flatMap(({ lack, condition }) => (condition.test(scope) ? [] : [lack]));
}

const lackOf = (tree: RuleTree): Lack => ({
  part: tree.expression,
  ...(tree.is === 'leaf' && tree.compares ? { compares: tree.compares } : {}),
});
