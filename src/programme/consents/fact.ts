import type { Json } from '../../base/json.ts';
import type { PublishedFact } from '../manifest.ts';

const AGREED = 'agreed';

/** `agreed["<purpose>"]`: what she has said yes or no to beside taking part, her last word on each. */
export const agreedFact: PublishedFact = {
  source: {
    name: AGREED,
    query: {
      sqlite: `select purpose, given from consent where person_id = @person order by happened_at, entered_at, id`,
    },
  },
  type: 'map',
  value: (rows) => Object.fromEntries(rows.map(({ purpose, given }) => [String(purpose), given === 1])),
};

/** Has she said yes to that purpose? What was never asked is no yes. */
export function hasAgreed(facts: Readonly<Record<string, Json>>, purpose: string): boolean {
  return (facts[AGREED] as Readonly<Record<string, Json>> | undefined)?.[purpose] === true;
}
