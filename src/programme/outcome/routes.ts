import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { knownProgramme } from '../known-programme.ts';
import { mayRecord } from '../learner.ts';
import { paged, pageInput, pageOf, toPage } from '../page.ts';
import { defineRoute } from '../route.ts';
import { outcomeAdd, RECORDERS } from './add.ts';
import { EVIDENCE, KINDS } from './kinds.ts';
import { outcomesQuery } from './list.ts';
import { outcomeUndo } from './undo.ts';

const name = z.string().trim().min(1).max(80);

const outcome = z.strictObject({
  id: z.string(),
  person: z.string(),
  enterprise: z.string().nullable().describe('its name'),
  kind: z.enum(KINDS),
  count: z.number().int(),
  on: z.string(),
  evidence: z.enum(EVIDENCE),
  proof: z.string().nullable(),
  undone: z.boolean(),
});

export const outcomesList = defineRoute({
  name: 'outcomes.list',
  method: 'GET',
  path: '/outcomes',
  scope: 'records:read',
  summary: 'What came of it for whom, the newest day first; those taken back too',
  query: z.strictObject({ programme: name, ...pageInput }),
  reply: pageOf(outcome),
  async run({ query }, { read, sight, programmes }) {
    knownProgramme(query.programme, programmes, sight);
    const sort = { by: 'on_day', id: 'id', down: true };
    const rows = await read(paged(outcomesQuery(query.programme, sight), query, sort));
    return toPage(rows, query, sort, (row) => ({
      id: String(row['id']),
      person: String(row['person_id']),
      enterprise: row['enterprise'] === null ? null : String(row['enterprise']),
      kind: outcome.shape.kind.parse(row['kind']),
      count: Number(row['count']),
      on: String(row['on_day']),
      evidence: outcome.shape.evidence.parse(row['evidence']),
      proof: row['proof'] === null ? null : String(row['proof']),
      undone: row['undone_at'] !== null,
    }));
  },
});

export const outcomesAdd = defineRoute({
  name: 'outcomes.add',
  method: 'POST',
  path: '/outcomes',
  scope: 'records:write',
  summary: 'Enters what came of it for somebody or her enterprise, with its day and how it is known',
  body: z.strictObject({
    programme: name,
    person: z.string().min(1).max(100).describe('her id'),
    kind: z.enum(KINDS),
    count: z.number().int().min(1).max(500).optional().describe('of jobs'),
    on: z.iso.date().optional().describe('the day it came to be; absent: today'),
    evidence: z.enum(EVIDENCE).optional().describe('absent: self-report'),
    proof: z.string().trim().min(1).max(80).optional().describe('the mark on the document'),
    enterprise: name.optional().describe('name of one of hers; absent: the first of them, of what is an enterprise’s'),
  }),
  reply: z.strictObject({
    id: z.string(),
    enterprise: z.string().nullable().describe('its id'),
    again: z.boolean().describe('it was noted before: it counts once, under its best evidence'),
  }),
  async run({ body: { person, programme, kind, count = 1, ...rest } }, at) {
    const whom = await mayRecord(person, programme, RECORDERS, at);
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    const { id, enterprise, again } = await at.operate(outcomeAdd, { ...whom, kind, count, ...given });
    return { id: id!, enterprise: enterprise ?? null, again: again ?? false };
  },
});

export const outcomesUndo = defineRoute({
  name: 'outcomes.undo',
  method: 'POST',
  path: '/outcomes/{id}/undo',
  scope: 'records:write',
  summary: 'Takes an outcome back: its line stays, and counts nowhere',
  params: z.strictObject({ id: z.string().min(1).max(100) }),
  body: z.strictObject({ programme: name }),
  reply: z.strictObject({ id: z.string() }),
  async run({ params: { id }, body: { programme } }, at) {
    const { sql, params } = outcomesQuery(programme, at.sight);
    knownProgramme(programme, at.programmes, at.sight);
    const [row] = await at.read({ sql: { sqlite: `${sql.sqlite} and o.id = @id` }, params: { ...params, id } });
    if (!row) throw new RecadoError('OUTCOME_UNKNOWN', { id });
    await mayRecord(String(row['person_id']), programme, RECORDERS, at);
    await at.operate(outcomeUndo, { id, by: at.by, workspace: at.sight.workspace });
    return { id };
  },
});
