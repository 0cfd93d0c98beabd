import type { Query } from '../../store/port.ts';
import { insertAll } from '../insert-all.ts';
import { PROBLEMS, type Problem } from './problem.ts';

const COLUMNS = ['import_id', 'seq', 'workspace', 'line', 'level', 'code', 'heading', 'vars', 'value', 'person_id'];
const HEADING_MOST = 80;

/** Keeps what is to be said of rows, behind the `after` that there are. */
export function problemRows(
  { id, workspace, after }: { readonly id: string; readonly workspace: string; readonly after: number },
  problems: readonly Problem[],
): readonly Query[] {
  const rows = problems.map(({ line, code, heading, vars, value, person }, i) => [
    id,
    after + i + 1,
    workspace,
    line,
    PROBLEMS[code],
    code,
    heading?.slice(0, HEADING_MOST) ?? null,
    JSON.stringify(vars ?? {}),
    value ?? null,
    person ?? null,
  ]);
  const query = insertAll('import_problem', COLUMNS, rows);
  return query ? [query] : [];
}
