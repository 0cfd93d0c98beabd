/** A piece of a message, as far as numbers go. `digits` without a value could be read two ways. */
export type Token =
  | { readonly kind: 'digits'; readonly value: number | null }
  | { readonly kind: 'word' | 'times'; readonly value: number }
  | { readonly kind: 'half' | 'and' }
  | { readonly kind: 'other'; readonly word: string };

export interface Numbers {
  readonly values: readonly number[];
  /** Words that belong to no number. */
  readonly others: readonly string[];
  /** Some number was written in words. */
  readonly spelt: boolean;
  /** A number could not be read for certain: "5 mil y medio", "1.50.0". */
  readonly broken: boolean;
}

/** A number being read: what is closed by a multiplier, what is still open, and the last multiplier. */
interface Reading {
  closed: number;
  open: number | null;
  scale: number;
  /** Only "un" or "una" so far: maybe an article. */
  article: boolean;
}

/**
 * Puts words and digits together as speech does: "dos mil trescientos cinco", "2 mil 500", "treinta y cinco", "dos docenas",
 * "media docena", "2 y medio". Words that cannot go together are two numbers.
 */
export function readNumbers(tokens: readonly Token[]): Numbers {
  const found: { value: number; article: boolean }[] = [];
  const others: string[] = [];
  let reading: Reading | null = null;
  let spelt = false;
  let broken = false;
  const close = (): void => {
    if (reading) found.push({ value: reading.closed + (reading.open ?? 0), article: reading.article });
    reading = null;
  };

  for (const [i, token] of tokens.entries()) {
    switch (token.kind) {
      case 'digits':
      case 'word': {
        if (token.value === null) {
          broken = true;
          break;
        }
        spelt ||= token.kind === 'word';
        const joined: boolean = reading !== null && canAdd(reading, token.value, token.kind);
        if (!joined) close();
        reading = add(joined ? reading : null, token.value);
        reading.article = !joined && token.kind === 'word' && token.value === 1;
        break;
      }
      case 'times':
        spelt = true;
        reading = multiply(reading, token.value);
        break;
      case 'half': {
        spelt = true;
        const next = tokens[i + 1];
        if (next?.kind === 'times' && !reading)
          reading = { closed: 0, open: 0.5, scale: Number.POSITIVE_INFINITY, article: false };
        else if (reading && tokens[i - 1]?.kind === 'and') {
          // "5 mil y medio" may be 5,500 or 5,000.50.
          if ((reading as Reading).closed > 0) broken = true;
          else reading = add(reading, 0.5);
        } else others.push('');
        break;
      }
      case 'and': {
        const next = tokens[i + 1];
        const goesOn =
          next?.kind === 'half' || ((next?.kind === 'word' || next?.kind === 'digits') && reading !== null);
        if (!goesOn) close();
        // "2 y 3" are two numbers though "treinta y cinco" is one: canAdd tells.
        break;
      }
      case 'other':
        close();
        others.push(token.word);
    }
  }
  close();
  // "una señora me compró 500": an article beside a number is no number.
  const values = found.length > 1 && found.some((one) => !one.article) ? found.filter((one) => !one.article) : found;
  return { values: values.map(({ value }) => value), others, spelt, broken };
}

/** A part fits behind another when it fills only places that are still zero: 5 after 30, 500 after 2 mil. */
function canAdd(reading: Reading, value: number, kind: 'digits' | 'word'): boolean {
  if (!Number.isInteger(value) || value === 0) return false;
  if (reading.open === null) return value < reading.scale;
  // Two runs of digits side by side are two numbers, whatever they would add up to.
  if (kind === 'digits') return false;
  return reading.open > 0 && Number.isInteger(reading.open) && reading.open % 10 ** String(value).length === 0;
}

function add(reading: Reading | null, value: number): Reading {
  if (!reading) return { closed: 0, open: value, scale: Number.POSITIVE_INFINITY, article: false };
  return { ...reading, open: (reading.open ?? 0) + value };
}

function multiply(reading: Reading | null, by: number): Reading {
  if (!reading) return { closed: by, open: null, scale: by, article: false };
  // "mil millones": the larger multiplier takes all that stands before it.
  if (reading.open === null || by > reading.scale) {
    return { closed: (reading.closed + (reading.open ?? 0)) * by, open: null, scale: by, article: false };
  }
  return { closed: reading.closed + reading.open * by, open: null, scale: by, article: false };
}
