import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { knownProgramme } from '../known-programme.ts';
import { paged, pageInput, pageOf, toPage } from '../page.ts';
import { defineRoute, fileReply } from '../route.ts';
import type { Sight } from '../sight.ts';
import { certificateReissue, certificateRevoke } from './change.ts';
import { certificateOf, certificateQuery, certificatesQuery } from './one.ts';
import { certificatePdf } from './pdf.ts';
import { certificateRun, RUN, runOf } from './run.ts';

const name = z.string().trim().min(1).max(80);
const id = z.string().trim().min(1).max(80);
const byId = z.strictObject({ id: id.describe('its id, or its number: LLERA-2026-0012') });
const shown = z.strictObject({
  id: z.string(),
  person: z.string(),
  programme: z.string(),
  number: z.string().describe('LLERA-2026-0012: without gaps in a programme and year'),
  name: z.string().nullable().describe('as it stands on the paper; null before it is drawn'),
  code: z.string().nullable().describe('by which anybody checks it at /verify/'),
  state: z.enum(['drawing', 'valid', 'revoked', 'unprintable']),
  issued_at: z.number().int(),
  reissued_at: z.number().int().nullable(),
  revoked_at: z.number().int().nullable(),
  revoked_why: z.string().nullable(),
});
const run = z.strictObject({
  id: z.string(),
  programme: z.string(),
  cohort: z.string().nullable(),
  people: z.number().int().describe('to look at'),
  looked: z.number().int(),
  issued: z.number().int(),
  had: z.number().int().describe('of the looked at: had one already'),
  done: z.boolean(),
});

/** Everybody of a programme or cohort: not for whoever sees a part of them. */
function mustSeeAll({ within }: Sight): void {
  if (within !== null) throw new RecadoError('SIGHT_TOO_NARROW');
}

/** A whole name stands on it. */
function mustBeTeam({ classes }: Sight): void {
  if (!classes.includes('team')) throw new RecadoError('SIGHT_TOO_NARROW');
}

export const certificatesList = defineRoute({
  name: 'certificates.list',
  method: 'GET',
  path: '/certificates',
  scope: 'records:read',
  summary: 'Certificates of a programme, the newest first',
  query: z.strictObject({ programme: name, cohort: name.optional(), ...pageInput }),
  reply: pageOf(shown),
  async run({ query }, { read, sight, programmes }) {
    mustBeTeam(sight);
    const { programme } = knownProgramme(query.programme, programmes, sight);
    const { cohort = null } = query;
    const all = certificatesQuery(sight, 'k.programme = @programme and (@cohort is null or c.name = @cohort)', {
      programme,
      cohort,
    });
    const sort = { by: 'issued_at', id: 'id', down: true };
    return toPage(await read(paged(all, query, sort)), query, sort, (row) => ({ ...certificateOf(row) }));
  },
});

export const certificatesGet = defineRoute({
  name: 'certificates.get',
  method: 'GET',
  path: '/certificates/{id}',
  scope: 'records:read',
  summary: 'One certificate',
  params: byId,
  reply: shown,
  async run({ params }, { read, sight }) {
    mustBeTeam(sight);
    const [row] = await read(certificateQuery(params.id, sight));
    if (!row) throw new RecadoError('CERTIFICATE_UNKNOWN', { id: params.id });
    return { ...certificateOf(row) };
  },
});

export const certificatesPdf = defineRoute({
  name: 'certificates.pdf',
  method: 'GET',
  path: '/certificates/{id}/pdf',
  scope: 'records:read',
  summary: 'Its page, to print',
  params: byId,
  reply: fileReply,
  file: ['application/pdf'],
  async run({ params }, at) {
    mustBeTeam(at.sight);
    return certificatePdf(params.id, at);
  },
});

export const certificatesRun = defineRoute({
  name: 'certificates.run',
  method: 'POST',
  path: '/certificates/runs',
  scope: 'records:write',
  summary:
    'Looks at everybody of a cohort or programme and gives whoever fulfils the rule hers; under way, it is not begun twice',
  body: z.strictObject({ programme: name, cohort: name.optional() }),
  reply: z.strictObject({ id: z.string(), people: z.number().int() }),
  async run({ body }, { operate, sight, programmes, by }) {
    mustSeeAll(sight);
    const { programme } = knownProgramme(body.programme, programmes, sight);
    const { cohort } = body;
    return operate(certificateRun, {
      programme,
      ...(cohort === undefined ? {} : { cohort }),
      by,
      workspace: sight.workspace,
    });
  },
});

export const certificatesRunGet = defineRoute({
  name: 'certificates.run.get',
  method: 'GET',
  path: '/certificates/runs/{id}',
  scope: 'records:read',
  summary: 'How far a run has come',
  params: z.strictObject({ id }),
  reply: run,
  async run({ params }, { read, sight, programmes }) {
    mustSeeAll(sight);
    const [row] = await read({
      sql: { sqlite: `${RUN} where r.id = @id and r.workspace = @workspace` },
      params: { id: params.id, workspace: sight.workspace },
    });
    if (!row) throw new RecadoError('CERTIFICATE_UNKNOWN', { id: params.id });
    const { startedAt: _, ...state } = runOf(row);
    knownProgramme(state.programme, programmes, sight);
    return { ...state };
  },
});

export const certificatesRevoke = defineRoute({
  name: 'certificates.revoke',
  method: 'POST',
  path: '/certificates/{id}/revoke',
  scope: 'records:write',
  summary: 'It does not hold any more: whoever checks its code reads so. The reason stays with the team',
  params: byId,
  body: z.strictObject({ why: z.string().trim().min(1).max(200) }),
  reply: z.strictObject({ id: z.string(), number: z.string() }),
  async run({ params, body }, { read, operate, sight, by }) {
    const [row] = await read(certificateQuery(params.id, sight));
    if (!row) throw new RecadoError('CERTIFICATE_UNKNOWN', { id: params.id });
    return operate(certificateRevoke, { id: String(row['id']), ...body, by, workspace: sight.workspace });
  },
});

export const certificatesReissue = defineRoute({
  name: 'certificates.reissue',
  method: 'POST',
  path: '/certificates/{id}/reissue',
  scope: 'records:write',
  summary: 'The same certificate with another name on it: same number, new code, and she gets the new page',
  params: byId,
  body: z.strictObject({ name: z.string().trim().min(1).max(80) }),
  reply: z.strictObject({ id: z.string(), number: z.string() }),
  async run({ params, body }, { read, operate, sight, by }) {
    const [row] = await read(certificateQuery(params.id, sight));
    if (!row) throw new RecadoError('CERTIFICATE_UNKNOWN', { id: params.id });
    return operate(certificateReissue, { id: String(row['id']), ...body, by, workspace: sight.workspace });
  },
});
