/** Reading what others wrote: nothing here trusts a shape, and nothing throws. */
export type Bag = Readonly<Record<string, unknown>>;

const EMPTY: Bag = Object.freeze(Object.create(null) as Record<string, unknown>);

/** The value if it is a plain object, else an empty one. */
export function bag(value: unknown): Bag {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Bag) : EMPTY;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** No field of ours is longer in any provider's documents (4096 is Meta's text limit); guards the matchers behind us. */
const LONGEST = 16_384;

/** Anything that `clean` might change; paired surrogates too, since looking closer costs more. */
const UNCLEAN = /[\0\ud800-\udfff]/;

/** What a database or another program could choke on: NUL (PostgreSQL refuses it) goes, lone surrogates become U+FFFD. */
export function clean(text: string): string {
  if (text.length <= LONGEST && !UNCLEAN.test(text)) return text;
  return text
    .slice(0, LONGEST)
    .replaceAll('\u0000', '')
    .replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** What she wrote: kept as typed, whitespace too. Undefined when it is no text at all. */
export function words(value: unknown): string | undefined {
  return typeof value === 'string' ? clean(value) : undefined;
}

/** An id, name or code: text or number, trimmed; undefined when blank. */
export function field(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return undefined;
  return clean(value).trim() || undefined;
}

/** A finite number, also when written as text. */
export function figure(value: unknown): number | undefined {
  const text = field(value);
  if (text === undefined) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** The object without its undefined fields, so that it is the same before and after JSON. */
export function compact<T extends object>(value: T): T {
  const kept: Record<string, unknown> = {};
  for (const [key, v] of Object.entries(value)) if (v !== undefined) kept[key] = v;
  return kept as T;
}

/** A copy of an unreadable item for the set-aside shelf, short enough to keep. Total, whatever the item is. */
export function asItem(value: unknown): string {
  try {
    return clean(typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)));
  } catch {
    return '(unprintable)';
  }
}

/** A provider's own words about an error, without anything that looks like a phone number. */
export function withoutNumbers(text: string): string {
  return clean(text)
    .slice(0, 300)
    .replace(/\+?\d[\d\s().-]{5,}\d/g, '…');
}
