import { localeOf } from './numbers.ts';

/** "2 fotos, 1 audio y 3 mensajes", as her language joins them. */
export function formatList(items: readonly string[], language: string): string {
  return new Intl.ListFormat(localeOf(language), { type: 'conjunction' }).format(items);
}
