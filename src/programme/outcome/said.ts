import type { Evidence, OutcomeKind } from './kinds.ts';

export interface SaidOutcome {
  readonly who: string;
  readonly kind: OutcomeKind;
  readonly count: number;
  readonly evidence?: Evidence;
}

/** Ends a word though it ends in an accented letter, where \b sees none. */
const END = '(?![\\p{L}\\p{N}])';
const word = (pattern: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})${END}`, 'iu');

/** What the team writes for each, where it begins. */
const KINDS: readonly (readonly [OutcomeKind, RegExp])[] = [
  [
    'job-indirect',
    word('(?:\\d+|un|una|one|an?)\\s+(?:empleos?|jobs?)\\s+indirectos?|(?:\\d+|one|an?)\\s+indirect\\s+jobs?'),
  ],
  ['job-direct', word('(?:\\d+|un|una|one|an?)\\s+(?:direct\\s+)?(?:empleos?|jobs?)(?:\\s+directos?)?')],
  ['registered', word('(?:ya\\s+)?(?:se\\s+)?(?:registr[oó]|formaliz[oó]|dio\\s+de\\s+alta|registered|formali[sz]ed)')],
  ['business-created', word('(?:ya\\s+)?(?:abri[oó]|cre[oó]|empez[oó]|puso|opened|started|created)')],
  [
    'self-employed',
    word(
      '(?:ya\\s+)?(?:trabaja\\s+por\\s+su\\s+cuenta|vive\\s+de\\s+su\\s+negocio|autoempleo|self-?employed|works\\s+for\\s+herself)',
    ),
  ],
];

const EVIDENCE: readonly (readonly [Evidence, RegExp])[] = [
  ['visit', word('visita|lo\\s+vi|visit(?:ed)?')],
  ['document', word('documento|papel|document|paper')],
];

/** "Ana registró su negocio", "Ana 2 empleos indirectos, visita": whom, what, how many, how it is known. Undefined: not said. */
export function outcomeSaid(text: string): SaidOutcome | undefined {
  for (const [kind, pattern] of KINDS) {
    const found = pattern.exec(text);
    if (!found) continue;
    const who = text
      .slice(0, found.index)
      .replace(/[\s:,.;]+$/, '')
      .trim();
    if (who === '') return undefined;
    const rest = text.slice(found.index + found[0].length);
    const evidence = EVIDENCE.find(([, known]) => known.test(rest))?.[0];
    const count = Number(/\d+/.exec(found[0])?.[0] ?? 1);
    return { who, kind, count, ...(evidence ? { evidence } : {}) };
  }
  return undefined;
}
