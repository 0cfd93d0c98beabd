import { localDate } from '../../domain/time.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import { codeRead } from './code.ts';
import { numberShown, printedSchema } from './printed.ts';

/** What anybody who holds a code may know. */
export interface Verified {
  /** `replaced`: the certificate holds, and another page was made of it. */
  readonly state: 'valid' | 'replaced' | 'revoked';
  readonly number: string;
  /** Of the programme. */
  readonly programme: string;
  readonly title: string;
  /** "María G.": who holds the paper reads her whole name on it, and who only found the code learns little. */
  readonly who: string;
  /** yyyy-mm-dd. */
  readonly day: string;
  readonly hours: number;
  /** When it was revoked or replaced, yyyy-mm-dd; null else. */
  readonly until: string | null;
}

/**
 * The row of a code, in the same time whether there is one or not: both indexes are always asked, and a text that can be no
 * code is asked for too. Erased and blocked people have none.
 */
export function verifyQuery(text: string): Query {
  return {
    sql: {
      sqlite: `select c.id, c.programme, c.year, c.number, c.name, c.printed, c.revoked_at, f.until
        from (select id, null as until from certificate where code = @code
          union all select certificate_id, until from certificate_code where code = @code) f
        join certificate c on c.id = f.id join person p on p.id = c.person_id
        where p.erased_at is null and p.blocked_at is null`,
    },
    params: { code: codeRead(text) ?? '' },
  };
}

export function verifiedOf(row: SqlRow | undefined, zone: (programme: string) => string): Verified | null {
  const printed = row && printedSchema.safeParse(JSON.parse(String(row['printed'])));
  if (!row || !printed?.success) return null;
  const revoked = row['revoked_at'] as number | null;
  const until = row['until'] as number | null;
  const at = revoked ?? until;
  return {
    state: revoked !== null ? 'revoked' : until !== null ? 'replaced' : 'valid',
    number: numberShown(String(row['programme']), Number(row['year']), Number(row['number'])),
    programme: printed.data.programme,
    title: printed.data.title,
    who: initialed(String(row['name'])),
    day: printed.data.day,
    hours: printed.data.hours,
    until: at === null ? null : localDate(at, zone(String(row['programme']))),
  };
}

/** María Guadalupe López → María L. Of one word, that word's first three letters would say no less: it is shown. */
export function initialed(name: string): string {
  const words = name.trim().split(/\s+/);
  const last = words.length > 1 ? /^./u.exec(words.at(-1)!)?.[0] : undefined;
  return last === undefined ? words[0]! : `${words[0]} ${last.toLocaleUpperCase()}.`;
}
