import type { Json } from '../../base/json.ts';
import type { Cel } from '../../flow/cel.ts';
import type { Programme } from '../../flow/programme.ts';
import type { SqlRow } from '../../store/port.ts';
import { FEWEST, mayLeave } from '../classes.ts';
import type { Share } from '../report.ts';
import type { Sight } from '../sight.ts';
import type { Asked } from './expressions.ts';

/**
 * Of rows that say for each combination of what a condition asks (`a0`, `a1`… JSON) how many have it (`n`), those for whom it
 * holds. The condition is asked once a combination, not once a person.
 */
export function counted(
  rows: readonly SqlRow[],
  asked: readonly Asked[],
  when: string,
  cel: Cel,
  at: { readonly now: number; readonly today: string },
): Required<Share> {
  const condition = cel.compile(when);
  const sums = { n: 0, of: 0, missing: 0 };
  for (const row of rows) {
    const value = condition.value({ roots: rootsOf(row, asked), ...at });
    const many = Number(row['n']);
    sums.of += many;
    if (value === true) sums.n += many;
    else if (value === undefined) sums.missing += many;
  }
  return sums;
}

/** The values of one combination as a condition finds them. */
function rootsOf(row: SqlRow, asked: readonly Asked[]): Readonly<Record<string, Json>> {
  const roots: Record<string, Json> = {};
  for (const [i, { path }] of asked.entries()) {
    const text = row[`a${i}`];
    if (text === null || text === undefined) {
      put(roots, path.slice(0, -1), {});
      continue;
    }
    put(roots, path, typeof text === 'number' ? text : (JSON.parse(text) as Json));
  }
  return roots;
}

function put(roots: Record<string, Json>, path: readonly string[], value: Json): void {
  let place: Record<string, Json> = roots;
  for (const [i, name] of path.entries()) {
    const last = i === path.length - 1;
    if (last && typeof value === 'object' && value !== null && name in place) return;
    if (last) place[name] = value;
    else {
      place[name] ??= {};
      place = place[name] as Record<string, Json>;
    }
  }
}

/** May this reader be told it: nothing in it is kept from her, or it says nothing of anyone in particular. */
export function mayTell(share: Required<Share>, cel: Cel, when: string, programme: Programme, sight: Sight): boolean {
  const { fields } = programme;
  const open = cel.paths(when).every(([root, name]) => {
    if (root !== 'person' && root !== 'profile') return true;
    return name !== undefined && mayLeave(`${root}.${name}`, fields ? { fields } : undefined, sight);
  });
  return open || isMany(share.n, share.of - share.missing - share.n);
}

/** Nobody at all, or enough on both sides: a count that says nothing of anyone. */
const isMany = (yes: number, no: number): boolean => yes === 0 || (yes >= FEWEST && no >= FEWEST);
