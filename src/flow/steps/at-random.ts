import { z } from 'zod';
import { steps } from './fields.ts';
import { defineVerb } from './step.ts';

const schema = z.strictObject({
  'at-random': z.array(z.strictObject({ steps, weight: z.number().positive().optional() })).min(2),
});

/** Branches are named by their place, from 1. */
function branchName(index: number): string {
  return String(index + 1);
}

export const atRandom = defineVerb({
  verb: 'at-random',
  schema,
  needsId: false,
  branches: (step) => step['at-random'].map((way, i) => ({ name: branchName(i), steps: way.steps })),
  texts: () => ({}),
  fragment(step) {
    const ways = step['at-random'];
    const total = ways.reduce((sum, way) => sum + (way.weight ?? 1), 0);
    let upTo = 0;
    return {
      entry: [],
      always: ways.map((way, i) => {
        upTo += (way.weight ?? 1) / total;
        // The last way takes what rounding leaves.
        return { to: { branch: branchName(i) }, ...(i < ways.length - 1 ? { guard: { type: 'drawn', upTo } } : {}) };
      }),
    };
  },
  manual: {
    purpose:
      'Takes one of several ways by chance, in proportion to their `weight` (1 unless said). It is drawn once for each thread and kept.',
    es: 'Toma uno de varios caminos al azar, según su peso (`weight`, que es 1 si no se dice). Se sortea una vez y se queda así.',
    example:
      'lesson: suerte\ntitle: Suerte\nsteps:\n  - at-random:\n      - { weight: 2, steps: [{ say: Empecemos con un cuento. }] }\n      - { steps: [{ say: Empecemos con una pregunta. }] }\n',
    issues: ['VALUE_INVALID', 'FLOW_EMPTY'],
  },
});
