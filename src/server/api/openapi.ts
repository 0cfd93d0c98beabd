import { z } from 'zod';
import { ERRORS } from '../../base/errors.ts';
import type { Json } from '../../base/json.ts';
import type { AnyRoute } from '../../programme/route.ts';
import { problemSchema } from './problem.ts';

type Schema = { readonly [key: string]: Json };

const REFUSALS = ['401', '403', '404', '409', '422', '429'] as const;

/** The OpenAPI 3.1 document of these routes, made of their schemas: there is nothing to keep in step by hand. */
export function openApi(routes: readonly AnyRoute[]): Json {
  const shared: Record<string, Json> = { Problem: schemaOf(problemSchema, 'output', 'Problem', {}) };
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    paths[route.path] ??= {};
    paths[route.path]![route.method.toLowerCase()] = operationOf(route, shared);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Recado',
      version: '1',
      description:
        'People, cohorts, sessions, staff and broadcasts of training programmes. Errors are RFC 9457 problem details.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    tags: [...new Set(routes.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: '`recado token new` makes one.' } },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: false,
          description: 'The same key with the same request within a day has one effect and gets one answer.',
          schema: { type: 'string', minLength: 1, maxLength: 200 },
        },
      },
      responses: {
        Problem: {
          description: 'What went wrong and what to do next',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      schemas: shared,
    },
    'x-error-codes': Object.entries(ERRORS).map(([code, { status, next }]) => ({ code, status, next })),
  };
}

/** The first part of its path. */
export const tagOf = ({ path }: AnyRoute): string => path.split('/')[1] ?? '';

function operationOf(route: AnyRoute, shared: Record<string, Json>): Json {
  const part = (name: 'params' | 'query' | 'body', where: string): Json[] => {
    const schema = route[name];
    if (!schema) return [];
    const { properties = {}, required = [] } = schemaOf(schema, 'input', `${route.name}.${name}`, shared);
    return Object.entries(properties as Record<string, Schema>).map(([key, of]) => ({
      name: key,
      in: where,
      required: where === 'path' || (required as readonly string[]).includes(key),
      schema: of,
      ...(typeof of['description'] === 'string' ? { description: of['description'] } : {}),
    }));
  };
  const writes = route.method !== 'GET';
  return {
    operationId: route.name,
    summary: route.summary,
    description: `Scope \`${route.scope}\`.`,
    tags: [tagOf(route)],
    security: [{ token: [route.scope] }],
    parameters: [
      ...part('params', 'path'),
      ...part('query', 'query'),
      ...(writes ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ],
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: route.raw
              ? binary(route.raw.types)
              : { 'application/json': { schema: schemaOf(route.body, 'input', `${route.name}.body`, shared) } },
          },
        }
      : {}),
    responses: {
      '200': {
        description: 'Done',
        content: route.file
          ? binary(route.file)
          : { 'application/json': { schema: schemaOf(route.reply, 'output', `${route.name}.reply`, shared) } },
      },
      ...Object.fromEntries(REFUSALS.map((status) => [status, { $ref: '#/components/responses/Problem' }])),
    },
  };
}

const binary = (types: readonly string[]): Json =>
  Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]));

/** JSON Schema of a zod schema. Parts that it names itself move to the document's own, where references find them. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', name: string, shared: Record<string, Json>): Schema {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  const text = JSON.stringify(made).replaceAll('"#/$defs/', `"#/components/schemas/${name}.`);
  const { $schema: _, $defs, ...rest } = JSON.parse(text) as Record<string, Json>;
  for (const [key, def] of Object.entries(($defs ?? {}) as Schema)) shared[`${name}.${key}`] = def;
  return rest;
}
