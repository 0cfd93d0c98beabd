import type { Millis } from '../base/clock.ts';
import type { SqlRow } from '../store/port.ts';

/** A piece of homework as it came: a text, or a file. */
export interface Part {
  readonly id: string;
  /** text, photo, voice, video, document, location. */
  readonly kind: string;
  readonly text: string | null;
  /** When she sent it, as far as the provider says; when we had it. */
  readonly happenedAt: Millis;
  readonly enteredAt: Millis;
  readonly inbox: number | null;
  readonly nth: number;
}

/** A row of `homework_part`. */
export const partOf = (row: SqlRow): Part => ({
  id: String(row['id']),
  kind: String(row['kind']),
  text: row['text'] as string | null,
  happenedAt: Number(row['happened_at']),
  enteredAt: Number(row['entered_at']),
  inbox: row['inbox_seq'] as number | null,
  nth: Number(row['nth']),
});

/**
 * The parts of one submission in the order she wrote them: by when they were sent; and where texts carry numbers of their
 * own ("3/5 …", "3) …"), as long messages do that a phone cut in pieces, by those, in the place of the first of them.
 */
export function inOrder<P extends Part>(parts: readonly P[]): readonly P[] {
  const sent = parts.toSorted(
    (a, b) =>
      a.happenedAt - b.happenedAt || (a.inbox ?? 0) - (b.inbox ?? 0) || a.nth - b.nth || a.enteredAt - b.enteredAt,
  );
  const series: { of: number; at: Map<number, P> }[] = [];
  for (const part of sent) {
    const number = part.kind === 'text' ? numberOf(part.text ?? '') : undefined;
    if (!number) continue;
    const open = series.findLast(({ of, at }) => of === number.of && !at.has(number.nth));
    if (open) open.at.set(number.nth, part);
    else series.push({ of: number.of, at: new Map([[number.nth, part]]) });
  }
  const ordered = new Map<P, readonly P[]>();
  const moved = new Set<P>();
  for (const { of, at } of series) {
    if (!isSeries(of, [...at.keys()])) continue;
    const members = sent.filter((part) => [...at.values()].includes(part));
    ordered.set(
      members[0]!,
      [...at].toSorted(([a], [b]) => a - b).map(([, part]) => part),
    );
    for (const one of members) moved.add(one);
  }
  return sent.flatMap((part) => ordered.get(part) ?? (moved.has(part) ? [] : [part]));
}

/** "3/5", "(3/5)", "3)", "3.-", "Parte 3": which piece, and of how many (0: she does not say). */
function numberOf(text: string): { readonly nth: number; readonly of: number } | undefined {
  const [, part, all] = /^\s*[([]?(?:parte\s+|part\s+)?(\d{1,2})\s*(?:\/|de)\s*(\d{1,2})\b/iu.exec(text) ?? [];
  if (part !== undefined && all !== undefined) {
    const [nth, of] = [Number(part), Number(all)];
    return nth >= 1 && nth <= of && of >= 2 ? { nth, of } : undefined;
  }
  const [, alone] = /^\s*(?:parte\s+|part\s+)?\(?(\d{1,2})(?:\)|\.-|\.(?=\s)|-(?=\s))/iu.exec(text) ?? [];
  return alone === undefined || Number(alone) < 1 ? undefined : { nth: Number(alone), of: 0 };
}

/** "3/4 de harina" and "1/4 de manteca" are measures, not pieces: a series has its last one, or three of them. */
function isSeries(of: number, numbers: readonly number[]): boolean {
  if (numbers.length < 2) return false;
  return of === 0 || numbers.includes(of) || numbers.length >= 3;
}
