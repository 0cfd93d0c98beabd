import { z } from 'zod';
import type { RouteContext } from '../route.ts';

/** What every route on the account of an enterprise takes. */
export const of = {
  enterprise: z.string().min(1).max(100).describe('its id'),
  on: z.iso.date().optional().describe('local; today without it'),
};

/** In the name of whose token it is. */
export const asked = ({ person, by, sight }: RouteContext) => ({
  by: person === null ? by : ({ kind: 'staff', id: person } as const),
  workspace: sight.workspace,
});

/** What the caller left out stays out. */
export const given = <T extends object>(body: T) =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
