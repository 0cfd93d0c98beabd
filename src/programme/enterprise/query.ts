import type { Query } from '../../store/port.ts';
import { enrolmentInSight } from '../in-sight.ts';
import type { Sight } from '../sight.ts';

export interface EnterprisesOf {
  readonly programme: string;
  /** Names of units. An enterprise stands at its own site and stage, and nowhere else. */
  readonly site?: string | undefined;
  readonly stage?: string | undefined;
}

/** Enterprises of a programme that a sight reaches: all of them, or those in which somebody it reaches works now. */
export function enterpriseQuery({ programme, site, stage }: EnterprisesOf, sight: Sight): Query {
  const seen = enrolmentInSight(sight);
  const within =
    sight.within === null
      ? ''
      : `and exists (select 1 from enterprise_member m join enrolment e on e.person_id = m.person_id
          left join cohort c on c.id = e.cohort_id where m.enterprise_id = b.id and m.until is null and ${seen.sql})`;
  return {
    sql: {
      sqlite: `select b.id, b.name, b.sector, b.line, b.family_run, b.ended_at, s.name as site, t.name as stage,
          (select count(*) from enterprise_member m where m.enterprise_id = b.id and m.until is null) as people
        from enterprise b left join unit s on s.id = b.site_id left join unit t on t.id = b.stage_id
        where b.workspace = @workspace and b.programme = @programme and (@site is null or s.name = @site)
          and (@stage is null or t.name = @stage) ${within}`,
    },
    params: {
      ...(sight.within === null ? {} : seen.params),
      workspace: sight.workspace,
      programme,
      site: site ?? null,
      stage: stage ?? null,
    },
  };
}
