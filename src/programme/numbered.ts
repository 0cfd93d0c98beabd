import type { Millis } from '../base/clock.ts';
import { localDate, localMoment } from '../domain/time.ts';
import type { Query } from '../store/port.ts';
import { insertAll } from './insert-all.ts';

/** What a list shows under its numbers, which somebody of the team may type for the rest of the day: LLAME 2, HECHO 3. */
export type NumberedList = 'calls' | 'tasks';

/** In the place of what her numbers of that list meant before. `items` are numbered from 1. */
export function numbered(
  at: { readonly staff: string; readonly list: NumberedList; readonly workspace: string; readonly now: Millis },
  items: readonly { readonly about: string; readonly programme: string }[],
): readonly Query[] {
  const { staff, list, workspace, now } = at;
  const rows = items.map(({ about, programme }, i) => [staff, list, i + 1, about, programme, workspace, now]);
  const columns = ['person_id', 'list', 'n', 'about', 'programme', 'workspace', 'at'];
  const written = insertAll('numbered', columns, rows);
  return [
    {
      sql: { sqlite: 'delete from numbered where person_id = @staff and list = @list' },
      params: { staff, list },
    },
    ...(written ? [written] : []),
  ];
}

/** What a number means to her: SQL of one column, `about`, with @num_staff, @num_n and @num_since. */
export const meantBy = (list: NumberedList): string =>
  `select about from numbered where person_id = @num_staff and list = '${list}' and n = @num_n and at >= @num_since`;

/** Parameters of `meantBy`: numbers are hers until her day ends. */
export const meantParams = (staff: string, n: number | undefined, now: Millis, zone: string) => ({
  num_staff: staff,
  num_n: n ?? -1,
  num_since: localMoment(localDate(now, zone), '00:00', zone),
});
