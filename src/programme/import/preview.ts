import { z } from 'zod';
import type { Millis } from '../../base/clock.ts';
import { RecadoError } from '../../base/errors.ts';
import { CHANNELS, type ChannelId } from '../../domain/channel.ts';
import { localDate } from '../../domain/time.ts';
import type { Programme } from '../../flow/programme.ts';
import type { Operation, Query, SqlRow } from '../../store/port.ts';
import type { By } from '../audit.ts';
import { knownProgramme } from '../known-programme.ts';
import { mayStart } from '../may-start.ts';
import type { Sight } from '../sight.ts';
import { begin } from './begin.ts';
import { type Columns, columnsOf } from './columns.ts';
import { type EnrolMany, SLICE } from './enrolling.ts';
import { judgeWith } from './judge.ts';
import { judged } from './judged.ts';
import { placesOf, placesQuery } from './places.ts';
import type { Plan } from './plan.ts';
import type { Planned } from './planned.ts';
import { PROBLEMS, type Problem } from './problem.ts';
import { type RawRow, ROWS_MOST, type Sniffed, type Source, sniff, tableRows } from './read/index.ts';
import { understood } from './row.ts';
import { SameFile } from './same-file.ts';

const word = z.string().trim().min(1).max(80);

/** What an importer says beside the file. */
export const asked = {
  programme: word,
  cohort: word.optional().describe('name of the cohort of those whose row says none'),
  channel: z.enum(CHANNELS).optional().describe('where numbers that nobody knows are written to'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional()
    .describe('whose numbers need no prefix, ISO 3166; without it that of the programme’s first language'),
  sheet: word.optional().describe('name of the sheet; the first one shown without it'),
};
export interface Asked {
  readonly programme: string;
  readonly cohort?: string | undefined;
  readonly channel?: ChannelId | undefined;
  readonly country?: string | undefined;
  readonly sheet?: string | undefined;
  /** Heading → a field's name, `profile.<key>` or `-`. */
  readonly map?: Readonly<Record<string, string>> | undefined;
  readonly update?: boolean | undefined;
  readonly similar?: boolean | undefined;
}

/** What a shell command or a route has at hand. */
export interface Doing {
  readonly read: (query: Query) => Promise<readonly SqlRow[]>;
  readonly operate: <I, O>(operation: Operation<I, O>, input: I) => Promise<O>;
  readonly programmes: ReadonlyMap<string, Programme>;
  readonly newcomers: (channel?: ChannelId) => { readonly channel: ChannelId; readonly ourNumber: string };
  readonly sight: Sight;
  readonly by: By;
  readonly now: Millis;
}

/** Rows above the header: a title, the name of the village. */
const HEADER_WITHIN = 10;

/**
 * Previews a file: it is read as it comes, and judged slice by slice; nobody is enrolled. `before`: the same file was
 * imported already. Throws the IMPORT_ codes of files and columns, COHORT_UNKNOWN, SIGHT_DENIED, SIGHT_TOO_NARROW, CONTACT_MISSING.
 */
export const previewWith = (enrol: EnrolMany) => {
  const judge = judgeWith(enrol);
  return async (
    source: Source,
    wish: Asked,
    doing: Doing,
  ): Promise<{ readonly id: string; readonly before: boolean }> => {
    const { read, operate, sight, by } = doing;
    const { workspace } = sight;
    const programme = knownProgramme(wish.programme, doing.programmes, sight);
    mayStart(programme);
    const places = placesOf(await read(placesQuery(wish.programme, sight)));
    const cohort = wish.cohort === undefined ? undefined : places.find('cohort', wish.cohort)[0]?.name;
    if (wish.cohort !== undefined && cohort === undefined)
      throw new RecadoError('COHORT_UNKNOWN', { name: wish.cohort, programme: wish.programme });

    const sniffed = await sniff(source);
    const rows = tableRows(source, sniffed, wish.sheet);
    try {
      const columns = await headerOf(rows, programme, wish.map);
      const plan = planOf(columns, sniffed, { ...wish, cohort }, programme, doing);
      if (
        plan.narrow &&
        plan.cohort === undefined &&
        !columns.columns.some(({ field }) => field === 'cohort' || field === 'group')
      )
        throw new RecadoError('SIGHT_TOO_NARROW');
      const { sha256 } = sniffed;
      const { id, before } = await operate(begin, { programme: wish.programme, sha256, plan, by, workspace });
      try {
        const { place } = plan;
        let after = 0;
        for await (const stretch of stretches(rows, { plan, places })) {
          await operate(judge, { id, after, ...stretch, programme: wish.programme, place, by, workspace, sight });
          after += 1;
        }
        if (after === 0) throw new RecadoError('IMPORT_EMPTY');
        await operate(judged, { id });
      } catch (error) {
        await operate(judged, { id, failed: true });
        throw error;
      }
      return { id, before };
    } finally {
      await rows.return(undefined);
    }
  };
};

async function headerOf(rows: AsyncGenerator<RawRow>, programme: Programme, map: Asked['map']): Promise<Columns> {
  let missing: unknown;
  for (let n = 0; n < HEADER_WITHIN; n++) {
    const { value, done } = await rows.next();
    if (done) break;
    try {
      return columnsOf(value.cells, programme, map);
    } catch (error) {
      const isTitle =
        error instanceof RecadoError && ['IMPORT_COLUMN_MISSING', 'IMPORT_MAP_WRONG'].includes(error.code);
      if (!isTitle) throw error;
      missing ??= error;
    }
  }
  throw missing ?? new RecadoError('IMPORT_EMPTY');
}

function planOf(
  { columns, ignored }: Columns,
  { encoding }: Sniffed,
  { cohort, country, channel, update, similar }: Omit<Asked, 'programme'>,
  { languages, fields, timezone }: Programme,
  { sight, newcomers, now }: Doing,
): Plan {
  const whose = country ?? new Intl.Locale(languages[0] ?? 'und').region;
  return {
    encoding,
    columns,
    ignored: ignored.slice(0, 50).map((heading) => heading.slice(0, 80)),
    ...(cohort === undefined ? {} : { cohort }),
    ...(whose === undefined ? {} : { country: whose }),
    languages,
    ...(fields ? { fields } : {}),
    today: localDate(now, timezone),
    update: update ?? false,
    similar: similar ?? false,
    narrow: sight.within !== null,
    place: newcomers(channel),
  };
}

interface Stretch {
  /** All rows of it. */
  readonly count: number;
  /** Those of them that cannot be done. */
  readonly refused: number;
  readonly rows: Planned[];
  readonly problems: Problem[];
}

/** The rows of the file in pieces of a slice, each understood and compared with those before it. Throws IMPORT_TOO_LONG. */
async function* stretches(
  rows: AsyncGenerator<RawRow>,
  reading: Parameters<typeof understood>[1],
): AsyncGenerator<Stretch> {
  const { plan } = reading;
  const same = new SameFile(plan);
  const called = (field: string): string => plan.columns.find((column) => column.field === field)?.heading ?? '';
  const heading = { name: called('name'), phone: called('phone') };
  let all = 0;
  let stretch = { count: 0, refused: 0, rows: [] as Planned[], problems: [] as Problem[] };
  for await (const raw of rows) {
    all += 1;
    if (all > ROWS_MOST) throw new RecadoError('IMPORT_TOO_LONG', { limit: ROWS_MOST });
    const { planned, problems } = understood(raw, reading);
    const beside = planned ? same.look(planned, heading) : [];
    const kept = planned && !beside.some(({ code }) => code !== 'shared-line');
    stretch.count += 1;
    if (kept) stretch.rows.push(planned);
    else stretch.refused += 1;
    // What becomes of her is of no use where nothing does.
    const told = [...problems, ...beside];
    stretch.problems.push(...(kept ? told : told.filter(({ code }) => PROBLEMS[code] !== 'note')));
    if (stretch.count < SLICE) continue;
    yield stretch;
    stretch = { count: 0, refused: 0, rows: [], problems: [] };
  }
  if (stretch.count > 0) yield stretch;
}
