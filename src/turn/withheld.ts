import type { InboundContent } from '../domain/inbound.ts';
import type { ClaimedItem, RowWrite } from '../store/port.ts';

/**
 * A call for help, what is written while it lasts, and notes on it do not stay in the log of messages: the turn has put
 * the words where only the focal point and the deputy read them.
 */
export function withheldRows(item: ClaimedItem, rows: readonly RowWrite[]): readonly RowWrite[] {
  if (item.from !== 'inbox' || !rows.some(({ table }) => table === 'restricted_note')) return [];
  const inbound = { ...item.inbound, content: withoutWords(item.inbound.content) };
  return [{ op: 'update', table: 'inbox', key: { seq: Number(item.id) }, set: { inbound: JSON.stringify(inbound) } }];
}

function withoutWords(content: InboundContent): InboundContent {
  if (content.kind === 'text') return { kind: 'text', text: '' };
  if (content.kind === 'tap') return { ...content, title: '' };
  if (content.kind !== 'media') return content;
  const { caption: _, ...media } = content;
  return media;
}
