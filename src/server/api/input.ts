import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AnyRoute } from '../../programme/route.ts';
import { type Field, InputInvalid } from './problem.ts';

export interface Given {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

const nothing = z.strictObject({});
/** A place that a route says nothing of must be empty: what nobody reads is a mistake of the sender's. */
const noBody = z.union([z.undefined(), z.null(), nothing]);
/** The most that one answer lists: a body of ten thousand wrong rows is told by its first. */
const FIELDS_MOST = 50;

/** The input by the route's schemas. Throws InputInvalid with every field that does not fit. */
export function inputOf(route: AnyRoute, request: FastifyRequest): Given {
  const fields: Field[] = [];
  const part = (name: keyof Given, schema: z.ZodType, value: unknown): unknown => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    fields.push(...parsed.error.issues.flatMap((issue) => fieldsOf(name, issue)));
    return undefined;
  };
  const given = {
    params: part('params', route.params ?? nothing, request.params),
    query: part('query', route.query ?? nothing, request.query),
    body: part('body', route.body ?? noBody, request.body),
  };
  if (fields.length > 0) throw new InputInvalid(fields.slice(0, FIELDS_MOST));
  return given;
}

function fieldsOf(name: string, issue: z.core.$ZodIssue): Field[] {
  const at = (path: readonly PropertyKey[]) => [name, ...path].map(String).join('.').slice(0, 200);
  if (issue.code !== 'unrecognized_keys') return [{ at: at(issue.path), says: issue.message.slice(0, 300) }];
  return issue.keys
    .slice(0, FIELDS_MOST)
    .map((key) => ({ at: at([...issue.path, key]), says: 'There is no such field.' }));
}
