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
    const explain: ActionRef = step.explain
      ? { type: 'say', field: 'explain' }
      : { type: 'say-system', key: 'certificate.not-yet' };
    return {
      entry: [],
      always: [
        { to: 'next', guard: { type: 'cel', expression: rule }, actions: issue },
        { to: 'next', actions: [explain] },
      ],
    };
  },
  manual: {
    purpose:
      'Looks at the rule `certificate:` of programme.yaml. Who fulfils it gets her certificate and these words; who does not yet hears `explain`, or that we go on together.',
    example:
      'lesson: cierre\ntitle: Cierre\nsteps:\n  - certificate: "¡Felicidades! Ya tiene su constancia."\n    explain: Le falta poco. Cuando entregue sus tareas se la damos.\n',
  },
});
