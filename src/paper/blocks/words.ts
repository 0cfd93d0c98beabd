import type { Block } from '../../domain/sheet.ts';
import { mustCover, withoutPictures } from '../fonts.ts';
import { BOLD, type Pen, REGULAR, room } from '../pen.ts';
import { ACCENT, CERTIFICATE, DISPLAY_LEAST, GAP, INK, SIZE, SOFT } from '../style.ts';

type Of<K extends Block['is']> = Extract<Block, { is: K }>;

export function heading(pen: Pen, { text, level = 1 }: Of<'heading'>): void {
  const { doc, certificate } = pen;
  const size = SIZE.heading[level - 1]! * (certificate ? CERTIFICATE : 1);
  room(pen, size * 3); // never alone at the foot of a page
  doc.font(BOLD, size).fillColor(ACCENT);
  put(pen, text, { structType: `H${level}`, align: certificate ? 'center' : 'left' });
}

export function words(pen: Pen, { text, size = 'normal', centre }: Of<'text'>): void {
  const { doc, certificate } = pen;
  doc.font(REGULAR, SIZE[size] * (certificate ? CERTIFICATE : 1)).fillColor(size === 'small' ? SOFT : INK);
  put(pen, text, { structType: 'P', align: centre || certificate ? 'center' : 'left' });
}

/** One line, smaller where it is long. Throws PAPER_LETTERS. */
export function display(pen: Pen, { text }: Of<'display'>): void {
  const { doc, certificate, width, fonts } = pen;
  const shown = withoutPictures(text);
  mustCover(fonts.bold, shown);
  let size = SIZE.display * (certificate ? 1.2 : 1);
  doc.font(BOLD, size);
  while (size > DISPLAY_LEAST && doc.widthOfString(shown) > width) doc.fontSize(--size);
  room(pen, size * 1.5);
  doc.fillColor(INK);
  put(pen, shown, { structType: 'P', align: certificate ? 'center' : 'left' });
}

function put({ doc, root, left, width }: Pen, text: string, options: PDFKit.Mixins.TextOptions): void {
  doc.text(withoutPictures(text), left, doc.y, { width, structParent: root, lineGap: 2, ...options });
  doc.y += GAP;
}
