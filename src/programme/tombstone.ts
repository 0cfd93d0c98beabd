import { createHash, createHmac } from 'node:crypto';
import type { NewId } from '../base/ids.ts';
import type { Query, RowWrite, SqlRow } from '../store/port.ts';
import { normalise } from '../text/normalise.ts';

/** The key of the hashes: without it the table says of no phone whether it is in it. */
const SECRET = 'privacy.secret';

/** Eight bits: where to look, and no help to somebody who tries phones. */
const bucketOf = (phone: string): number => createHash('sha256').update(phone).digest()[0]!;

function proofOf(secret: string, phone: string, name?: string): string {
  const said = name === undefined ? `phone ${phone}` : `name ${phone} ${normalise(name)}`;
  return createHmac('sha256', secret).update(said).digest('hex');
}

/**
 * Tombstones that may be of these phones (E.164), with the key they are read by, and those who came back by themselves: a
 * living person who takes part there was not brought by a list. For the `reads` of an operation; `isTombstoned` looks at its rows.
 */
export function tombstonesAt({
  workspace,
  phones,
}: {
  readonly workspace: string;
  readonly phones: readonly string[];
}): Query {
  return {
    sql: {
      sqlite: `select (select value from setting where name = '${SECRET}') as secret, t.proof, t.kind, null as phone, null as name
          from tombstone t where t.workspace = @workspace and t.bucket in (select value from json_each(@buckets))
        union all select null, null, 'back', a.phone, p.name
          from address a join person_address pa on pa.address_id = a.id join person p on p.id = pa.person_id
          where a.workspace = @workspace and a.phone in (select value from json_each(@phones)) and p.blocked_at is null
            and exists (select 1 from enrolment e where e.person_id = p.id)`,
    },
    params: {
      workspace,
      buckets: JSON.stringify([...new Set(phones.map(bucketOf))]),
      phones: JSON.stringify(phones),
    },
  };
}

/**
 * Was she, or everybody at that phone, erased, and has not come back by herself? On a phone that others keep only her own
 * name is refused.
 */
export function isTombstoned(
  rows: readonly SqlRow[] | undefined,
  { phone, name }: { readonly phone: string; readonly name: string },
): boolean {
  if (!rows?.length) return false;
  const read = kept.get(rows) ?? readStones(rows);
  kept.set(rows, read); // a list asks the same rows five hundred times
  const { secret, proofs, back } = read;
  if (secret === undefined) return false;
  const there = back.get(phone);
  const wasHersAlone = proofs.has(proofOf(secret, phone));
  // Whoever takes part at a phone that was hers alone came by the join word: no list could bring her.
  if (there !== undefined && (wasHersAlone || there.includes(normalise(name)))) return false;
  return wasHersAlone || proofs.has(proofOf(secret, phone, name));
}

/** Stones that may be of phones that were somebody's alone. For the `reads` of an operation; `phoneStones` looks at its rows. */
export const phoneStonesQuery = (of: { readonly workspace: string; readonly phones: readonly string[] }): Query => ({
  sql: {
    sqlite: `select (select value from setting where name = '${SECRET}') as secret, proof, at from tombstone
      where workspace = @workspace and kind = 'phone' and bucket in (select value from json_each(@buckets))`,
  },
  params: { workspace: of.workspace, buckets: JSON.stringify([...new Set(of.phones.map(bucketOf))]) },
});

/** Which of these phones have one, and since when. */
export function phoneStones(rows: readonly SqlRow[] | undefined, phones: readonly string[]): [string, number][] {
  const secret = rows?.[0]?.['secret'];
  if (secret == null) return [];
  const since = new Map(rows!.map(({ proof, at }) => [proof, Number(at)]));
  return phones.flatMap((phone) => {
    const at = since.get(proofOf(String(secret), phone));
    return at === undefined ? [] : [[phone, at] as [string, number]];
  });
}

interface Stones {
  readonly secret: string | undefined;
  readonly proofs: ReadonlySet<unknown>;
  /** Phone → names of those who take part there. */
  readonly back: ReadonlyMap<string, readonly string[]>;
}
const kept = new WeakMap<readonly SqlRow[], Stones>();

function readStones(rows: readonly SqlRow[]): Stones {
  const back = new Map<string, string[]>();
  for (const { kind, phone, name } of rows)
    if (kind === 'back') back.set(String(phone), [...(back.get(String(phone)) ?? []), normalise(String(name ?? ''))]);
  const secret = rows.find(({ kind }) => kind !== 'back')?.['secret'];
  return { secret: secret == null ? undefined : String(secret), proofs: new Set(rows.map(({ proof }) => proof)), back };
}

/** Puts them up. `alone`: nobody else is reached at that phone. A first one draws the key; `secret` is what stands there. */
export function tombstoneRows(
  {
    phones,
    name,
    workspace,
  }: {
    readonly phones: readonly { readonly phone: string; readonly alone: boolean }[];
    readonly name: string | null;
    readonly workspace: string;
  },
  known: string | undefined,
  { now, newId }: { readonly now: number; readonly newId: NewId },
): RowWrite[] {
  if (phones.length === 0) return [];
  // Forty random bits an id.
  const secret = known ?? Array.from({ length: 7 }, () => newId().slice(-8)).join('');
  const stone = (phone: string, kind: 'phone' | 'name', proof: string): RowWrite => ({
    op: 'upsert', // of the last time, where she had come back in between
    table: 'tombstone',
    key: ['proof'],
    values: { proof, workspace, kind, bucket: bucketOf(phone), at: now },
  });
  return [
    ...(known === undefined
      ? [
          {
            op: 'insert',
            table: 'setting',
            values: { name: SECRET, workspace, value: secret, updated_at: now },
          } as const,
        ]
      : []),
    ...phones.flatMap(({ phone, alone }) => [
      ...(alone ? [stone(phone, 'phone', proofOf(secret, phone))] : []),
      ...(name === null ? [] : [stone(phone, 'name', proofOf(secret, phone, name))]),
    ]),
  ];
}

export const secretQuery: Query = { sql: { sqlite: `select value from setting where name = '${SECRET}'` }, params: {} };
