import type { Json } from '../../base/json.ts';
import type { Cel } from '../../flow/cel.ts';
import type { Programme } from '../../flow/programme.ts';
import type { SqlRow } from '../../store/port.ts';
import { FEWEST, mayLeave } from '../classes.ts';
import type { Sight } from '../sight.ts';

/** One line of the report: `n` of `of`, and for how many of them nobody knows. Never a percentage without both. */
export interface Counted {
  readonly id: string;
  readonly over: 'people' | 'enterprises';
  /** Null: so few, or nearly all, that it would say of somebody what this reader may not be told. */
  readonly n: number | null;
  readonly of: number;
  readonly unknown: number | null;
}

/** What a condition may ask here: the record of a person, or an enterprise. */
const ROOTS = { people: ['person', 'profile', 'language', 'enterprise'], enterprises: ['enterprise'] } as const;

/**
 * The programme's indicators over rows of `personRows` and `enterpriseQuery`. One of people that asks for anything else
 * (attendance, homework…) is left out and named in `skipped`: it is counted by the reports of those records.
 */
export function countIndicators(
  { indicators, fields }: Pick<Programme, 'indicators' | 'fields'>,
  rows: { readonly people: readonly SqlRow[]; readonly enterprises: readonly SqlRow[] },
  cel: Cel,
  sight: Pick<Sight, 'classes'>,
): { readonly counted: readonly Counted[]; readonly skipped: readonly string[] } {
  const people = rows.people.map(personScope);
  const enterprises = rows.enterprises.map((row) => ({ enterprise: enterpriseOf(row) }));
  const counted: Counted[] = [];
  const skipped: string[] = [];
  for (const { id, of, when } of indicators) {
    const over = of === 'enterprises' ? 'enterprises' : 'people';
    const condition = cel.compile(when);
    if ([...condition.roots].some((root) => !(ROOTS[over] as readonly string[]).includes(root))) {
      skipped.push(id);
      continue;
    }
    const values = (over === 'people' ? people : enterprises).map((roots) => condition.value({ roots }));
    const n = values.filter((value) => value === true).length;
    const unknown = values.filter((value) => value === undefined).length;
    const open = cel.paths(when).every((path) => isTold(path, { ...(fields ? { fields } : {}) }, sight));
    const told = open || isMany(n, values.length - unknown - n);
    counted.push({ id, over, of: values.length, n: told ? n : null, unknown: told ? unknown : null });
  }
  return { counted, skipped };
}

/** What of one person is read here that this reader may not be told of her. */
function isTold(path: readonly string[], programme: Pick<Programme, 'fields'>, sight: Pick<Sight, 'classes'>): boolean {
  const [root, name] = path;
  if (root !== 'person' && root !== 'profile') return true;
  return name !== undefined && mayLeave(`${root}.${name}`, programme, sight);
}

/** Nobody at all, or enough on both sides: a count that says nothing of anyone. */
const isMany = (yes: number, no: number): boolean => yes === 0 || (yes >= FEWEST && no >= FEWEST);

function personScope(row: SqlRow): Readonly<Record<string, Json>> {
  return {
    person: JSON.parse(String(row['person_values'])),
    profile: JSON.parse(String(row['profile'])),
    language: String(row['language'] ?? ''),
    enterprise: row['family_run'] === null ? null : enterpriseOf(row),
  };
}

const enterpriseOf = (row: SqlRow): Json => ({
  sector: row['sector']!,
  line: row['line']!,
  family_run: row['family_run'] === 1,
});
