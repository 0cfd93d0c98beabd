/** A line that went or came; `line` counts from 1 in the text it stands in. */
export interface ChangedLine {
  readonly sign: '-' | '+';
  readonly line: number;
  readonly text: string;
}

/** The lines that differ, in order. What is alike at both ends is passed over; the rest is compared line with line. */
export function changedLines(before: string, after: string): readonly ChangedLine[] {
  const [a, b] = [before.split(/\r?\n/), after.split(/\r?\n/)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail])
    tail += 1;
  const [m, n] = [a.length - tail, b.length - tail];
  // Longest common run of lines from each pair of places on, by the classic table.
  const common = Array.from({ length: m - head + 1 }, () => new Uint32Array(n - head + 1));
  for (let i = m - 1; i >= head; i--)
    for (let j = n - 1; j >= head; j--)
      common[i - head]![j - head] =
        a[i] === b[j]
          ? common[i - head + 1]![j - head + 1]! + 1
          : Math.max(common[i - head + 1]![j - head]!, common[i - head]![j - head + 1]!);
  const changed: ChangedLine[] = [];
  let [i, j] = [head, head];
  while (i < m || j < n) {
    if (i < m && j < n && a[i] === b[j]) [i, j] = [i + 1, j + 1];
    else if (i < m && (j === n || common[i - head + 1]![j - head]! >= common[i - head]![j - head + 1]!)) {
      changed.push({ sign: '-', line: i + 1, text: a[i]! });
      i += 1;
    } else {
      changed.push({ sign: '+', line: j + 1, text: b[j]! });
      j += 1;
    }
  }
  return changed;
}
