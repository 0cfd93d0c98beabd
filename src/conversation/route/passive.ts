import type { Rule } from './rule.ts';

/** Reactions, edits, deletions and number changes advance nothing and are answered by nothing. */
export const passive: Rule = (_d, { content }) => {
  switch (content.kind) {
    case 'reaction':
    case 'edit':
    case 'deletion':
    case 'number-change':
      return 'ignored';
    default:
      return undefined;
  }
};
