import { z } from 'zod';

export type JsonSchema = { [key: string]: unknown };

/** Draft 7 is what the YAML servers of editors read best. */
const DRAFT = 'http://json-schema.org/draft-07/schema#';

/** A schema of ours as an author writes it: what goes in, not what is made of it. Lists of steps point to `#/definitions/step`. */
export function inputSchema(schema: z.ZodType): JsonSchema {
  const made = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      const { def } = zodSchema._zod;
      // The only schema without a shape of its own is a list of steps (flow/steps/fields.ts).
      if (def.type === 'custom') Object.assign(jsonSchema, { type: 'array', items: { $ref: '#/definitions/step' } });
      // One or several: what stands alone is made a list of one.
      if (def.type === 'pipe' && (def as z.core.$ZodPipeDef).in._zod.def.type === 'transform') {
        const list = { ...jsonSchema };
        for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
        Object.assign(jsonSchema, { anyOf: [list['items'], list] });
      }
      // A text that YAML reads as a number or a truth is taken as it is written: 1.50 stays "1.50" (flow/validate.ts).
      const closed = 'enum' in jsonSchema || 'const' in jsonSchema;
      if (jsonSchema.type === 'string' && !closed) Object.assign(jsonSchema, { type: ['string', 'number', 'boolean'] });
    },
  }) as JsonSchema;
  delete made['$schema'];
  return made;
}

/** The top of a schema file. */
export function schemaFile(title: string, schema: JsonSchema): JsonSchema {
  return { $schema: DRAFT, title, ...schema };
}

/** Puts the sentences beside their keys; `at` is the path of names above, lists passed over. */
export function described(schema: JsonSchema, said: Readonly<Record<string, string>>, at = ''): JsonSchema {
  const walk = (inner: unknown, path: string): unknown => {
    if (Array.isArray(inner)) return inner.map((one) => walk(one, path));
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(
      Object.entries(inner).map(([key, value]) =>
        key === 'properties' ? [key, properties(value as JsonSchema, path)] : [key, walk(value, path)],
      ),
    );
  };
  const properties = (value: JsonSchema, path: string): JsonSchema =>
    Object.fromEntries(
      Object.entries(value).map(([name, inner]) => {
        const below = path === '' ? name : `${path}.${name}`;
        const words = said[below];
        const own = walk(inner, below) as JsonSchema;
        // Beside `$ref` draft 7 reads nothing else.
        return [name, words === undefined || '$ref' in own ? own : { description: words, ...own }];
      }),
    );
  return walk(schema, at) as JsonSchema;
}
