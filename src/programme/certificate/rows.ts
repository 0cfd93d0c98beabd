import type { Millis } from '../../base/clock.ts';
import type { NewId } from '../../base/ids.ts';
import type { RowWrite } from '../../store/port.ts';
import type { Evidence } from './fact.ts';

export interface Issued {
  readonly person: string;
  readonly programme: string;
  /** The rule as it read on that day. */
  readonly rule: string;
  readonly evidence: Evidence;
  /** Of the programme's own calendar. */
  readonly year: number;
  readonly run?: string;
}

interface At {
  readonly now: Millis;
  readonly newId: NewId;
  readonly workspace: string;
}

/** Before its page is drawn a certificate has no code: those are made of chance that nobody can compute (scheduler/paperwork.ts). */
export const uncoded = (id: string): string => `uncoded-${id}`;
export const isCoded = (code: string): boolean => !code.startsWith('uncoded-');

/**
 * A certificate; the row takes its number, and has its page drawn, when it is written (migration 0029). One a person and
 * programme: a second finding changes nothing.
 */
export function issueRows({ person, programme, rule, evidence, year, run }: Issued, at: At): readonly RowWrite[] {
  const id = at.newId();
  return [
    {
      op: 'insert-new',
      table: 'certificate',
      values: {
        id,
        workspace: at.workspace,
        person_id: person,
        programme,
        rule,
        code: uncoded(id),
        evidence: JSON.stringify(evidence),
        year,
        run_id: run ?? null,
        issued_at: at.now,
      },
    },
    { op: 'delete', table: 'certificate_lack', key: { person_id: person, programme } },
  ];
}

/** What she lacked when she was looked at. */
export function lackRow(person: string, programme: string, parts: readonly string[], at: Omit<At, 'newId'>): RowWrite {
  return {
    op: 'upsert',
    table: 'certificate_lack',
    key: ['person_id', 'programme'],
    values: {
      person_id: person,
      programme,
      workspace: at.workspace,
      lacks: JSON.stringify(parts),
      at: at.now,
    },
  };
}
