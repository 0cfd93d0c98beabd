import type { Query } from '../../store/port.ts';

/** The ledger of one person as a shell shows it, the oldest first. */
export function consentsOf(person: string): Query {
  return {
    sql: {
      sqlite: `select happened_at, programme, purpose, given, wording, language, channel, proof, by_id from consent
        where person_id = @person order by happened_at, entered_at, id`,
    },
    params: { person },
  };
}
