import type { Sheet } from '../../domain/sheet.ts';
import { localDate } from '../../domain/time.ts';
import type { Programme } from '../../flow/programme.ts';
import type { RouteContext } from '../route.ts';
import { peopleOf, rosterOf, rosterSheet } from './sheet.ts';

type Asked = Pick<RouteContext, 'read' | 'sight' | 'words'>;

/**
 * The roster of a cohort to print, with columns for its sessions from that moment on; where none is left, for all it had. In
 * the programme's first language.
 */
export async function rosterPaper(
  cohort: { readonly id: string; readonly name: string },
  { title, languages: [language = 'es'] }: Pick<Programme, 'title' | 'languages'>,
  from: number,
  { read, sight, words }: Asked,
): Promise<Sheet> {
  const people = peopleOf(await read(rosterOf(cohort.id, sight)));
  const all = await read({
    sql: {
      sqlite: `select s.plan_id, s.ends_at, s.starts_at, coalesce((select t.timezone from unit t
          where t.id = coalesce(s.site_id, c.site_id)), c.timezone) as timezone
        from session s join cohort c on c.id = s.cohort_id
        where s.cohort_id = @cohort and s.cancelled_at is null and s.kind = 'session' order by s.starts_at, s.id`,
    },
    params: { cohort: cohort.id },
  });
  const left = all.filter((row) => Number(row['ends_at']) >= from);
  const sessions = (left.length > 0 ? left : all).map((row) => ({
    label: String(row['plan_id']),
    day: dayMonth(localDate(Number(row['starts_at']), String(row['timezone']))),
  }));
  const say = (key: string, vars: Readonly<Record<string, string | number>>) => words(key, vars, language);
  return rosterSheet({ programme: title, cohort: cohort.name, people, sessions }, language, say);
}

/** 3/3: a column is narrow. */
const dayMonth = (day: string): string => `${Number(day.slice(8))}/${Number(day.slice(5, 7))}`;
