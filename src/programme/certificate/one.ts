import type { Query, SqlRow } from '../../store/port.ts';
import { enrolmentInSight } from '../in-sight.ts';
import { type Sight, shellSight } from '../sight.ts';
import { numberShown } from './printed.ts';
import { isCoded } from './rows.ts';

/** A certificate as the team sees it. */
export interface CertificateShown {
  readonly id: string;
  readonly person: string;
  readonly programme: string;
  /** LLERA-2026-0012. */
  readonly number: string;
  /** Null before its page is drawn. */
  readonly name: string | null;
  readonly code: string | null;
  readonly state: 'drawing' | 'valid' | 'revoked' | 'unprintable';
  readonly issued_at: number;
  readonly reissued_at: number | null;
  readonly revoked_at: number | null;
  readonly revoked_why: string | null;
}

const COLUMNS = `k.id, k.person_id, k.programme, k.year, k.number, k.name, k.code, k.printed, k.evidence, k.issued_at,
  k.reissued_at, k.revoked_at, k.revoked_why, k.workspace,
  exists (select 1 from document d where d.about = k.id and d.state = 2) as unprintable`;

/** Certificates of whom a sight reaches, as `k`; `where` may name `k` and its own parameters. */
export function certificatesQuery(sight: Sight, where: string, params: SqlRow, rest = ''): Query {
  const seen = enrolmentInSight(sight);
  return {
    sql: {
      sqlite: `select ${COLUMNS} from certificate k
        join enrolment e on e.person_id = k.person_id and e.programme = k.programme left join cohort c on c.id = e.cohort_id
        join person p on p.id = k.person_id
        where p.erased_at is null and p.blocked_at is null and ${seen.sql} and ${where} ${rest}`,
    },
    params: { ...seen.params, ...params },
  };
}

/** By its id or its number: LLERA-2026-0012. */
export function certificateQuery(id: string, sight: Sight = shellSight('main')): Query {
  const [, programme = null, year = null, number = null] = /^(.+)-(\d{4})-(\d+)$/.exec(id) ?? [];
  return certificatesQuery(
    sight,
    '(k.id = @id or (upper(k.programme) = upper(@programme) and k.year = @year and k.number = @number))',
    { id, programme, year: year === null ? null : Number(year), number: number === null ? null : Number(number) },
  );
}

export function certificateOf(row: SqlRow): CertificateShown {
  const drawn = row['name'] !== null;
  const revoked = row['revoked_at'] !== null;
  const state = revoked ? 'revoked' : row['unprintable'] === 1 ? 'unprintable' : drawn ? 'valid' : 'drawing';
  return {
    id: String(row['id']),
    person: String(row['person_id']),
    programme: String(row['programme']),
    number: numberShown(String(row['programme']), Number(row['year']), Number(row['number'])),
    name: row['name'] as string | null,
    code: drawn && isCoded(String(row['code'])) ? String(row['code']) : null,
    state,
    issued_at: Number(row['issued_at']),
    reissued_at: row['reissued_at'] as number | null,
    revoked_at: row['revoked_at'] as number | null,
    revoked_why: row['revoked_why'] as string | null,
  };
}
