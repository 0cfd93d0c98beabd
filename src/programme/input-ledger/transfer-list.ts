import type { Block, Sheet } from '../../domain/sheet.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import { boughtSql } from './state.ts';

/** What was delivered whole and is not hers yet, of a programme or one enterprise, with who takes part in it. */
export function toHandOver(programme: string, enterprise?: string): Query {
  return {
    sql: {
      sqlite: `select b.name as enterprise, x.item, x.quantity, x.delivered_on,
          (select group_concat(name, ', ') from (select p.name from enterprise_member m join person p on p.id = m.person_id
            where m.enterprise_id = b.id and m.until is null and p.blocked_at is null and p.erased_at is null order by m.since, p.name)) as people
        from (${boughtSql('e.programme = @programme')}) x join enterprise b on b.id = x.enterprise_id
        where x.delivered = x.quantity and x.transferred_on is null and (@enterprise is null or b.id = @enterprise)
        order by b.name, x.delivered_on, x.id`,
    },
    params: { programme, enterprise: enterprise ?? null },
  };
}

/** The list to be signed when what was lent becomes theirs: a line for each thing, and room to sign. */
export function transferSheet(
  rows: readonly SqlRow[],
  { title, language }: { readonly title: string; readonly language: string },
  says: (key: string, vars?: Readonly<Record<string, string>>) => string,
): Sheet {
  const columns = [
    { title: says('enterprise'), share: 3 },
    { title: says('item'), share: 3 },
    { title: says('quantity'), align: 'right' as const, share: 1.7 },
    { title: says('delivered'), share: 1.8 },
    { title: says('receives'), share: 3 },
    { title: says('signature'), share: 3.2 },
  ];
  const table: Block = {
    is: 'table',
    columns,
    rows: rows.map((row) => [
      String(row['enterprise']),
      String(row['item']),
      String(row['quantity']),
      String(row['delivered_on']),
      String(row['people'] ?? ''),
      '',
    ]),
    height: 40,
  };
  return {
    title: says('title', { programme: title }),
    language,
    layout: 'landscape',
    blocks: [
      { is: 'heading', text: says('title', { programme: title }), level: 1 },
      { is: 'text', text: rows.length === 0 ? says('none') : says('intro') },
      ...(rows.length === 0 ? [] : [table, { is: 'space', lines: 2 } as const]),
      { is: 'signers', signers: [{ name: '', role: says('programme') }] },
    ],
  };
}
