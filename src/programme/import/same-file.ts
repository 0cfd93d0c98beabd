import { normalise } from '../../text/normalise.ts';
import { typosBetween } from '../../text/typo.ts';
import type { Planned } from './planned.ts';
import { isOut, type Problem } from './problem.ts';

interface Seen {
  readonly name: string;
  readonly line: number;
}

/** Remembers who stood at which phone in the rows before: the same woman twice, or two who share it. */
export class SameFile {
  readonly #at = new Map<string, Seen | Seen[]>();
  readonly #similar: boolean;

  constructor({ similar }: { readonly similar: boolean }) {
    this.#similar = similar;
  }

  /** What is to be said of the row for the sake of those before it. */
  look({ line, row }: Planned, heading: { readonly name: string; readonly phone: string }): readonly Problem[] {
    // Without a phone nobody can tell two of one name apart; the enrolment takes them for one where the cohort is the same.
    const key = row.phone ?? `${row.cohort ?? ''} ${normalise(row.name)}`;
    const name = normalise(row.name);
    const before = this.#at.get(key);
    const seen = before === undefined ? [] : Array.isArray(before) ? before : [before];
    const problem = this.#compare(seen, name, line, heading, row.phone !== undefined);
    // One entry without a list around it: most phones are one woman's, and there may be a hundred thousand.
    if (!problem || !isOut(problem)) this.#at.set(key, seen.length === 0 ? { name, line } : [...seen, { name, line }]);
    return problem ? [problem] : [];
  }

  #compare(
    seen: readonly Seen[],
    name: string,
    line: number,
    heading: { readonly name: string; readonly phone: string },
    phone: boolean,
  ): Problem | undefined {
    const tell = (code: Problem['code'], other: Seen, column = heading.name): Problem => ({
      line,
      code,
      heading: column,
      vars: { other: other.line },
    });
    const same = seen.find((one) => one.name === name);
    if (same) return tell('twice', same);
    const longer = seen.find((one) => one.name.startsWith(`${name} `) || name.startsWith(`${one.name} `));
    if (longer) return tell('twice-longer', longer);
    const like = this.#similar ? undefined : seen.find((one) => typosBetween(name, one.name) !== null);
    if (like) return tell('twice-like', like);
    const [other] = seen;
    return other && phone ? tell('shared-line', other, heading.phone) : undefined;
  }
}
