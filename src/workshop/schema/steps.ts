import type { Verb } from '../../flow/steps/step.ts';
import { shapeOf } from '../../flow/validate.ts';
import { described, inputSchema, type JsonSchema } from './convert.ts';
import { STEP_SAID } from './said.ts';

/** Keys that every step may have (flow/tree.ts). */
const common = (text: unknown): JsonSchema => ({
  id: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_-]*$' },
  sms: text,
  if: { type: 'string' },
});

/**
 * A step as definitions: whichever verb it has says which other keys it may have. By conditions and not by a choice of forms,
 * so that an editor names the key that is wrong and not all the verbs that it is none of.
 */
export function stepDefinitions(verbs: readonly Verb<never>[]): JsonSchema {
  const written = verbs.filter((verb) => !verb.internal);
  const names = written.map(({ verb }) => verb);
  const forms = written.map((verb) => [verb, inputSchema(verb.schema)] as const);
  const say = forms.find(([{ verb }]) => verb === 'say')?.[1]['properties'] as JsonSchema;
  const has = (name: string) => ({ required: [name] });
  const rules = written.map(({ verb }) => {
    // A key may be a verb elsewhere: `wait` of homework, and `if` beside any of them.
    const owners = written.filter(
      (other) => other.verb !== verb && (verb === 'if' || Object.hasOwn(shapeOf(other.schema) ?? {}, verb)),
    );
    const own = { ...has(verb), ...(owners.length ? { not: { anyOf: owners.map((other) => has(other.verb)) } } : {}) };
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    return { if: own, then: { $ref: `#/definitions/${verb}` } };
  });
  const purposes = Object.fromEntries(written.map(({ verb, manual }) => [verb, { description: manual.purpose }]));
  return {
    step: { type: 'object', properties: purposes, anyOf: names.map(has), allOf: rules },
    ...Object.fromEntries(
      forms.map(([{ verb, manual }, form]) => {
        const whole = { ...form, properties: { ...common(say['say']), ...(form['properties'] as JsonSchema) } };
        return [verb, described(whole, { ...STEP_SAID, [verb]: firstSentence(manual.purpose) })];
      }),
    ),
  };
}

const firstSentence = (words: string): string => /^.*?[.;](?= |$)/.exec(words)?.[0] ?? words;
