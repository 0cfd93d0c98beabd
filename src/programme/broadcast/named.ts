import { nearestOf } from '../../flow/suggest.ts';
import type { SqlRow } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import type { Audience } from '../audience.ts';
import type { StaffLine } from '../manifest.ts';
import type { PackFacts } from '../pack-facts.ts';
import type { Sight } from '../sight.ts';
import type { Phrase } from './phrase.ts';

/** SQL: cohorts and units as people name them. */
export const PLACES = `select id, 'cohort' as kind, programme, name, name as title, null as cohort_id from cohort
    where workspace = @workspace
  union all select id, kind, programme, name, title, cohort_id from unit where workspace = @workspace order by 2, 4`;

type Kind = 'cohort' | 'group' | 'site' | 'stage' | 'partner' | 'programme';
const LISTS = { cohort: 'cohorts', group: 'groups', site: 'sites', stage: 'stages', partner: 'partners' } as const;

interface Place {
  readonly kind: Kind;
  readonly programme: string;
  readonly name: string;
  readonly title: string;
}

/** Those that she may write to: what lies outside her care does not exist for her. */
export function placesIn(rows: readonly SqlRow[], packs: readonly PackFacts[], { within }: Sight): readonly Place[] {
  const mine = rows.filter(
    (row) =>
      packs.some(({ programme }) => programme === row['programme']) &&
      (within === null || within.includes(String(row['id'])) || within.includes(String(row['cohort_id']))),
  );
  const whole = within === null ? packs : [];
  return [
    ...mine.map((row) => ({
      kind: row['kind'] as Kind,
      programme: String(row['programme']),
      name: String(row['name']),
      title: String(row['title']),
    })),
    ...whole.map(({ programme, title }) => ({ kind: 'programme' as const, programme, name: programme, title })),
  ];
}

/** Whom a phrase means, or the line that says what is not clear. A name is never guessed: the nearest is asked back. */
export function audienceNamed(
  phrase: Phrase,
  places: readonly Place[],
  flows: readonly SqlRow[],
  packs: readonly PackFacts[],
): { readonly audience: Audience } | { readonly line: StaffLine } {
  const found: Place[] = [];
  for (const name of phrase.all ? [] : phrase.names) {
    const fit = fitting(name, places);
    if (fit.length === 0)
      return {
        line: unknown(
          'place',
          name,
          places.map((place) => place.name),
        ),
      };
    found.push(...fit);
  }
  const programmes = [...new Set((phrase.all ? packs : found).map(({ programme }) => programme))];
  const kinds = [...new Set(found.map(({ kind }) => kind))];
  if (programmes.length > 1)
    return { line: { key: 'staff.broadcast-which', vars: { programmes: programmes.join(', ') } } };
  if (kinds.length > 1) return { line: { key: 'staff.broadcast-one-kind', vars: { names: phrase.names.join(', ') } } };
  const programme = programmes[0]!;
  const lacks = phrase.without;
  if (lacks) {
    const known = flows
      .filter((row) => row['kind'] === lacks.what && String(row['flow']).startsWith(`${programme}/`))
      .map((row) => String(row['flow']).split('/').at(-1)!);
    if (!known.includes(lacks.name)) return { line: unknown(lacks.what, lacks.name, known) };
  }
  const [kind] = kinds;
  return {
    audience: {
      programme,
      ...(kind === undefined || kind === 'programme' ? {} : { [LISTS[kind]]: found.map(({ name }) => name) }),
      ...(lacks?.what === 'homework' ? { homework: { name: lacks.name, state: 'missing' as const } } : {}),
      ...(lacks?.what === 'lesson' ? { lesson: { name: lacks.name, state: 'unopened' as const } } : {}),
    },
  };
}

/** By its name, its title, or `llera/grupo-a` where two programmes have one. */
function fitting(said: string, places: readonly Place[]): readonly Place[] {
  const name = normalise(said);
  return places.filter((place) =>
    [place.name, place.title, `${place.programme}/${place.name}`].some((one) => normalise(one) === name),
  );
}

function unknown(what: 'place' | 'homework' | 'lesson', name: string, known: readonly string[]): StaffLine {
  const near = nearestOf(name, known);
  if (near !== undefined) return { key: `staff.broadcast-no-${what}-near`, vars: { name, near } };
  return { key: `staff.broadcast-no-${what}`, vars: { name, known: known.slice(0, 6).join(', ') } };
}
