import type { Query } from '../../store/port.ts';
import type { ReportAsked, ReportColumn, ReportKind } from '../report.ts';

/** How far each language of a pack has each of its flows, in words and spoken, and each time it had to be left for another. */
export const coverageReport: ReportKind = {
  name: 'coverage',
  summary:
    'for each language and flow: texts translated, steps with a recording, drafts that wait, and how often another language was sent instead',
  async run(asked, { read }) {
    const rows = await read(coverage(asked));
    const used = await read(fallbacks(asked));
    return {
      name: 'coverage',
      from: asked.from ?? null,
      to: asked.to ?? '',
      tables: [
        {
          id: 'coverage',
          apart: true,
          columns: COVERAGE,
          rows: rows.map((row) => [
            row['language']!,
            row['flow']!,
            row['title']!,
            { n: Number(row['there']), of: Number(row['texts']) },
            Number(row['stale']),
            { n: Number(row['spoken']), of: Number(row['steps']) },
            Number(row['stale_audio']),
            Number(row['drafts']),
            Number(row['used']),
          ]),
        },
        {
          id: 'fallbacks',
          apart: true,
          columns: FALLBACKS,
          rows: used.map((row) => [row['language']!, row['flow']!, row['step']!, row['used']!, Number(row['n'])]),
        },
      ],
      notes: [{ key: 'coverage', vars: {} }],
    };
  },
};

const COVERAGE: readonly ReportColumn[] = [
  { id: 'language', type: 'text', means: 'language, by its code' },
  { id: 'flow', type: 'text', means: 'lesson, homework, survey or service' },
  { id: 'title', type: 'text', means: 'its title' },
  { id: 'texts', type: 'share', things: true, means: 'texts that stand in that language, of all texts of the flow' },
  { id: 'stale', type: 'count', things: true, means: 'of those: made of words that were changed since' },
  {
    id: 'audio',
    type: 'share',
    things: true,
    means: 'steps with a recording that is sent, of all steps that say something',
  },
  {
    id: 'stale_audio',
    type: 'count',
    things: true,
    means: 'approved recordings of words that were changed since: not sent',
  },
  { id: 'drafts', type: 'count', things: true, means: 'recordings that wait for a second person' },
  {
    id: 'fallbacks',
    type: 'count',
    things: true,
    means: 'times that words of the flow went out in another language, for want of text and recording',
  },
];
const FALLBACKS: readonly ReportColumn[] = [
  { id: 'language', type: 'text', means: 'language of the learner' },
  { id: 'flow', type: 'text', means: 'lesson, homework, survey or service' },
  { id: 'step', type: 'text', means: 'the step whose words they were' },
  { id: 'used', type: 'text', means: 'language in which it was sent' },
  { id: 'fallbacks', type: 'count', things: true, means: 'times' },
];

const IN_DAYS = 'programme = @programme and at >= @since and at < @until';

const days = ({ programme, since, until }: ReportAsked) => ({ programme: programme.programme, since, until });

/** A step is spoken where the pack brings a recording, or one of these very words is approved. */
function coverage(asked: ReportAsked): Query {
  return {
    sql: {
      sqlite: `with made as materialized (select r.flow, r.step, r.language,
            max(r.state = 'approved' and r.source = s.source and m.path is not null) as sent,
            sum(r.state = 'approved' and r.source <> s.source) as stale,
            sum(r.state = 'draft' and r.source = s.source and m.path is not null) as drafts
          from recording r join pack_step s on s.programme = r.programme and s.flow = r.flow and s.step = r.step
            left join media m on m.id = r.media_id
          where r.programme = @programme group by r.flow, r.step, r.language),
        used as materialized (select flow, language, count(*) as n from fallback_used where ${IN_DAYS} group by flow, language)
        select l.key as language, s.flow, s.title, sum(l.value ->> 0) as there, sum(s.texts) as texts,
          sum(l.value ->> 1) as stale, count(*) as steps, coalesce(sum(d.drafts), 0) as drafts,
          coalesce(sum(d.stale), 0) as stale_audio,
          sum(coalesce(d.sent, 0) or exists (select 1 from json_each(s.audio) a where a.value = l.key)) as spoken,
          coalesce((select u.n from used u where u.flow = s.flow and u.language = l.key), 0) as used
        from pack_step s join json_each(s.translated) l
          left join made d on d.flow = s.flow and d.step = s.step and d.language = l.key
        where s.programme = @programme group by l.key, s.flow order by l.key, min(s.nth)`,
    },
    params: days(asked),
  };
}

function fallbacks(asked: ReportAsked): Query {
  return {
    sql: {
      sqlite: `select language, flow, step, used, count(*) as n from fallback_used
        where ${IN_DAYS} group by language, flow, step, used order by n desc, language, flow, step`,
    },
    params: days(asked),
  };
}
