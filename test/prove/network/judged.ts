import type { RehearsalHouse } from '../../../src/workshop/rehearse/house.ts';

/** What the programme is judged by, of everybody, whoever carried it. */
const JUDGED = {
  finished:
    'select p.name, f.flow from flow_progress f join person p on p.id = f.person_id where f.finished_at is not null',
  answers:
    'select p.name, a.flow, a.step, a.type, a.plain, a.correct, a.appends from answer a join person p on p.id = a.person_id',
  profiles: 'select name, profile from person',
  homework: 'select p.name, h.name as homework, h.state from homework h join person p on p.id = h.person_id',
  parts: `select p.name, h.name as homework, a.kind, a.text, a.late from homework_part a
    join homework h on h.id = a.homework_id join person p on p.id = h.person_id`,
  rolls: `select p.name, s.plan_id, f.status from attendance_fact f join session s on s.id = f.session_id
    join person p on p.id = f.person_id where f.method = 'roll' and f.undone_at is null`,
  attendance: `select p.name, s.plan_id, a.status, a.method from attendance a join session s on s.id = a.session_id
    join person p on p.id = a.person_id`,
  certificates: 'select p.name, c.programme from certificate c join person p on p.id = c.person_id',
} as const;

/** One line a record, sorted: two networks are compared by them. */
export type Judged = Readonly<Record<keyof typeof JUDGED, readonly string[]>>;

export async function judgedIn({ rows, programme }: Pick<RehearsalHouse, 'rows' | 'programme'>): Promise<Judged> {
  // The word of a session is drawn anew in each run: where somebody's answer was that word, it is not the same one.
  const drawn = new RegExp(`\\b(?:${programme.words.join('|')})\\b`, 'g');
  const told = await Promise.all(
    Object.entries(JUDGED).map(async ([name, sql]) => {
      const found = await rows(sql);
      return [name, found.map((row) => JSON.stringify(Object.values(row)).replace(drawn, 'WORD')).toSorted()];
    }),
  );
  return Object.fromEntries(told) as Judged;
}

/** What stands in one and not in the other: nothing where nobody's records differ. */
export function differences(perfect: Judged, bad: Judged): readonly string[] {
  return (Object.keys(perfect) as (keyof Judged)[]).flatMap((what) => [
    ...without(perfect[what], bad[what]).map((line) => `${what}: lost ${line}`),
    ...without(bad[what], perfect[what]).map((line) => `${what}: gained ${line}`),
  ]);
}

/** Lines of one that the other has less often. */
function without(one: readonly string[], other: readonly string[]): readonly string[] {
  const left = [...other];
  return one.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
