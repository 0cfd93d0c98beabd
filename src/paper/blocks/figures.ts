import type { Block } from '../../domain/sheet.ts';
import { withoutPictures } from '../fonts.ts';
import { BOLD, type Pen, REGULAR, room } from '../pen.ts';
import { ACCENT, GAP, INK, SIZE, SOFT } from '../style.ts';

/** Side by side, at most three in a row. */
const BESIDE = 3;

/** A few numbers to see at once: the value large, what it is above it, what it means below. */
export function figures(pen: Pen, { items }: Extract<Block, { is: 'figures' }>): void {
  const { doc, left, width } = pen;
  const across = Math.min(BESIDE, items.length);
  const wide = width / across;
  for (let i = 0; i < items.length; i += across) {
    const line = items.slice(i, i + across);
    const inner = { width: wide - GAP };
    const tall = Math.max(
      ...line.map(
        ({ label, note = '' }) =>
          doc.font(REGULAR, SIZE.small).heightOfString(label, inner) + doc.heightOfString(note || ' ', inner),
      ),
    );
    const height = tall + SIZE.heading[0] * 1.5 + GAP;
    room(pen, height);
    const top = doc.y;
    line.forEach((item, n) => {
      one(pen, item, left + n * wide, top, wide - GAP);
    });
    doc.x = left;
    doc.y = top + height;
  }
}

function one(
  { doc, root }: Pen,
  { label, value, note }: { readonly label: string; readonly value: string; readonly note?: string },
  x: number,
  y: number,
  width: number,
): void {
  const options = { width, structParent: root, structType: 'P' };
  doc.font(REGULAR, SIZE.small).fillColor(SOFT).text(withoutPictures(label), x, y, options);
  doc.font(BOLD, SIZE.heading[0]).fillColor(ACCENT).text(value, x, doc.y, options);
  if (note) doc.font(REGULAR, SIZE.small).fillColor(INK).text(withoutPictures(note), x, doc.y, options);
}
