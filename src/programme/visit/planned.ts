import type { Query, SqlRow } from '../../store/port.ts';
import type { VisitKind } from './kinds.ts';
import type { Visited, Whom } from './whom.ts';

export interface Planned {
  readonly id: string;
  readonly kind: VisitKind;
  readonly planned_at: number;
  readonly private: number;
  /** JSON list of ids. */
  readonly people: string;
}

/** What whoever asks has planned herself and not done, the soonest first; of a shell and a token, everybody's. */
export function plannedOf({ by, workspace }: Pick<Whom, 'by' | 'workspace'>): Query {
  const mine = by.kind === 'staff' ? 'and v.by_id = @me' : '';
  return {
    sql: {
      sqlite: `select v.id, v.kind, v.planned_at, v.private, v.told_at,
          (select json_group_array(p.person_id) from visit_person p where p.visit_id = v.id) as people
        from visit v where v.workspace = @workspace and v.state = 'planned' and v.undone_at is null ${mine}
        order by v.planned_at, v.id`,
    },
    params: { workspace, ...(by.kind === 'staff' ? { me: by.id } : {}) },
  };
}

/** Those with exactly these people. */
export function plannedIn(rows: readonly SqlRow[] | undefined, people: readonly Visited[]): readonly Planned[] {
  const ids = new Set(people.map(({ id }) => id));
  return ((rows ?? []) as unknown as readonly Planned[]).filter((row) => {
    const of = JSON.parse(row.people) as string[];
    return of.length === ids.size && of.every((id) => ids.has(id));
  });
}
