import type { Cell, ReportColumn, ReportKind } from '../report.ts';
import { type Account, accountsIn, accountsQuery, airtimeQuery, linesQuery } from './accounts.ts';

const APPROVED: ReportColumn = { id: 'approved', type: 'minor', means: 'approved, in hundredths of the currency' };
const CURRENCY: ReportColumn = { id: 'currency', type: 'text', means: 'ISO 4217' };
const ENTERPRISES: ReportColumn = {
  id: 'enterprises',
  type: 'count',
  means: 'enterprises with such a line in the ledger',
};
const FIGURES: readonly ReportColumn[] = [
  CURRENCY,
  APPROVED,
  { id: 'spent', type: 'minor', means: 'purchases that were not taken back, in hundredths' },
  { id: 'balance', type: 'minor', means: 'approved less spent; below zero more was spent than was approved' },
  { id: 'things', type: 'count', things: true, means: 'purchases that were not taken back' },
  { id: 'delivered', type: 'share', things: true, means: 'of the purchases: delivered whole' },
  {
    id: 'confirmed',
    type: 'share',
    things: true,
    means: 'of those delivered whole: she answered that it came complete',
  },
  { id: 'missing_n', type: 'count', things: true, means: 'purchases of which she answered that something is missing' },
  { id: 'transferred', type: 'share', things: true, means: 'of the purchases: hers by a signed list' },
];

/** Money by line of financing, things by where they stand, and airtime: sums over all enterprises. */
export const inputsReport: ReportKind = {
  name: 'inputs',
  summary: 'what enterprises were given: approved by line, spent, delivered, confirmed, handed over; airtime repaid',
  async run(asked, at) {
    const [lines, accounts, airtime] = await Promise.all([
      at.read(linesQuery(asked, at)),
      at.read(accountsQuery(asked, at)),
      at.read(airtimeQuery(asked, at)),
    ]);
    const all = accountsIn(accounts);
    const currencies = [...new Set(all.map(({ currency }) => currency))].filter(Boolean);
    return {
      name: 'inputs',
      from: asked.from ?? null,
      to: asked.to ?? '',
      tables: [
        {
          id: 'inputs',
          columns: [
            { id: 'line', type: 'text', means: 'of financing, in the words of the programme' },
            CURRENCY,
            ENTERPRISES,
            APPROVED,
          ],
          rows: lines.map((row) => [
            String(row['line']),
            String(row['currency']),
            Number(row['enterprises']),
            Number(row['approved']),
          ]),
          apart: true,
        },
        {
          id: 'inputs_all',
          columns: [ENTERPRISES, ...FIGURES],
          rows: currencies.map((currency) => {
            const of = all.filter((one) => one.currency === currency);
            return [of.length, ...figures({ ...sumOf(of), currency })];
          }),
          apart: true,
        },
        ...(airtime.length === 0
          ? []
          : [
              {
                id: 'airtime',
                columns: [
                  CURRENCY,
                  { id: 'people', type: 'count', means: 'people to whom airtime was repaid' },
                  { id: 'amount', type: 'minor', means: 'in hundredths' },
                ] satisfies ReportColumn[],
                rows: airtime.map((row) => [String(row['currency']), Number(row['people']), Number(row['amount'])]),
                apart: true as const,
              },
            ]),
      ],
      notes: [],
    };
  },
};

/** The account of each enterprise. */
export const inputsOfEachReport: ReportKind = {
  name: 'inputs-of-each',
  summary: 'the account of each enterprise: approved, spent, balance, and where its things stand',
  names: true,
  async run(asked, at) {
    const accounts = accountsIn(await at.read(accountsQuery(asked, at)));
    return {
      name: 'inputs-of-each',
      from: asked.from ?? null,
      to: asked.to ?? '',
      tables: [
        {
          id: 'inputs_enterprises',
          columns: [{ id: 'enterprise', type: 'text', means: 'its name' }, ...FIGURES],
          rows: accounts.map((one) => [one.name, ...figures(one)]),
        },
      ],
      notes: [],
    };
  },
};

const figures = (one: Omit<Account, 'id' | 'name'>): Cell[] => [
  one.currency,
  one.approved,
  one.spent,
  one.approved - one.spent,
  one.things,
  { n: one.delivered, of: one.things },
  { n: one.confirmed, of: one.delivered },
  one.missing,
  { n: one.transferred, of: one.things },
];

function sumOf(accounts: readonly Account[]): Omit<Account, 'id' | 'name' | 'currency'> {
  const sum = (of: (one: Account) => number): number => accounts.reduce((total, one) => total + of(one), 0);
  return {
    approved: sum((one) => one.approved),
    spent: sum((one) => one.spent),
    things: sum((one) => one.things),
    delivered: sum((one) => one.delivered),
    confirmed: sum((one) => one.confirmed),
    missing: sum((one) => one.missing),
    transferred: sum((one) => one.transferred),
  };
}
