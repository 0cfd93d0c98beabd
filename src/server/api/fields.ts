import { z } from 'zod';

/** One field of a schema, in words. */
export interface FieldShown {
  readonly name: string;
  readonly required: boolean;
  /** `text`, `one of active, paused`, `list of text`… */
  readonly kind: string;
  readonly about: string;
}

interface Made {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: string | number | boolean;
  readonly items?: Made;
  readonly anyOf?: readonly Made[];
  readonly properties?: Readonly<Record<string, Made>>;
  readonly required?: readonly string[];
  readonly description?: string;
  readonly default?: unknown;
}

/** The fields of an object schema as a page shows them; none for anything else. */
export function fieldsShown(schema: z.ZodType | undefined, io: 'input' | 'output'): readonly FieldShown[] {
  if (!schema) return [];
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Made;
  return Object.entries(made.properties ?? {}).map(([name, of]) => ({
    name,
    required: made.required?.includes(name) ?? false,
    kind: kindOf(of),
    about: [of.description, of.default === undefined ? undefined : `without it ${JSON.stringify(of.default)}`]
      .filter((part) => part !== undefined)
      .join('; '),
  }));
}

function kindOf({ type, format, enum: values, const: only, items, anyOf, properties }: Made): string {
  if (values) return `one of ${values.join(', ')}`;
  if (only !== undefined) return String(only);
  if (Array.isArray(type)) return type.map((one: string) => kindOf({ type: one })).join(' or ');
  if (anyOf) return [...new Set(anyOf.map(kindOf))].join(' or ');
  if (type === 'array') return `list of ${items ? kindOf(items) : 'anything'}`;
  if (type === 'object' && properties) return `{ ${Object.keys(properties).join(', ')} }`;
  if (type === 'string') return format === 'date' ? 'date, yyyy-mm-dd' : 'text';
  if (type === 'integer' || type === 'number') return type === 'integer' ? 'whole number' : 'number';
  if (type === 'boolean') return 'true or false';
  return type === 'null' ? 'null' : 'anything';
}
