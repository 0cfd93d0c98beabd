import type { Query } from '../../store/port.ts';
import { personInSight } from '../in-sight.ts';
import type { Sight } from '../sight.ts';

/** Outcomes of a programme that a sight reaches, those taken back too; what a page is made of (programme/page.ts). */
export function outcomesQuery(programme: string, sight: Sight): Query {
  const seen = personInSight(sight, 'o.person_id');
  return {
    sql: {
      sqlite: `select o.id, o.person_id, p.name, o.enterprise_id, b.name as enterprise, o.kind, o.count, o.on_day, o.evidence, o.proof,
          o.entered_at, o.undone_at
        from outcome o join person p on p.id = o.person_id left join enterprise b on b.id = o.enterprise_id
        where o.programme = @programme and o.workspace = @workspace and ${seen.sql}`,
    },
    params: { ...seen.params, programme, workspace: sight.workspace },
  };
}
