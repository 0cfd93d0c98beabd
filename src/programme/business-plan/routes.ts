import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { localDate } from '../../domain/time.ts';
import { personInSight } from '../in-sight.ts';
import { knownProgramme } from '../known-programme.ts';
import { defineRoute, fileReply, type RouteContext } from '../route.ts';
import { planOf, planQueries } from './sections.ts';
import { planSheet } from './sheet.ts';

const params = z.strictObject({ id: z.string().min(1).max(100) });
const query = z.strictObject({ programme: z.string().trim().min(1).max(80) });

export const planGet = defineRoute({
  name: 'plan.get',
  method: 'GET',
  path: '/people/{id}/plan',
  scope: 'records:read',
  summary: 'Her business plan, put together from her homework and answers, and how far it has come',
  params,
  query,
  reply: z.strictObject({
    title: z.string(),
    filled: z.number().int().describe('sections that stand, of all'),
    of: z.number().int(),
    version: z.number().int().describe('grows with everything she hands in anew'),
    sections: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        state: z.enum(['empty', 'received', 'redo', 'accepted', 'answered']),
        version: z.number().int(),
        updated_at: z.number().int().nullable(),
        texts: z.array(z.string()),
        files: z.array(z.string()),
      }),
    ),
  }),
  async run({ params: { id }, query: { programme } }, at) {
    const { plan } = await planFor(id, programme, at);
    const sections = plan.sections.map(({ updatedAt, texts, files, ...one }) => ({
      ...one,
      updated_at: updatedAt,
      texts: [...texts],
      files: [...files],
    }));
    return { title: plan.title, filled: plan.filled, of: sections.length, version: plan.version, sections };
  },
});

export const planPdf = defineRoute({
  name: 'plan.pdf',
  method: 'GET',
  path: '/people/{id}/plan.pdf',
  scope: 'records:read',
  summary: 'The same as a page to print',
  params,
  query,
  file: ['application/pdf'],
  reply: fileReply,
  async run({ params: { id }, query: { programme } }, at) {
    const { plan, name, programme: found } = await planFor(id, programme, at);
    const language = found.languages[0] ?? 'es';
    const of = { name, programme: found.title, day: localDate(at.now, found.timezone), language };
    const sheet = planSheet(plan, of, (key, vars) => at.words(key, vars, language));
    return { bytes: await at.paper(sheet), type: 'application/pdf', name: 'plan.pdf' };
  },
});

/** Throws PROGRAMME_UNKNOWN, PLAN_NONE, TARGET_UNKNOWN for somebody who is not the caller's to see. */
async function planFor(
  person: string,
  named: string,
  { read, sight, programmes }: Pick<RouteContext, 'read' | 'sight' | 'programmes'>,
) {
  const programme = knownProgramme(named, programmes, sight);
  const seen = personInSight(sight, 'p.id');
  const [found] = await read({
    sql: { sqlite: `select p.name from person p where p.id = @person and ${seen.sql}` },
    params: { ...seen.params, person },
  });
  if (!found) throw new RecadoError('TARGET_UNKNOWN', { who: person });
  const { homework, answers } = planQueries(person, programme);
  const plan = planOf(programme, { homework: await read(homework), answers: await read(answers) }, sight);
  if (!plan) throw new RecadoError('PLAN_NONE', { programme: named });
  return { plan, programme, name: String(found['name'] ?? '') };
}
