import type { Manifest, StaffVerb } from '../manifest.ts';
import { weekAsk } from './ask.ts';
import { week } from './week.ts';

/** `REPORTE`: the week of her people in one message. */
const report: StaffVerb = {
  name: 'report',
  roles: ['admin', 'coordinator', 'deputy', 'facilitator', 'reviewer', 'counsellor'],
  takes: 'nothing',
  act: (said) => ({
    effect: { kind: 'job', payload: { operation: weekAsk.name, input: { timezone: said.timezone } } },
    lines: [],
  }),
};

/** How her people's week went. */
export const weekly = { name: 'week', operations: [weekAsk, week], staffVerbs: [report] } satisfies Manifest;
