import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import { rowsOf } from '../row.ts';
import type { TemplateRow } from './state.ts';

/** Every template that a provider or a refusal told us of, for a shell and for readiness. */
export const templateList: Operation<Record<string, never>, readonly TemplateRow[]> = {
  name: 'template.list',
  input: z.object({}),
  reads: {
    rows: () => ({ sql: { sqlite: 'select * from template order by channel, name, language' }, params: {} }),
  },
  decide: ({ rows }) => ({ rows: [], output: rowsOf<TemplateRow>(rows) }),
};
