import type { SqlRow } from '../../store/port.ts';
import type { Breakdown, Cell, ReportAsked, ReportColumn, ReportContext, ReportKind, ReportTable } from '../report.ts';
import { enterprisesQuery, HOUR_KINDS, number, partsQuery, personsQuery, totalsQuery } from './query.ts';

const GIVEN = 'how long it lasted, each session, visit and entry once however many were there';
const PERSON = 'the same minutes for each person who was there, added up (person-hours)';

const FIGURES: readonly ReportColumn[] = [
  { id: 'activities', type: 'count', things: true, means: 'sessions, visits and entries of which hours are known' },
  { id: 'given', type: 'minutes', means: GIVEN },
  { id: 'people', type: 'count', means: 'people who were there at least once' },
  { id: 'person_minutes', type: 'minutes', means: PERSON },
];
const KIND: ReportColumn = {
  id: 'kind',
  type: 'key',
  says: 'hours.kind',
  means: 'training (sessions), support (visits to those who take part), other (entered by hand); all: together',
};

/** Training and support hours, against the programme's target: hours given and person-hours, which are not the same. */
export const hoursReport: ReportKind = {
  name: 'hours',
  summary: 'training and support hours, given and per person, against the target, and by SDG target',
  async run(asked, at) {
    const { by } = asked;
    const [rows, parts] = await Promise.all([
      at.read(totalsQuery(asked, at)),
      by ? at.read(partsQuery(asked, at)) : [],
    ]);
    const totals = rows.filter((row) => row['target'] === null);
    const targets = rows.filter((row) => row['target'] !== null);
    const of = (kind: string) => totals.find((row) => row['kind'] === kind);
    const all = of('all');
    const tables: ReportTable[] = [
      {
        id: 'hours',
        columns: [KIND, ...FIGURES],
        rows: [...HOUR_KINDS.map((kind) => [kind, ...figures(of(kind))]), ['all', ...figures(all)]],
        // Somebody may be in several of them.
        apart: true,
      },
      ...targetTable(asked, all),
      ...(by ? [partsTable(by, parts)] : []),
      ...(targets.length > 0 ? [sdgTable(targets)] : []),
    ];
    return {
      name: 'hours',
      from: asked.from ?? null,
      to: asked.to ?? '',
      tables,
      notes: [{ key: 'hours', vars: {} }, ...(targets.length > 0 ? [{ key: 'sdg', vars: {} }] : [])],
    };
  },
};

const figures = (row: SqlRow | undefined): Cell[] => [
  number(row, 'things'),
  number(row, 'given'),
  number(row, 'people'),
  number(row, 'person'),
];

function targetTable({ programme }: ReportAsked, all: SqlRow | undefined): ReportTable[] {
  const { hours } = programme;
  if (!hours) return [];
  const minutes = number(all, hours.counts);
  return [
    {
      id: 'hours_target',
      columns: [
        { id: 'counts', type: 'key', says: 'hours.counts', means: 'which of the two sums the programme promised' },
        { id: 'reached', type: 'minutes', means: 'that sum' },
        { id: 'target', type: 'minutes', means: '`hours.target` of programme.yaml' },
        { id: 'holds', type: 'key', says: 'hours.holds', means: 'whether it has been reached' },
      ],
      rows: [[hours.counts, minutes, 60 * hours.target, minutes >= 60 * hours.target ? 'yes' : 'no']],
      apart: true,
    },
  ];
}

function partsTable(by: Breakdown, rows: readonly SqlRow[]): ReportTable {
  return {
    id: 'hours_by',
    columns: [{ id: by, type: 'text', means: 'the part of the people; empty: not known' }, KIND, ...FIGURES],
    rows: rows.map((row) => [String(row['value']), String(row['kind']), ...figures(row)]),
  };
}

function sdgTable(rows: readonly SqlRow[]): ReportTable {
  return {
    id: 'sdg',
    columns: [{ id: 'sdg_target', type: 'text', means: 'target of the Sustainable Development Goals' }, ...FIGURES],
    rows: rows.map((row) => [String(row['target']), ...figures(row)]),
    apart: true,
  };
}

/** The same of each person and each business. */
export const hoursOfEachReport: ReportKind = {
  name: 'hours-of-each',
  summary: 'hours of each person and each enterprise',
  names: true,
  async run(asked: ReportAsked, at: ReportContext) {
    const [people, enterprises] = await Promise.all([
      at.read(personsQuery(asked, at)),
      at.read(enterprisesQuery(asked, at)),
    ]);
    const kinds = HOUR_KINDS.map(
      (kind): ReportColumn => ({ id: kind, type: 'minutes', means: `person-hours of ${kind}` }),
    );
    const all: ReportColumn = { id: 'person_minutes', type: 'minutes', means: 'all of them together' };
    const given: ReportColumn = { id: 'given', type: 'minutes', means: `${GIVEN}: training, support and other` };
    const each = (row: SqlRow): number[] => HOUR_KINDS.map((kind) => number(row, kind));
    const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);
    return {
      name: 'hours-of-each',
      from: asked.from ?? null,
      to: asked.to ?? '',
      tables: [
        {
          id: 'hours_people',
          columns: [{ id: 'person', type: 'person', means: 'everybody who ever took part' }, ...kinds, all],
          rows: people.map((row) => [String(row['person_id']), ...each(row), sum(each(row))]),
        },
        {
          id: 'hours_enterprises',
          columns: [
            { id: 'enterprise', type: 'text', means: 'its name' },
            { id: 'people', type: 'count', means: 'people of it with hours' },
            ...kinds,
            all,
            given,
          ],
          rows: enterprises.map((row) => [
            String(row['name']),
            number(row, 'people'),
            ...each(row),
            sum(each(row)),
            sum(HOUR_KINDS.map((kind) => number(row, `given_${kind}`))),
          ]),
        },
      ],
      notes: [{ key: 'hours', vars: {} }],
    };
  },
};
