import { z } from 'zod';
import type { Json } from '../../base/json.ts';
import { says } from '../../locale/sentence.ts';
import { SET_TARGET } from './fields.ts';
import { defineVerb } from './step.ts';

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** `= person.ventas - person.gastos`: what follows the sign is CEL. */
function expression(written: Json): string | undefined {
  return typeof written === 'string' && written.startsWith('=') ? written.slice(1).trim() : undefined;
}

export const set = defineVerb({
  verb: 'set',
  schema: z.strictObject({ set: z.record(z.string(), value) }),
  needsId: false,
  texts: () => ({}),
  conditions: (step) =>
    Object.fromEntries(
      Object.entries(step.set).flatMap(([path, written]) => {
        const cel = expression(written);
        return cel === undefined ? [] : [[`set.${path}`, cel]];
      }),
    ),
  check(step, at) {
    for (const path of Object.keys(step.set)) {
      if (SET_TARGET.test(path)) continue;
      at.issue('SAVE_INVALID', says('SAVE_INVALID.set', { path }), `set.${path}`, says('SAVE_INVALID.set.fix'));
    }
  },
  fragment: (step) => ({
    entry: Object.entries(step.set).map(([path, written]) => {
      const cel = expression(written);
      return cel === undefined ? { type: 'set', path, value: written } : { type: 'set', path, expression: cel };
    }),
    always: [{ to: 'next' }],
  }),
  manual: {
    purpose:
      'Keeps a value under `person.`, `profile.` or, for this thread only, `thread.`. A text that begins with `=` is a CEL expression.',
    es: 'Guarda un valor en `person.`, en `profile.` o, solo mientras dura esta lección, en `thread.`. Un texto que empieza con `=` es una cuenta (CEL).',
    example:
      'lesson: valores\ntitle: Valores\nsteps:\n  - set: { person.nivel: inicial, thread.vueltas: 1 }\n  - set: { thread.vueltas: = thread.vueltas + 1 }\n',
    issues: ['SAVE_INVALID', 'CEL_NAME', 'CEL_TYPE'],
  },
});
