import { encode } from 'uqr';
import type { Block } from '../../domain/sheet.ts';
import { type Pen, REGULAR, room } from '../pen.ts';
import { GAP, SOFT } from '../style.ts';

const WIDE = 92;
const CAPTION = 7.5;

/** A code that a phone reads from a worn page: level M, a quiet zone of four modules as the standard wants. */
export function qr(pen: Pen, { content, caption }: Extract<Block, { is: 'qr' }>): void {
  const { doc, root, certificate, left, width, bottom } = pen;
  const { data, size } = encode(content, { ecc: 'M', border: 4 });
  const tall = WIDE + (caption ? 3 * CAPTION : 0);
  if (!certificate) room(pen, tall);
  const x = certificate ? left + width - WIDE : left;
  const y = certificate ? bottom - tall : doc.y;
  const step = WIDE / size;
  const draw = () => {
    data.forEach((row, r) => {
      row.forEach((dark, c) => {
        if (dark) doc.rect(x + c * step, y + r * step, step, step);
      });
    });
    doc.fill('#000000');
  };
  root.add(doc.struct('Figure', { alt: content }, [draw]));
  if (caption)
    doc
      .font(REGULAR, CAPTION)
      .fillColor(SOFT)
      .text(caption, x - 10, y + WIDE, { width: WIDE + 20, align: 'center', structParent: root, structType: 'P' });
  doc.x = left;
  if (!certificate) doc.y = y + tall + GAP;
}
