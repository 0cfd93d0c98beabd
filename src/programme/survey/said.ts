import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Wave } from '../../flow/programme.ts';
import type { Decision, Operation } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import type { StaffLine, StaffVerb } from '../manifest.ts';
import type { Role } from '../on-duty.ts';
import { packFactsIn, packFactsQuery } from '../pack-facts.ts';
import { sightOf, sightQuery } from '../sight.ts';
import { surveyNamed } from './known.ts';
import { surveySend } from './send.ts';

/** Whoever may send to many. */
const SENDERS: readonly Role[] = ['admin', 'coordinator', 'deputy'];

const WAVE_WORDS: Readonly<Record<string, Wave>> = {
  inicio: 'baseline',
  inicial: 'baseline',
  baseline: 'baseline',
  final: 'endline',
  endline: 'endline',
  satisfaccion: 'satisfaction',
  satisfaction: 'satisfaction',
  seguimiento: 'followup',
  followup: 'followup',
};

const input = z.strictObject({ words: z.string(), job: jobSchema });
type Input = z.output<typeof input>;

/** `ENCUESTA base final grupo-a` from a phone of the team: whom she means, and then `survey.send`, which answers her. */
export const surveySaid: Operation<Input, null> = {
  name: 'survey.said',
  input,
  reads: {
    roles: ({ job }) => sightQuery(job.workspace, job.person ?? ''),
    packs: () => packFactsQuery(),
    cohorts: ({ job }) => ({
      sql: { sqlite: 'select id, name, programme from cohort where workspace = @workspace' },
      params: { workspace: job.workspace },
    }),
  },
  decide({ roles, packs, cohorts }, { words, job }, { now, newId }): Decision<null> {
    const say = (key: string, vars: StaffLine['vars'] = {}): Decision<null> => ({
      rows: jobDone(job, [{ key, vars }], now),
      output: null,
    });
    const sight = sightOf(job.workspace, roles ?? []);
    if (!sight?.roles.some((role) => SENDERS.includes(role))) return say('survey.not-you');
    const said = words.trim().split(/\s+/).map(slugOf);
    const group = said.length > 1 ? (said.at(-1) ?? '') : '';
    const cohort = (cohorts ?? []).find(
      (row) =>
        row['name'] === group &&
        (sight.programmes === null || sight.programmes.includes(String(row['programme']))) &&
        (sight.within === null || sight.within.includes(String(row['id']))),
    );
    if (said[0] === '' || group === '') return say('survey.how');
    if (!cohort) return say('survey.cohort-unknown', { who: group });
    const pack = packFactsIn(packs).find(({ programme }) => programme === cohort['programme']);
    const [name = '', ...rest] = said.slice(0, -1);
    const { waves = [] } = pack?.surveys?.find((survey) => survey.name === name) ?? {};
    const wave = rest.flatMap((word) => WAVE_WORDS[word] ?? [])[0] ?? (waves.length === 1 ? waves[0]! : '');
    try {
      surveyNamed(pack?.surveys, name, wave);
    } catch (error) {
      if (!(error instanceof RecadoError)) throw error;
      const known = String(error.details['known']);
      return error.code === 'SURVEY_UNKNOWN' ? say('survey.unknown', { known }) : say('survey.wave-unknown', { known });
    }
    const needs = pack?.surveyPlan?.find((plan) => plan.survey === name && plan.wave === wave)?.needs;
    const send = {
      survey: name,
      wave,
      audience: { programme: String(cohort['programme']), cohorts: [group] },
      sight: JSON.parse(JSON.stringify(sight)),
      ...(needs ? { needs } : {}),
    };
    const next = jobRow(
      {
        ...(job.lane === null ? {} : { lane: job.lane }),
        ...(job.person === null ? {} : { person: job.person }),
        operation: surveySend.name,
        input: send,
        at: now,
        workspace: job.workspace,
      },
      { now, newId },
    );
    return { rows: [next, ...jobDone(job, [], now)], output: null };
  },
};

/** As names of files and cohorts are written: "Grupo-A" is grupo-a. */
const slugOf = (word: string): string => normalise(word).replace(/[^\p{L}\p{N}]+/gu, '-');

export const surveyVerbOfStaff: StaffVerb = {
  name: 'survey-send',
  takes: 'words',
  roles: SENDERS,
  isFor: ({ surveys }) => surveys.length > 0,
  exact: true,
  looks: /\s[a-z0-9]+-[a-z0-9-]+\s*$/i,
  act: (said) => ({
    effect: { kind: 'job', payload: { operation: surveySaid.name, input: { words: said.rest } } },
    lines: [],
  }),
};
