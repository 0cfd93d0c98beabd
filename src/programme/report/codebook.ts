import { DENOMINATORS } from '../denominators.ts';
import type { PlainTable } from './plain.ts';
import { FEW_SHOWN, GUARD_SHOWN } from './plain.ts';
import type { ShownReport } from './shown.ts';

const TYPES: Readonly<Record<string, string>> = {
  count: 'whole number',
  number: 'number',
  percent: 'percent, one decimal',
  minutes: 'minutes',
  minor: 'money, in the currency of the programme',
  day: 'local day, yyyy-mm-dd',
  moment: 'local day and time',
  person: 'text: stands for a person',
  key: 'text: one of a few words',
  text: 'text',
  share: '',
};

/** What every column of a report's files means: table, column, type, meaning. It travels with the figures. */
export function codebookOf(report: ShownReport, tables: readonly PlainTable[]): PlainTable {
  const { name, programme, from, to, zone, scope, shared, madeAt } = report;
  const about = [
    ['name', name],
    ['programme', programme],
    ['period', `${from ?? 'from the beginning'} to ${to}, local days of ${zone}, both included`],
    [
      'scope',
      Object.entries(scope)
        .map(([key, value]) => `${key} ${value}`)
        .join(', ') || 'the whole programme',
    ],
    ['made', new Date(madeAt).toISOString()],
    ['empty', 'not known, or it does not apply; never zero'],
    ...(shared
      ? [
          [FEW_SHOWN, 'fewer than five people: not told'],
          [GUARD_SHOWN, 'not told, because a hidden cell could be worked out from it'],
        ]
      : []),
    ...DENOMINATORS.map(({ id, means }) => [id, means] as const),
  ];
  return {
    id: 'codebook',
    columns: ['table', 'column', 'type', 'means'].map((id) => ({ id, type: 'text', means: '' })),
    rows: [
      ...about.map(([what, says]) => ['', what!, '', says!]),
      ...tables.flatMap(({ id, columns }) =>
        columns.map((column) => [id, column.id, TYPES[column.type] ?? '', column.means]),
      ),
    ],
  };
}
