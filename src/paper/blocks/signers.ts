import type { Block } from '../../domain/sheet.ts';
import { withoutPictures } from '../fonts.ts';
import { BOLD, type Pen, REGULAR, room } from '../pen.ts';
import { GAP, INK, LINE, SIZE, SOFT } from '../style.ts';

/** Above the line there is room for a hand. */
const HAND = 40;
const TALL = HAND + 3 * SIZE.normal + GAP;
/** On a certificate the corner belongs to the QR code. */
const CORNER = 130;

export function signers(pen: Pen, { signers: all }: Extract<Block, { is: 'signers' }>): void {
  if (all.length === 0) return;
  const { doc, root, certificate, bottom } = pen;
  const left = pen.left + (certificate ? CORNER / 2 : 0);
  const width = pen.width - (certificate ? 1.5 * CORNER : 0);
  if (!certificate) room(pen, TALL);
  const top = certificate ? bottom - TALL : doc.y;
  const wide = width / all.length;
  all.forEach(({ name, role }, n) => {
    const x = left + n * wide + GAP;
    const box = { width: wide - 2 * GAP, align: 'center' as const, structParent: root, structType: 'P' };
    doc.markContent('Artifact', { type: 'Layout' });
    doc
      .moveTo(x, top + HAND)
      .lineTo(x + box.width, top + HAND)
      .lineWidth(0.75)
      .stroke(LINE);
    doc.endMarkedContent();
    doc
      .font(BOLD, SIZE.normal)
      .fillColor(INK)
      .text(withoutPictures(name), x, top + HAND + 4, box);
    if (role) doc.font(REGULAR, SIZE.small).fillColor(SOFT).text(withoutPictures(role), x, doc.y, box);
  });
  doc.x = pen.left;
  if (!certificate) doc.y = top + TALL + GAP;
}
