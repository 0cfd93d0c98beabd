import type { Millis } from '../base/clock.ts';

/** What a page is drawn with: the house's fonts, the pack's pictures, and the moment that stands in the file. */
export interface PaperGiven {
  /** TrueType files. The same array is parsed once, however many pages it draws. */
  readonly fonts: { readonly regular: Uint8Array; readonly bold: Uint8Array };
  /** PNG or JPEG by the path that the sheet names; what is missing or broken is left out. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  /** The document's date. The same sheet at the same moment is the same bytes. */
  readonly at: Millis;
}
