import { z } from 'zod';
import type { Operation, SqlRow } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import { jobDone, jobSchema } from '../job.ts';
import { languageCalled } from '../language-called.ts';
import type { StaffLine } from '../manifest.ts';
import { LONGEST, SPEAKERS_SQL, STEPS_SHOWN } from './limits.ts';
import { line, script, secondsOf } from './lines.ts';

const input = z.strictObject({
  /** "dos-botes separa yua": the flow, the step, and a language where it is not her own. */
  words: z.string().trim().min(1).max(200),
  job: jobSchema,
});
type Input = z.output<typeof input>;

/** A step in a language, as the verb keeps it until the recording comes. */
export const aboutSchema = z.strictObject({
  programme: z.string(),
  flow: z.string(),
  step: z.string(),
  language: z.string(),
});
export type About = z.output<typeof aboutSchema>;

/** `AUDIO dos-botes separa yua`: shows what is to be said, and waits for the voice note. */
export const begin: Operation<Input, null> = {
  name: 'recording.begin',
  input,
  reads: {
    steps: ({ words, job }) => ({
      sql: {
        sqlite: `select s.* from pack_step s where s.workspace = @workspace and lower(s.flow) = @flow
            and exists (select 1 from staff f where f.person_id = @me and f.until is null and f.workspace = s.workspace
              and f.role in ${SPEAKERS_SQL} and f.programme in ('', s.programme))
          order by s.programme, s.nth`,
      },
      params: { workspace: job.workspace, me: job.person, flow: flowIn(words) },
    }),
    flows: ({ job }) => ({
      sql: {
        sqlite: `select distinct s.flow from pack_step s where s.workspace = @workspace and s.kind = 'lesson'
            and exists (select 1 from staff f where f.person_id = @me and f.until is null and f.workspace = s.workspace
              and f.role in ${SPEAKERS_SQL} and f.programme in ('', s.programme)) order by s.nth limit ${STEPS_SHOWN}`,
      },
      params: { workspace: job.workspace, me: job.person },
    }),
    me: ({ job }) => ({
      sql: { sqlite: 'select language from person where id = @me' },
      params: { me: job.person },
    }),
    there: ({ words, job }) => ({
      sql: {
        sqlite: `select step, language, state from recording
          where workspace = @workspace and lower(flow) = @flow and state in ('draft', 'approved')`,
      },
      params: { workspace: job.workspace, flow: flowIn(words) },
    }),
  },
  decide({ steps = [], flows = [], me, there = [] }, { words, job }, { now }) {
    const say = (...lines: StaffLine[]) => ({ rows: jobDone(job, lines, now), output: null });
    const flow = flowIn(words);
    if (steps.length === 0)
      return say(line('flow-unknown', { flow, known: flows.map((row) => String(row['flow'])).join(', ') }));
    const { row, rest } = stepIn(words.slice(words.toLowerCase().indexOf(flow) + flow.length), steps);
    const title = String(steps[0]!['title']);
    if (!row) {
      const known = [...new Set(steps.map((one) => String(one['step'])))].slice(0, STEPS_SHOWN).join(', ');
      return say(line('step-unknown', { title, known }));
    }
    const languages = Object.keys(JSON.parse(String(row['translated'])) as object);
    const hers = String(me?.[0]?.['language'] ?? '');
    const language = languageCalled(rest || hers, languages) ?? (rest === '' ? languages[0] : undefined);
    if (language === undefined) return say(line('language-unknown', { words: rest, known: languages.join(', ') }));
    const about: About = {
      programme: String(row['programme']),
      flow: String(row['flow']),
      step: String(row['step']),
      language,
    };
    const known = there.find((one) => one['step'] === about.step && one['language'] === language);
    const lines = [
      line('say', {
        title,
        step: about.step,
        language,
        words: script(row, [language, languageCalled(hers, languages)]),
      }),
      ...(JSON.parse(String(row['options'])).length > 0 ? [line('say-numbers')] : []),
      line('say-how', { seconds: secondsOf(LONGEST) }),
      ...(known ? [line(known['state'] === 'approved' ? 'there-approved' : 'there-draft')] : []),
    ];
    return {
      rows: jobDone(job, lines, now, { asks: { verb: 'record', about: JSON.stringify(about) } }),
      output: null,
    };
  },
};

const flowIn = (words: string): string =>
  /^\S+/
    .exec(words.trim())?.[0]
    .toLowerCase()
    .replace(/[.,:;]+$/, '') ?? '';

/** The longest step that the words begin with; what follows it names a language. */
function stepIn(words: string, steps: readonly SqlRow[]): { row?: SqlRow; rest: string } {
  const said = words.replace(/^[\s.,:;]+/, '').trim();
  const lower = said.toLowerCase();
  const fits = steps.filter((row) => {
    const step = String(row['step']).toLowerCase();
    return lower === step || lower.startsWith(`${step} `);
  });
  const row = fits.sort((a, b) => String(b['step']).length - String(a['step']).length)[0];
  return row ? { row, rest: normalise(said.slice(String(row['step']).length)) } : { rest: '' };
}
