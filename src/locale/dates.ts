import type { Millis } from '../base/clock.ts';
import { localeOf } from './numbers.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** A day as people say it: miércoles 4 de marzo; Wednesday March 4. Without a year: it is near. */
export function formatDay(at: Millis, zone: string, language: string): string {
  const key = `${language} ${zone}`;
  let format = formats.get(key);
  if (!format) {
    const wanted = { weekday: 'long', day: 'numeric', month: 'long', timeZone: zone } as const;
    format = new Intl.DateTimeFormat(localeOf(language), wanted);
    formats.set(key, format);
  }
  // A comma after the weekday stands inside a sentence that has its own; a no-break space would make an SMS UCS-2.
  return format
    .format(at)
    .replaceAll(',', '')
    .replace(/[\u00a0\u202f]/g, ' ');
}
