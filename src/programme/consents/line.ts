import type { Millis } from '../../base/clock.ts';
import type { Query, RowWrite } from '../../store/port.ts';
import type { By } from '../audit.ts';

/** One line of the ledger: who agreed to what, by which wording, and how it can be shown. Never changed. */
export interface Line {
  readonly id: string;
  readonly person: string;
  readonly programme: string;
  readonly purpose: string;
  readonly wording: string;
  readonly language: string | null;
  readonly channel: string | null;
  readonly given: boolean;
  readonly withdraws: string | null;
  readonly by: By | null;
  readonly proof: string | null;
  readonly happenedAt: Millis;
  readonly enteredAt: Millis;
  readonly workspace: string;
}

export function lineOf(line: Line): RowWrite {
  return {
    op: 'insert',
    table: 'consent',
    values: {
      id: line.id,
      workspace: line.workspace,
      person_id: line.person,
      programme: line.programme,
      purpose: line.purpose,
      wording: line.wording,
      language: line.language,
      channel: line.channel,
      given: Number(line.given),
      withdraws: line.withdraws,
      by_kind: line.by?.kind ?? null,
      by_id: line.by?.id ?? null,
      proof: line.proof,
      happened_at: line.happenedAt,
      entered_at: line.enteredAt,
    },
  };
}

/** What holds now: the latest line of that purpose. Lines of before the ledger named programmes count for any. */
export function lastLine({
  person,
  programme,
  purpose,
}: {
  readonly person: string;
  readonly programme: string;
  readonly purpose: string;
}): Query {
  return {
    sql: {
      sqlite: `select id, given, wording, proof from consent where person_id = @person and purpose = @purpose
          and (programme is null or programme = @programme)
        order by happened_at desc, entered_at desc, id desc limit 1`,
    },
    params: { person, programme, purpose },
  };
}
