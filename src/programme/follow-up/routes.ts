import { z } from 'zod';
import { OUTCOMES, RISK_RULES } from '../../domain/at-risk.ts';
import { knownProgramme } from '../known-programme.ts';
import { defineRoute, type RouteContext } from '../route.ts';
import { call } from './call.ts';
import { callsQuery, toCall } from './calls.ts';
import { look, lookedQuery, mustLook } from './look.ts';

const name = z.string().trim().min(1).max(80);
/** So many slices are looked at before the list is answered; the rest is left to the night, which is never far. */
const SLICES = 8;

export const callsList = defineRoute({
  name: 'calls.list',
  method: 'GET',
  path: '/calls',
  scope: 'people:read',
  summary: 'Whom to call today and why, the most urgent first',
  query: z.strictObject({
    programme: name,
    cohort: name.optional(),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  reply: z.strictObject({
    items: z.array(
      z.strictObject({
        person: z.string(),
        name: z.string().nullable(),
        cohort: z.string().nullable(),
        number: z.number().int().nullable().describe('on the roster'),
        callback: z.boolean().describe('she asked to be called by now'),
        reasons: z.array(
          z.strictObject({
            rule: z.enum(RISK_RULES),
            n: z.number().int().describe('sessions, homeworks or lessons; else 1'),
            since: z.number().int(),
            about: z.string().describe('of a rule of the pack: its words'),
          }),
        ),
        last: z.strictObject({ outcome: z.string(), at: z.number().int() }).nullable(),
        phones: z.array(z.string()).optional().describe('only for tokens of her team'),
      }),
    ),
  }),
  async run({ query: { programme, cohort, limit } }, at) {
    knownProgramme(programme, at.programmes, at.sight);
    await lookAnew(at);
    const people = (await at.read(callsQuery(at.sight, at.now, { programme, cohort, most: limit }))).map(toCall);
    const phones = at.sight.classes.includes('team')
      ? await phonesOf(
          people.map(({ person }) => person),
          at,
        )
      : undefined;
    return {
      items: people.map(({ person, name: whole, cohort: group, number, callback, reasons, last }) => ({
        person,
        name: whole === '' ? null : whole,
        cohort: group,
        number,
        callback,
        reasons: reasons.map((reason) => ({ ...reason })),
        last: last && { ...last },
        ...(phones ? { phones: phones.get(person) ?? [] } : {}),
      })),
    };
  },
});

async function lookAnew({ read, operate, now }: RouteContext): Promise<void> {
  if (!mustLook(await read(lookedQuery), now)) return;
  let after: string | null = '';
  let seen = 0;
  for (let i = 0; i < SLICES && after !== null; i++) {
    const looked: { readonly last: string | null; readonly seen: number } = await operate(look, {
      after,
      seen,
      workspace: 'main',
    });
    after = looked.last;
    seen = looked.seen;
  }
}

async function phonesOf(ids: readonly string[], { read }: RouteContext): Promise<ReadonlyMap<string, string[]>> {
  const rows = await read({
    sql: {
      sqlite: `select pa.person_id, json_group_array(distinct a.phone) as phones from json_each(@ids) i
        join person_address pa on pa.person_id = i.value join address a on a.id = pa.address_id and a.phone is not null
        group by pa.person_id`,
    },
    params: { ids: JSON.stringify(ids) },
  });
  return new Map(rows.map((row) => [String(row['person_id']), JSON.parse(String(row['phones'])) as string[]]));
}

export const callsAdd = defineRoute({
  name: 'calls.add',
  method: 'POST',
  path: '/calls',
  scope: 'people:write',
  summary: 'What came of a call, one outcome each; `greeted` sends her a kind message in the place of a call',
  body: z.strictObject({
    person: z.string().min(1).max(100),
    programme: name,
    outcome: z.enum(OUTCOMES),
    words: z.string().trim().max(200).default('').describe('why she leaves'),
    on: z.iso.date().optional().describe('of `later`: the day she asked for'),
  }),
  reply: z.strictObject({ person: z.string() }),
  async run({ body: { person, programme, ...what } }, at) {
    const { timezone } = knownProgramme(programme, at.programmes, at.sight);
    const { sight, by } = at;
    await at.operate(call, {
      sight,
      person: { id: person, programme },
      ...what,
      timezone,
      by: { ...by },
      workspace: sight.workspace,
    });
    return { person };
  },
});
