import type { Handler } from '../../programme/manifest.ts';

/** Her stage in a programme. The cohort she was put in by the team stays as it is. */
export const enrol: Handler<'enrol'> = ({ personId, programme, state, reason }, at) => [
  {
    op: 'upsert',
    table: 'enrolment',
    key: ['person_id', 'programme'],
    values: {
      person_id: personId,
      programme,
      workspace: at.workspace,
      state,
      since: at.now,
      reason: reason ?? null,
    },
  },
];
