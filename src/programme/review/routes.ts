import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { knownProgramme } from '../known-programme.ts';
import { paged, pageInput, pageOf, toPage } from '../page.ts';
import { defineRoute, type RouteContext } from '../route.ts';
import { VERDICTS } from '../verdict.ts';
import { decide } from './decide.ts';
import { HELD_FOR } from './limits.ts';
import { homeworkQuery } from './list.ts';
import { REVIEWERS } from './queue.ts';
import { brief, briefOf, whole, wholeOf } from './shape.ts';
import { submissionOf, submissionQueries } from './submission.ts';
import { take } from './take.ts';
import { reviewUndo } from './undo.ts';

const name = z.string().trim().min(1).max(80);
const params = z.strictObject({ id: z.string().min(1).max(200) });
const STATES = ['assigned', 'received', 'redo', 'accepted', 'excused', 'missing'] as const;

export const homeworkList = defineRoute({
  name: 'homework.list',
  method: 'GET',
  path: '/homework',
  scope: 'records:read',
  summary: 'Homework, what has waited longest first; `state=received` is the queue of reviewers',
  query: z.strictObject({
    programme: name,
    state: z.enum(STATES).optional().describe('missing: assigned or to be done again, and nothing received since'),
    homework: name.optional().describe('name of its file'),
    cohort: name.optional(),
    ...pageInput,
  }),
  reply: pageOf(brief),
  async run({ query: { programme, state, homework, cohort, ...page } }, { read, sight, programmes, now }) {
    const found = knownProgramme(programme, programmes, sight);
    const sort = { by: 'at', id: 'id' };
    const all = homeworkQuery({ programme, state, homework, cohort }, sight, now - HELD_FOR);
    return toPage(await read(paged(all, page, sort)), page, sort, (row) => briefOf(row, found));
  },
});

export const homeworkGet = defineRoute({
  name: 'homework.get',
  method: 'GET',
  path: '/homework/{id}',
  scope: 'records:read',
  summary: 'A homework with the parts of its newest submission in the order she wrote them, and its reviews',
  params,
  reply: whole,
  run: async ({ params: { id } }, at) => show(id, at),
});

export const homeworkOpen = defineRoute({
  name: 'homework.open',
  method: 'POST',
  path: '/homework/{id}/open',
  scope: 'records:write',
  summary: 'Takes a received homework to review: for half an hour nobody else decides it',
  params,
  reply: whole,
  async run({ params: { id } }, at) {
    await mayReview(id, at);
    await at.operate(take, { homework: id, ...as(at) });
    return show(id, at);
  },
});

export const homeworkDecide = defineRoute({
  name: 'homework.decide',
  method: 'POST',
  path: '/homework/{id}/reviews',
  scope: 'records:write',
  summary: 'Decides a homework: done and partly accept it, redo asks for it again; she is told three minutes later',
  params,
  body: z.strictObject({
    verdict: z.enum(VERDICTS).describe('excused: she need not do it, received or not'),
    words: z.string().trim().max(1_000).optional().describe('for her'),
    why: z.string().trim().max(200).optional().describe('of excused: for the record, never said to her'),
  }),
  reply: z.strictObject({
    id: z.string().describe('of the review: by it the verdict is undone'),
    state: z.string(),
    tells: z.number().int().describe('when she is told; until then undoing leaves no trace on her phone'),
  }),
  async run({ params: { id }, body: { verdict, words = '', why = '' } }, at) {
    await mayReview(id, at);
    const made = await at.operate(decide, { homework: id, verdict, words, why, ...as(at) });
    return { id: made.review!, state: made.state!, tells: made.tells! };
  },
});

export const reviewTakeBack = defineRoute({
  name: 'homework.undo',
  method: 'POST',
  path: '/homework/{id}/undo',
  scope: 'records:write',
  summary: 'Takes the last verdict back: the homework waits for a reviewer again',
  params,
  reply: z.strictObject({ id: z.string() }),
  async run({ params: { id } }, at) {
    await mayReview(id, at);
    const { reviews } = await show(id, at);
    const last = reviews.findLast(({ verdict, undone }) => verdict !== null && !undone);
    if (!last) throw new RecadoError('REVIEW_NOTHING');
    await at.operate(reviewUndo, { review: last.id, ...as(at) });
    return { id };
  },
});

/** In the name of whose token it is, so that what she has open on her phone and here is one reviewer's. */
const as = ({ person, by, sight }: RouteContext) => ({
  by: person === null ? by : ({ kind: 'staff', id: person } as const),
  workspace: sight.workspace,
});

async function mayReview(id: string, at: RouteContext): Promise<void> {
  if (!at.sight.roles.some((role) => REVIEWERS.includes(role))) throw new RecadoError('REVIEW_NOT_YOURS');
  await seen(id, at);
}

/** Throws HOMEWORK_UNKNOWN for one that is not the caller's to see. */
async function seen(id: string, { read, sight, programmes, now }: RouteContext) {
  for (const programme of programmes.keys()) {
    if (sight.programmes !== null && !sight.programmes.includes(programme)) continue;
    const [row] = await read(homeworkQuery({ programme, id }, sight, now - HELD_FOR));
    if (row) return { row, programme: programmes.get(programme)! };
  }
  throw new RecadoError('HOMEWORK_UNKNOWN');
}

async function show(id: string, at: RouteContext) {
  const { row, programme } = await seen(id, at);
  const { homework, parts, reviews } = submissionQueries({ homework: id }, at.now);
  const of = submissionOf({
    homework: await at.read(homework),
    parts: await at.read(parts),
    reviews: await at.read(reviews),
  })!;
  return wholeOf(briefOf(row, programme), of);
}
