import type { InboundContent } from '../domain/inbound.ts';
import { textOf } from './hear.ts';

/** Two messages that wait for a name become one, so that neither is lost. */
export function together(first: InboundContent, second: InboundContent): InboundContent {
  if (first.kind === 'media') {
    const media = second.kind === 'media' ? [...first.media, ...second.media] : first.media;
    const caption = [first.caption, textOf(second)].filter(Boolean).join('\n');
    return caption ? { kind: 'media', media, caption } : { kind: 'media', media };
  }
  if (second.kind === 'media') return together(second, first);
  return { kind: 'text', text: [textOf(first), textOf(second)].filter(Boolean).join('\n') };
}
