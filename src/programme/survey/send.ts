import { z } from 'zod';
import type { Operation, Query, Scalar } from '../../store/port.ts';
import { audienceQuery, audienceSchema } from '../audience.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import type { Sight } from '../sight.ts';

/** Event rows that one commit writes: as broadcasts, so that a talking learner's reply does not wait for them. */
const SLICE = 500;

const fields = {
  survey: z.string().min(1).max(80),
  wave: z.string().min(1).max(20),
  audience: audienceSchema,
  sight: z.custom<Sight>(),
  /** The purpose of programme.yaml that she must have said yes to. */
  needs: z.string().optional(),
  job: jobSchema.optional(),
};
const input = z.strictObject(fields);
type Input = z.output<typeof input>;

/** Over `who`. */
const BEGUN = `exists (select 1 from survey_response r where r.person_id = who.person_id and r.programme = @programme
  and r.survey = @survey and r.wave = @wave)`;
const AGREED = `(@needs is null or coalesce((select k.given from consent k where k.person_id = who.person_id
  and k.purpose = @needs and (k.programme is null or k.programme = @programme)
  order by k.happened_at desc, k.entered_at desc, k.id desc limit 1), 0) = 1)`;

const params = ({ survey, wave, needs, audience }: Input): Record<string, Scalar> => ({
  survey,
  wave,
  needs: needs ?? null,
  programme: audience.programme,
});

export interface Sent {
  /** Whom the audience means. */
  readonly people: number;
  readonly asked: number;
  /** They have begun that wave already. */
  readonly already: number;
  /** They have not said yes to being asked. */
  readonly notAgreed: number;
}

/**
 * Asks a survey of everybody whom an audience means: those who have not begun that wave and have agreed where that is needed. It
 * reaches each when she may be written to, at most one survey a week (conversation/surveys.ts). Throws SIGHT_DENIED.
 */
export const surveySend: Operation<Input, Sent> = {
  name: 'survey.send',
  input: input as z.ZodType<Input>,
  reads: {
    counts(given, now): Query {
      const who = audienceQuery(given.audience, given.sight, now);
      return {
        sql: {
          sqlite: `with who as (${who.sql.sqlite}), judged as (select ${BEGUN} as begun, ${AGREED} as agreed from who)
            select count(*) as people, count(*) filter (where begun) as already,
              count(*) filter (where not begun and not agreed) as not_agreed from judged`,
        },
        params: { ...who.params, ...params(given) },
      };
    },
  },
  decide({ counts }, given, { now, newId }) {
    const { job, ...rest } = given;
    const row = counts![0]!;
    const people = Number(row['people']);
    const sent = { people, already: Number(row['already']), notAgreed: Number(row['not_agreed']) };
    const asked = people - sent.already - sent.notAgreed;
    const workspace = given.sight.workspace;
    const next = jobRow(
      { operation: surveySlice.name, input: JSON.parse(JSON.stringify({ ...rest, after: '' })), at: now, workspace },
      { now, newId },
    );
    const vars = { ...sent, asked, survey: given.survey };
    return {
      rows: [...(asked > 0 ? [next] : []), ...jobDone(job, [{ key: 'survey.sent', vars }], now)],
      output: { ...sent, asked },
    };
  },
};

const sliceInput = z.strictObject({ ...fields, after: z.string() });
type SliceInput = z.output<typeof sliceInput>;

const sliceOf = ({ audience, sight, after }: SliceInput, now: number): Query =>
  audienceQuery(audience, sight, now, { slice: { after, most: SLICE } });

/** The next people in order of their ids get their event; a job asks for those behind them. */
export const surveySlice: Operation<SliceInput, { readonly more: boolean }> = {
  name: 'survey.slice',
  input: sliceInput as z.ZodType<SliceInput>,
  reads: {
    slice(given, now): Query {
      const who = sliceOf(given, now);
      return {
        sql: { sqlite: `select max(person_id) as last, count(*) as people from (${who.sql.sqlite})` },
        params: who.params,
      };
    },
  },
  decide({ slice }, given, { now, newId }) {
    const { job, ...rest } = given;
    const last = slice?.[0]?.['last'];
    const more = Number(slice?.[0]?.['people'] ?? 0) === SLICE;
    const workspace = given.sight.workspace;
    const who = sliceOf(given, now);
    const next = () =>
      jobRow(
        {
          operation: surveySlice.name,
          input: JSON.parse(JSON.stringify({ ...rest, after: last })),
          at: now,
          workspace,
        },
        { now, newId },
      );
    return {
      rows: [...jobDone(job, [], now), ...(more ? [next()] : [])],
      statements: [
        {
          sql: {
            sqlite: `insert into event (workspace, lane_id, person_id, name, payload, at)
              with who as (${who.sql.sqlite})
              select p.workspace, p.lane_id, p.id, 'survey.start', json_object('survey', @survey, 'wave', @wave), @now
              from who join person p on p.id = who.person_id where not ${BEGUN} and ${AGREED} order by p.id`,
          },
          params: { ...who.params, ...params(given), now },
        },
      ],
      output: { more },
    };
  },
};
