import type { Issue, SourceEdit } from './issue.ts';

/** Of an issue, in whatever language: where it stands and what mends it. */
export type Mendable = Pick<Issue, 'code' | 'place' | 'edit'>;

/** One file as it is mended. */
export interface Mended {
  readonly path: string;
  readonly before: string;
  readonly text: string;
  /** The issues whose edit was made, in reading order. */
  readonly done: readonly Mendable[];
}

/**
 * Makes the edits that issues bring. Two that touch each other are not made at once: the later waits for the next round,
 * when the file has been read again. Files without an edit are left out; nothing but [from, to) of each edit changes.
 */
export function mend(issues: readonly Mendable[], textOf: (path: string) => string | undefined): readonly Mended[] {
  const paths = [...new Set(issues.flatMap(({ edit, place }) => (edit ? [place.path] : [])))];
  return paths.flatMap((path) => {
    const before = textOf(path);
    if (before === undefined) return [];
    const own = issues
      .filter(
        (issue): issue is Mendable & { edit: SourceEdit } => issue.edit !== undefined && issue.place.path === path,
      )
      .toSorted((a, b) => a.edit.from - b.edit.from || a.edit.to - b.edit.to);
    const done: Mendable[] = [];
    let text = '';
    let at = -1;
    for (const issue of own) {
      const { from, to, insert } = issue.edit;
      if (from <= at || to > before.length || to < from) continue;
      text += before.slice(Math.max(at, 0), from) + insert;
      at = to;
      done.push(issue);
    }
    return done.length === 0 ? [] : [{ path, before, text: text + before.slice(Math.max(at, 0)), done }];
  });
}
