import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Decision, Operation } from '../../store/port.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { packFactsIn, packFactsQuery } from '../pack-facts.ts';
import { sightQuery } from '../sight.ts';
import { mayWrite } from './author.ts';
import { answered, freeze } from './freeze.ts';
import { STUTTER } from './limits.ts';
import { errorLine } from './lines.ts';
import { momentsOf } from './moments.ts';
import { audienceNamed, PLACES, placesIn } from './named.ts';
import { phraseOf } from './phrase.ts';
import { begin, nearQuery } from './preview.ts';
import { previewLines } from './said.ts';

const input = z.strictObject({ words: z.string(), job: jobSchema });
type Input = z.output<typeof input>;

/** `RECORDAR grupo-a: …` from a phone of the team: begins the preview, or says what is missing. */
export const ask: Operation<Input, null> = {
  name: 'broadcast.ask',
  input,
  reads: {
    roles: ({ job }) => sightQuery(job.workspace, job.person ?? ''),
    packs: () => packFactsQuery(),
    places: ({ job }) => ({ sql: { sqlite: PLACES }, params: { workspace: job.workspace } }),
    flows: () => ({
      sql: { sqlite: `select distinct flow, kind from flow_version where kind in ('homework', 'lesson')` },
      params: {},
    }),
    near: ({ job }, now) => nearQuery(job.workspace, job.person ?? '', now),
    zones: ({ job }) => ({
      sql: {
        sqlite: `select timezone from cohort where workspace = @workspace union
          select timezone from unit where workspace = @workspace and timezone is not null`,
      },
      params: { workspace: job.workspace },
    }),
  },
  decide({ roles, packs, places, flows, near, zones }, { words, job }, at): Decision<null> {
    const { now, newId } = at;
    const say = (...lines: StaffLine[]): Decision<null> => ({ rows: jobDone(job, lines, now), output: null });
    const sight = mayWrite(job.workspace, roles);
    if (!sight || job.person === null || job.lane === null) return say({ key: 'staff.broadcast-not-you', vars: {} });
    const mine = packFactsIn(packs).filter(
      ({ programme }) => sight.programmes === null || sight.programmes.includes(programme),
    );
    const phrase = phraseOf(words, now, mine[0]?.timezone ?? 'UTC');
    if (!phrase || mine.length === 0) return say({ key: 'staff.broadcast-how-to', vars: {} });
    const named = audienceNamed(phrase, placesIn(places ?? [], mine, sight), flows ?? [], mine);
    if ('line' in named) return say(named.line);
    const pack = mine.find(({ programme }) => programme === named.audience.programme)!;
    const author = { by: { kind: 'staff', id: job.person } as const, sight, lane: job.lane, person: job.person };
    const draft = { text: { text: phrase.text }, audience: named.audience, ...(phrase.on ? { on: phrase.on } : {}) };
    try {
      const begun = begin(draft, author, { pack, near: near ?? [], zones: zones ?? [] }, at);
      if ('known' in begun) {
        const b = begun.known;
        if (b.state !== 'previewed' || now - b.createdAt < STUTTER) return say();
        const moments = momentsOf(b.moment, [], { now, zone: pack.timezone, quiet: pack.quiet });
        return say(...previewLines(b, moments, now));
      }
      const next = {
        ...answered(job),
        operation: freeze.name,
        input: { id: begun.id },
        at: now,
        workspace: job.workspace,
      };
      return {
        rows: [...begun.rows, jobRow(next, { now, newId }), ...jobDone(job, [], now)],
        statements: begun.statements,
        output: null,
      };
    } catch (error) {
      if (error instanceof RecadoError) return say(errorLine(error));
      throw error;
    }
  },
};
