import type { Handler } from '../manifest.ts';

declare module '../../domain/effect.ts' {
  interface EffectMap {
    /** She has said who she is, in a programme that chooses: her application is complete. Again: a new one. */
    'application.apply': {
      readonly personId: string;
      readonly programme: string;
      /** She wrote the join word; somebody of the team wrote her down; a list did. */
      readonly source: 'keyword' | 'staff' | 'import';
      /** Name of the cohort she asked for. */
      readonly cohort?: string;
    };
  }
}

export const apply: Handler<'application.apply'> = ({ personId, programme, source, cohort }, at) => [
  {
    op: 'upsert',
    table: 'application',
    key: ['person_id', 'programme'],
    values: {
      person_id: personId,
      programme,
      workspace: at.workspace,
      cohort: cohort ?? null,
      source,
      applied_at: at.now,
    },
  },
];
