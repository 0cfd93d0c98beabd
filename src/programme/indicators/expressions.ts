/** What a condition asks, as JSON text in SQL: `->` keeps numbers, texts and truth apart, which a bare column would not. */
export interface Asked {
  readonly path: readonly string[];
  /** Over `who`, `person p`, `enterprise b`; null where nothing is known. */
  readonly sql: string;
}

const NAME = /^[\w-]{1,60}$/;
const ENTERPRISE: Readonly<Record<string, string>> = {
  sector: 'json_quote(b.sector)',
  line: 'json_quote(b.line)',
  name: 'json_quote(b.name)',
  family_run: "iif(b.family_run = 1, 'true', 'false')",
};
const COUNTS: Readonly<Record<string, string>> = {
  assigned: "<> 'excused'",
  submitted: "in ('received', 'redo', 'accepted')",
  accepted: "= 'accepted'",
};

/** As the facts of the same names say it for one person (programme/homework, turn/facts.ts, programme/check-in), for all at once. */
const PERSON: Readonly<Record<string, (path: readonly string[]) => string | undefined>> = {
  person: ([, name]) => field('p.person_values', name),
  profile: ([, name]) => field('p.profile', name),
  language: (path) => (path.length === 1 ? 'json_quote(p.language)' : undefined),
  enterprise: ([, name]) => (name === undefined ? undefined : guarded('b.id', ENTERPRISE[name])),
  homework: ([, name, state]) =>
    name !== undefined && NAME.test(name) && state === 'state'
      ? `(select json_quote(h.state) from homework h where h.person_id = who.person_id and h.programme = @programme and h.name = '${name}')`
      : undefined,
  count: ([, of, what]) =>
    of === 'homework' && what !== undefined && COUNTS[what] !== undefined
      ? `(select count(*) from homework h where h.person_id = who.person_id and h.programme = @programme and h.state ${COUNTS[what]})`
      : undefined,
  quiz: ([, flow, score]) =>
    flow !== undefined && NAME.test(flow) && score === 'score'
      ? `(select avg(solved) from (select max(correct) as solved from answer x where x.person_id = who.person_id
          and x.flow = @programme || '/${flow}' and x.correct is not null group by x.step))`
      : undefined,
  answers: ([, flow, step]) =>
    flow !== undefined && step !== undefined && NAME.test(flow) && NAME.test(step)
      ? `(select x.plain from answer x where x.person_id = who.person_id and x.flow = @programme || '/${flow}'
          and x.step = '${step}' and x.appends = 0 order by x.entered_at desc, x.id desc limit 1)`
      : undefined,
  attendance: (path) =>
    path.length === 1
      ? '(select 1.0 * a.attended / nullif(a.counted, 0) from attended a where a.person_id = who.person_id)'
      : undefined,
};

/** What a condition over people asks; undefined where it asks for more than stands here. */
export const ofPeople = (paths: readonly (readonly string[])[]): readonly Asked[] | undefined => all(paths, PERSON);

/** The same for a condition over enterprises. */
export const ofEnterprises = (paths: readonly (readonly string[])[]): readonly Asked[] | undefined =>
  all(paths, { enterprise: PERSON['enterprise']! });

function all(paths: readonly (readonly string[])[], known: typeof PERSON): readonly Asked[] | undefined {
  const asked = paths.map((path) => {
    const sql = known[path[0] ?? '']?.(path);
    return sql === undefined ? undefined : { path, sql };
  });
  return asked.every((one) => one !== undefined) ? (asked as Asked[]) : undefined;
}

/** Only plain names come into SQL; others are no field of ours. */
const field = (column: string, name: string | undefined): string | undefined =>
  name !== undefined && NAME.test(name) ? `${column} -> '$."${name}"'` : undefined;

const guarded = (id: string, sql: string | undefined): string | undefined =>
  sql === undefined ? undefined : `iif(${id} is null, null, ${sql})`;
