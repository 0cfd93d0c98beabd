import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Json } from '../../base/json.ts';
import { bySchema } from '../audit.ts';
import { paged, pageInput, pageOf, toPage } from '../page.ts';
import { defineRoute } from '../route.ts';
import { linesQuery } from './lines.ts';

const query = z.strictObject({
  about: z.string().min(1).max(100).optional().describe('id of what it was done to'),
  by: z.string().min(1).max(100).optional().describe('id of a person of the team or of a token; `shell`'),
  action: z.string().min(1).max(100).optional(),
  ...pageInput,
});

const line = z.strictObject({
  seq: z.number().int(),
  at: z.number().int().describe('epoch milliseconds'),
  by: bySchema,
  action: z.string(),
  about: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()).describe('ids, counts and names of fields; never what they hold'),
});

/** The log names people of every programme, so it opens only for those who see all of them. */
export const auditList = defineRoute({
  name: 'audit.list',
  method: 'GET',
  path: '/audit',
  scope: 'audit:read',
  summary: 'Who did what, when and to whom, the newest first',
  query,
  reply: pageOf(line),
  async run({ query: asked }, { read, sight }) {
    if (sight.programmes !== null || sight.within !== null) throw new RecadoError('SIGHT_TOO_NARROW');
    const sort = { by: 'seq', id: 'seq', down: true };
    const rows = await read(paged(linesQuery(sight.workspace, asked), asked, sort));
    return toPage(rows, asked, sort, (row) => ({
      seq: Number(row['seq']),
      at: Number(row['at']),
      by: { kind: row['by_kind'] as z.output<typeof line>['by']['kind'], id: String(row['by_id']) },
      action: String(row['action']),
      about: row['about'] as string | null,
      detail: JSON.parse(String(row['detail'])) as Record<string, Json>,
    }));
  },
});
