import type { Query, SqlRow } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import type { Sight } from '../sight.ts';

/** A cohort, or a group within one, that somebody may put people into. */
export interface Seat {
  readonly programme: string;
  readonly name: string;
  /** Names, as `enrol.many` takes them. */
  readonly cohort?: string;
  readonly group?: string;
}

/** All cohorts and groups, with the units that a scope may name. */
export function seatsQuery(workspace: string): Query {
  return {
    sql: {
      sqlite: `select c.programme, c.name as cohort, null as grp, c.id, null as group_id, c.site_id, c.stage_id, c.partner_id,
          c.starts_on
        from cohort c where c.workspace = @workspace
        union all
        select u.programme, c.name, u.name, c.id, u.id, c.site_id, c.stage_id, c.partner_id, c.starts_on
        from unit u left join cohort c on c.id = u.cohort_id where u.workspace = @workspace and u.kind = 'group'
        order by starts_on desc`,
    },
    params: { workspace },
  };
}

/** Those of them that she may fill: of her programmes, and within her scope. */
export function seatsIn(rows: readonly SqlRow[], { programmes, within }: Sight): readonly Seat[] {
  return rows
    .filter((row) => programmes === null || programmes.includes(String(row['programme'])))
    .filter((row) => within === null || PLACES.some((column) => within.includes(String(row[column]))))
    .map((row) => ({
      programme: String(row['programme']),
      name: String(row['grp'] ?? row['cohort']),
      ...(row['cohort'] === null ? {} : { cohort: String(row['cohort']) }),
      ...(row['grp'] === null ? {} : { group: String(row['grp']) }),
    }));
}

const PLACES = ['id', 'group_id', 'site_id', 'stage_id', 'partner_id'] as const;

/** A place said at the head or the end of a list, and the list without it. */
export interface Found {
  readonly seats: readonly Seat[];
  readonly rest: string;
}

/** "grupo-a", "Grupo A", "grupo a:"; at the beginning of the text or at its end. Longer names first. */
export function seatSaid(text: string, seats: readonly Seat[]): Found | undefined {
  const names = [...new Set(seats.map(({ name }) => name))].toSorted((a, b) => b.length - a.length);
  for (const name of names) {
    const words = name.split('-').length;
    for (const pattern of [head(words), tail(words)]) {
      const match = pattern.exec(text);
      if (match?.[1] === undefined || slugOf(match[1]) !== name) continue;
      const rest = text.slice(0, match.index) + text.slice(match.index + match[0].length);
      return { seats: seats.filter((seat) => seat.name === name), rest };
    }
  }
  return undefined;
}

/** So many words apart by hyphens or spaces, where a name ends. */
const WORDS = (n: number) => `[\\p{L}\\p{N}]+(?:[ -]+[\\p{L}\\p{N}]+){${n - 1}}`;
const head = (n: number) => new RegExp(`^\\s*(?:en |al |a |to )?(${WORDS(n)})(?:\\s*[:;,.\\n]+\\s*|\\s+|$)`, 'iu');
const tail = (n: number) => new RegExp(`[\\s,;:]+(?:en |al |a |to )?(${WORDS(n)})[\\s.]*$`, 'iu');

/** What looks like the name of a place and is none: "grupo-z" at the head. */
export function strangePlace(text: string): string | undefined {
  return /^\s*([\p{L}\p{N}]+-[\p{L}\p{N}-]+|grupo\s+[\p{L}\p{N}]+)(?=\s|[:,;]|$)/iu.exec(text)?.[1];
}

function slugOf(text: string): string {
  return normalise(text).replace(/[^\p{L}\p{N}]+/gu, '-');
}
