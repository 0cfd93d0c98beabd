import type { FlowFileKind } from '../../flow/kind.ts';
import { phrasesSchema, programmeSchema } from '../../flow/programme-schema.ts';
import type { Verb } from '../../flow/steps/step.ts';
import { templatesSchema } from '../../flow/templates-schema.ts';
import { described, inputSchema, type JsonSchema, schemaFile } from './convert.ts';
import { FILE_SAID, PROGRAMME_SAID, STEP_SAID, TEMPLATES_SAID } from './said.ts';
import { stepDefinitions } from './steps.ts';

/** Which files a schema is for, as editors match them, below the folder of packs. */
export const SCHEMA_FILES: Readonly<Record<string, string>> = {
  programme: '*/programme.yaml',
  lesson: '*/lessons/*.yaml',
  homework: '*/homework/*.yaml',
  survey: '*/surveys/*.yaml',
  service: '*/services/*.yaml',
  templates: '*/templates.yaml',
};

/** JSON Schemas of all pack files by name, for the completion of editors. They say what `recado check` says of the shape of a file. */
export function packSchemas(
  verbs: readonly Verb<never>[],
  kinds: readonly FlowFileKind[],
): Readonly<Record<string, JsonSchema>> {
  const definitions = stepDefinitions(verbs);
  const flow = (kind: FlowFileKind): JsonSchema => {
    const shape = described(inputSchema(kind.schema), { ...STEP_SAID, ...FILE_SAID });
    return JSON.stringify(shape).includes('#/definitions/step') ? { ...shape, definitions } : shape;
  };
  const flows = Object.fromEntries(
    kinds.map((kind) => [kind.kind, schemaFile(`A ${kind.kind} of Recado`, flow(kind))]),
  );
  const service = flows['service']!;
  return {
    programme: schemaFile('programme.yaml of Recado', described(inputSchema(programmeSchema), PROGRAMME_SAID)),
    ...flows,
    service: withPhrases(service, described(inputSchema(phrasesSchema), FILE_SAID)),
    templates: schemaFile('templates.yaml of Recado', described(inputSchema(templatesSchema), TEMPLATES_SAID)),
    translation: schemaFile('A translation of Recado', TRANSLATION),
  };
}

/** In `services/` lies the list of phrases too, which is no flow. */
function withPhrases({ $schema, title, definitions, ...service }: JsonSchema, phrases: JsonSchema): JsonSchema {
  const keys = { ...(service['properties'] as JsonSchema), ...(phrases['properties'] as JsonSchema) };
  const shown = Object.fromEntries(
    Object.entries(keys).map(([key, inner]) => [key, { description: (inner as JsonSchema)['description'] ?? '' }]),
  );
  return {
    $schema,
    title,
    type: 'object',
    properties: shown,
    if: { required: ['phrases'] },
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
    then: phrases,
    else: service,
    definitions,
  };
}

const WORDS: JsonSchema = {
  anyOf: [
    { type: 'string', minLength: 1 },
    {
      type: 'object',
      description: 'By number: `one` for one, `other` for all else.',
      properties: { one: { type: 'string', minLength: 1 }, other: { type: 'string', minLength: 1 } },
      required: ['one', 'other'],
      additionalProperties: false,
    },
  ],
};

/** `locales/<language>/<programme>.json` (flow/translations.ts): who translated and when may stand beside the words. */
const TRANSLATION: JsonSchema = {
  type: 'object',
  description: 'Flow → step → field → words.',
  additionalProperties: {
    type: 'object',
    properties: { title: { $ref: '#/definitions/text' } },
    additionalProperties: {
      type: 'object',
      description: 'The texts of one step by field: ask, say, right, options.NEGOCIO, sms.',
      additionalProperties: { $ref: '#/definitions/text' },
    },
  },
  definitions: {
    text: {
      anyOf: [
        ...(WORDS['anyOf'] as JsonSchema[]),
        {
          type: 'object',
          properties: {
            text: WORDS,
            of: {
              type: 'string',
              description: 'Hash of the text it was made of: where that has changed, the translation is stale.',
            },
          },
          required: ['text'],
        },
      ],
    },
  },
};
