import type { Sheet } from '../domain/sheet.ts';
import type { Font } from './fonts.ts';
import { MARGIN } from './style.ts';

/** All that a block draws with. */
export interface Pen {
  readonly doc: PDFKit.PDFDocument;
  readonly sheet: Sheet;
  readonly fonts: { readonly regular: Font; readonly bold: Font };
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  /** The tagged document that readers of screens follow. */
  readonly root: PDFKit.PDFStructureElement;
  readonly left: number;
  readonly width: number;
  /** Lowest line that a block may draw on. */
  readonly bottom: number;
  readonly certificate: boolean;
}

/** Registered under these names in every document. */
export const REGULAR = 'regular';
export const BOLD = 'bold';

/** A new page where so much does not fit any more. True when one began. */
export function room(pen: Pen, height: number): boolean {
  const { doc, bottom } = pen;
  if (doc.y + height <= bottom || doc.y <= MARGIN + 1) return false;
  doc.addPage();
  return true;
}
