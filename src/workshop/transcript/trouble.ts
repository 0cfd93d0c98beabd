import type { Said } from '../../locale/sentence.ts';

/** What stands in the way of a line of a transcript, for its author. */
export class Trouble extends Error {
  readonly says: Said;

  constructor(says: Said) {
    super(says.key);
    this.says = says;
  }
}
