import { z } from 'zod';
import { text } from '../../flow/steps/fields.ts';
import { type ActionRef, defineVerb } from '../../flow/steps/step.ts';

const schema = z.strictObject({ certificate: text, explain: text.optional() });

/** A pack without a rule certifies nobody. */
const NO_RULE = 'false';

export const certificateVerb = defineVerb<z.output<typeof schema>>({
  verb: 'certificate',
  schema,
  needsId: false,
  texts: (step) => ({ certificate: step.certificate, ...(step.explain ? { explain: step.explain } : {}) }),
  fragment(step, at) {
    const rule = at.certificate ?? NO_RULE;
    const issue: ActionRef[] = [
      { type: 'effect', kind: 'certificate.issue', payload: { rule } },
      { type: 'say', field: 'certificate' },
    ];
    // What is missing is worked out by the conversation, which knows her records and who reads her phone.
    const explain: ActionRef[] = [
      ...(step.explain ? [{ type: 'say', field: 'explain' } as const] : []),
      { type: 'say-system', key: step.explain ? 'certificate.missing' : 'certificate.not-yet' },
    ];
    return {
      entry: [],
      always: [
        { to: 'next', guard: { type: 'cel', expression: rule }, actions: issue },
        { to: 'next', actions: explain },
      ],
    };
  },
  manual: {
    purpose:
      'Looks at the rule `certificate:` of programme.yaml. Who fulfils it hears these words and gets her certificate: numbered, by WhatsApp as a PDF, by SMS its number and code. Who does not yet hears `explain` (or that it is not far off) and what is missing: "tarea Sus dos botes, asistencia 7 de 10". Where others read her phone, what is missing is not said.',
    es: 'Mira la regla `certificate:` de programme.yaml. Quien la cumple recibe estas palabras y su constancia, numerada: por WhatsApp en PDF, por SMS el número y la clave. Quien todavía no, recibe `explain` (o que le falta poco) y lo que le falta: «tarea Sus dos botes, asistencia 7 de 10». Si alguien más lee su teléfono, no se dice qué falta.',
    example:
      'lesson: cierre\ntitle: Cierre\nsteps:\n  - certificate: "¡Felicidades! Ya tiene su constancia."\n    explain: Le falta poco.\n',
    issues: ['RULE_IMPOSSIBLE', 'RULE_NO_SESSIONS', 'KEY_UNKNOWN'],
  },
});
