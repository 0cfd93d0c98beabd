import { z } from 'zod';
import { oneOrMore } from './fields.ts';
import { defineVerb } from './step.ts';

const word = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'expects.tag');

export const tag = defineVerb({
  verb: 'tag',
  schema: z.strictObject({ tag: oneOrMore(word), remove: z.boolean().optional() }),
  needsId: false,
  texts: () => ({}),
  fragment: (step) => ({
    entry: step.tag.map((name) => ({ type: 'tag', tag: name, on: !step.remove })),
    always: [{ to: 'next' }],
  }),
  manual: {
    purpose: 'Puts one or more tags on her, for lists and reports; `remove: true` takes them off.',
    es: 'Le pone una o varias etiquetas, para listas y reportes; `remove: true` las quita.',
    example:
      'lesson: lideresa\ntitle: Lideresa\nsteps:\n  - tag: lideresa\n  - tag: [nueva, sin-negocio]\n    remove: true\n',
    issues: ['VALUE_INVALID', 'FIELD_UNCLASSED'],
  },
});
