import type { Effect } from '../domain/effect.ts';
import type { InboundContent } from '../domain/inbound.ts';
import type {} from '../programme/handoff/notes.ts';
import type { ClaimedItem, RowWrite } from '../store/port.ts';

/** Effects that have put the words of the message where only the focal point and the deputy read them. */
const RESTRICTED: readonly Effect['kind'][] = ['case.keep', 'case.note'];

/** A call for help, what is written while it lasts, and notes on it do not stay in the log of messages. */
export function withheldRows(item: ClaimedItem, effects: readonly Effect[]): readonly RowWrite[] {
  if (item.from !== 'inbox' || !effects.some(({ kind }) => RESTRICTED.includes(kind))) return [];
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
