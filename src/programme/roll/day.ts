import { addDays } from '../../domain/time.ts';

/**
 * A day as it stands before the numbers of a roll: `ayer`, `3 de marzo`, `3/3`, `el martes`, `el martes 3 de marzo`. A weekday
 * needs its article and a month its number before it: Domingo and Abril are names too.
 */
const DAY =
  /^(?:(?:(?:el|on|last)\s+)?\p{L}+\s+)?\d{1,2}\s+(?:de\s+)?\p{L}{3,}(?:\s+(?:del?\s+)?\d{4})?(?=\s|$|[,:.])|^\d{4}-\d{2}-\d{2}(?=\s|$|[,:.])|^\d{1,2}\/\d{1,2}(?:\/\d{2,4})?(?=\s|$|[,:.])|^(?:el|on|last)\s+\p{L}+(?:\s+pasado)?(?=\s|$|[,:.])|^\p{L}+(?=\s|$|[,:.])/iu;

/** Words before it that name the session: no more than a cohort of two words and a label of two. */
const HEAD = 4;

/**
 * Takes the day out of the head of a roll. `dayOf` reads one phrase; what it makes of a lone weekday may lie ahead, and is
 * then the one before.
 */
export function takeDay(
  words: string,
  { dayOf, today }: { readonly dayOf: (phrase: string) => string | undefined; readonly today: string },
): { readonly words: string; readonly on?: string } {
  let at = 0;
  for (let i = 0; i <= HEAD && at < words.length; i++) {
    const rest = words.slice(at);
    const [phrase] = DAY.exec(rest) ?? [];
    const on = phrase === undefined ? undefined : dayOf(phrase);
    if (phrase !== undefined && on !== undefined && !isBareName(phrase, on, today)) {
      const said = `${words.slice(0, at).trimEnd()} ${rest.slice(phrase.length).replace(/^[\s,:.]+/, '')}`.trim();
      return { words: said, on: /\d/.test(phrase) || on <= today ? on : addDays(on, -7) };
    }
    at += /^\S+\s*/.exec(rest)?.[0].length ?? rest.length;
  }
  return { words };
}

/** A lone word is a day only where it is today or before: "ayer"; "martes" without its article may be somebody. */
const isBareName = (phrase: string, on: string, today: string): boolean => /^\p{L}+$/u.test(phrase) && on > today;
