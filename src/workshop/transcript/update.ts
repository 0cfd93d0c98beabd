import { normalise } from '../../text/normalise.ts';
import { accounts, type Expected, matches } from './match.ts';
import { expectLines } from './write.ts';

/** What one phone got between two of its `<` lines, and the `>` lines that were to say so. */
export interface Block {
  /** Whose lines they are, as the transcript names her; absent: the header's phone. */
  readonly who?: string;
  readonly expected: readonly Expected[];
  readonly messages: readonly string[];
  /** The line before which it was accounted for; one past the last at the end. */
  readonly before: number;
}

/**
 * The transcript with its `>` lines saying what was really said. Lines that still describe a message stay as they are,
 * dots and all; comments and everything else keep their place.
 */
export function updated(text: string, blocks: readonly Block[]): string {
  const lines = text.replace(/\n$/, '').split(/\r?\n/);
  const gone = new Set<number>();
  const added = new Map<number, string[]>();
  const add = (before: number, made: readonly string[]) => added.set(before, [...(added.get(before) ?? []), ...made]);
  for (const block of blocks) {
    const { expected, messages, before } = block;
    if (accounts(expected, messages)) continue;
    const kept = keptLines(expected, messages);
    for (const { line, text } of expected) {
      if ([...kept.values()].flat().includes(line)) continue;
      gone.add(line);
      const like = likest(text, line, kept, messages);
      if (like !== undefined) add(line, [`${block.who === undefined ? '>' : `${block.who} >`} ${like}`]);
    }
    // New words stand where the first line of the block stood, or right after the last one that was kept.
    let at = expected[0]?.line ?? before;
    messages.forEach((message, index) => {
      const own = kept.get(index);
      if (own) at = own.at(-1)! + 1;
      else add(at, expectLines(message, block.who));
    });
  }
  const made = lines.flatMap((line, index) => [
    ...(added.get(index + 1) ?? []),
    ...(gone.has(index + 1) ? [] : [line]),
  ]);
  const end = [...added].filter(([before]) => before > lines.length).flatMap(([, more]) => more);
  return `${[...made, ...end].join('\n')}\n`;
}

/**
 * Of a message that another line still describes, the line that an expected one has most words in common with, at least half
 * of them: a lesson whose wording changed is checked as closely as before.
 */
function likest(
  text: string,
  line: number,
  kept: ReadonlyMap<number, readonly number[]>,
  messages: readonly string[],
): string | undefined {
  const words = wordsOf(text);
  const all = [...kept];
  const around = [all.findLast(([, lines]) => lines[0]! < line), all.find(([, lines]) => lines.at(-1)! > line)];
  const found = around
    .flatMap((one) => (one ? messages[one[0]]!.split('\n') : []))
    .map((words) => words.trim())
    .map((written) => ({ written, same: wordsOf(written).filter((word) => words.includes(word)).length }))
    .sort((a, b) => b.same - a.same)[0];
  if (!found || found.same * 2 < words.length || found.same === 0) return undefined;
  return `${text.startsWith('…') ? '…' : ''}${found.written}${text.endsWith('…') ? '…' : ''}`;
}

const wordsOf = (text: string): readonly string[] => normalise(text).split(' ').filter(Boolean);

/** Message → the lines that describe it, in order: each line by the first message from the last one on. */
function keptLines(expected: readonly Expected[], messages: readonly string[]): ReadonlyMap<number, readonly number[]> {
  const kept = new Map<number, readonly number[]>();
  let from = 0;
  for (const { line, text } of expected) {
    // A line of dots alone describes anything, and so says nothing.
    if (text.replace(/[…\s]/g, '') === '' && messages.length > 1) continue;
    const found = messages.findIndex((message, index) => index >= from && matches(text, message));
    if (found < 0) continue;
    kept.set(found, [...(kept.get(found) ?? []), line]);
    from = found;
  }
  return kept;
}
