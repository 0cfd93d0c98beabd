import { type Said, says } from '../../locale/sentence.ts';
import { normalise } from '../../text/normalise.ts';

/** One `>` line: what we should have said. `…` stands for anything. */
export interface Expected {
  readonly line: number;
  readonly text: string;
}

/** A difference between a transcript and what happened, told to a teacher. `line` is where to look. */
export interface Difference {
  readonly line: number;
  readonly says: Said;
}

/**
 * Compares the messages one person got with the `>` lines meant for her. Several lines may match parts of one message;
 * lines and messages keep their order; together the lines account for every message.
 */
export function compare(
  expected: readonly Expected[],
  messages: readonly string[],
  at: number,
  after?: Said,
): Difference[] {
  if (accounts(expected, messages)) return [];
  const met = metBy(expected, messages);
  const taken = new Set(met.filter((index) => index >= 0));
  const shown = new Set<number>();
  const differences: Difference[] = [];
  expected.forEach(({ line, text }, i) => {
    if (met[i]! >= 0) return;
    // What came in the place of the line: after what the line before it describes, before what the next one does.
    const from = Math.max(0, ...met.slice(0, i));
    const to = met.slice(i).find((index) => index >= 0) ?? messages.length;
    const between = messages.flatMap((_, index) => (index >= from && index < to && !taken.has(index) ? [index] : []));
    for (const index of between) shown.add(index);
    const came = between.length > 0 ? between : messages.flatMap((_, index) => (index === from ? [index] : []));
    differences.push({
      line,
      says: told(
        text,
        came.map((index) => messages[index]!),
        after,
      ),
    });
  });
  messages.forEach((message, index) => {
    if (taken.has(index) || shown.has(index)) return;
    differences.push({
      line: expected.at(-1)?.line ?? at,
      says: says('transcript.more', { got: gotOf([message]), after: afterOf(after) }),
    });
  });
  return differences.length > 0 ? differences : [{ line: at, says: says('transcript.order') }];
}

/** Line → the message it describes, the first from that of the line before on; -1 where there is none. */
function metBy(expected: readonly Expected[], messages: readonly string[]): readonly number[] {
  let from = 0;
  return expected.map(({ text }) => {
    const found = messages.findIndex((message, index) => index >= from && matches(text, message));
    if (found >= 0) from = found;
    return found;
  });
}

/** What was expected and what came, one under the other, and what she had done before. */
function told(expected: string, came: readonly string[], before: Said | undefined): Said {
  const near = came.find((message) => isNear(expected, message));
  const after = afterOf(before);
  if (near === undefined) return says('transcript.missing', { expected, got: gotOf(came), after });
  return says('transcript.near', { expected, got: gotOf([near]), after, words: bare(expected) });
}

function gotOf(messages: readonly string[]): Said {
  const [first, ...more] = messages.map((message) => says('transcript.got', { message: hanging(message) }));
  return more.reduce((a, b) => says('transcript.both', { a, b }), first ?? says('transcript.got.nothing'));
}

const afterOf = (did: Said | undefined): Said | string => (did === undefined ? '' : says('transcript.after', { did }));

/** The same words in the same order, but for accents, ñ, capitals, signs and dots. */
function isNear(text: string, message: string): boolean {
  const words = normalise(bare(text));
  return words !== '' && normalise(message).includes(words);
}

const bare = (text: string): string => text.replace(/^[…\s]+|[…\s]+$/g, '');

/** Can the lines be laid over the messages, in order, so that every line fits its message and every message has one? */
export function accounts(expected: readonly Expected[], messages: readonly string[]): boolean {
  let reachable = new Set<number>([-1]);
  for (const { text } of expected) {
    const fits = messages.map((message) => matches(text, message));
    reachable = new Set(messages.flatMap((_, j) => (fits[j] && (reachable.has(j - 1) || reachable.has(j)) ? [j] : [])));
  }
  return reachable.has(messages.length - 1);
}

/**
 * Does the pattern describe the whole message or whole lines of it? White space is folded, and so are the accents that
 * SMS may drop: a teacher writes "lección", whatever the channel makes of it. ñ stays ñ. `{codigo}` is any one word or number.
 */
export function matches(pattern: string, message: string): boolean {
  return matched(pattern, message) !== null;
}

/** What stood at `{codigo}` in the message that a `>` line describes; undefined where it describes another. */
export function valueAt(place: string, pattern: string, message: string): string | undefined {
  return matched(pattern, message)?.groups?.[place];
}

function matched(pattern: string, message: string): RegExpExecArray | null {
  if (pattern.length > LINE_MOST) return null;
  const named = new Set<string>();
  /** A second place of one name is the same word. */
  const place = (_: string, name: string) => {
    if (named.has(name)) return `\\k<${name}>`;
    named.add(name);
    return `(?<${name}>[\\p{L}\\p{N}]+)(?![\\p{L}\\p{N}])`;
  };
  const parts = pattern.split('…');
  const source = parts.map((part, nth) => {
    const before = named.size;
    const piece = fold(part)
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace(PLACE, place);
    if (nth === 0) return piece;
    const isOpen = nth === parts.length - 1 || (named.size > before && named.size <= PLACES_TRIED);
    // Words that stand fast are taken where they first come: what follows them could not do better further on, and trying
    // every place for each of many dots takes hours.
    return isOpen ? `.*${piece}` : `(?=(?<at${nth}>.*?${piece}))\\k<at${nth}>`;
  });
  const whole = new RegExp(`^${source.join('')}$`, 'su');
  // Folded like the pattern, not told to the pattern: thousands of blanks would be tried from each of them.
  const texts = [message, ...message.split('\n')].map(fold);
  return texts.map((text) => whole.exec(text)).find((found) => found !== null) ?? null;
}

/** The first `{codigo}` of a line is looked for wherever it may stand; another is the first word that fits. */
const PLACES_TRIED = 1;
/** No message of ours is longer; a line that is describes none. */
const LINE_MOST = 20_000;
/** `{codigo}` once it was escaped. */
const PLACE = /\\\{([a-z]+)\\\}/g;

const fold = (text: string): string => unaccented(text).replace(/\s+/g, ' ').trim();
const unaccented = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/(?<![nN])[\u0300-\u036f]/g, '')
    .normalize('NFC');
/** Further lines of a message stand under its first: what is before it is ten letters wide in every language. */
const hanging = (text: string): string => text.split('\n').join(`\n${' '.repeat(10)}`);
