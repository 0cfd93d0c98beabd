import type { Block } from '../../domain/sheet.ts';
import { chartDrawing } from '../chart/index.ts';
import { withoutPictures } from '../fonts.ts';
import { BOLD, type Pen, REGULAR, room } from '../pen.ts';
import { GAP } from '../style.ts';

/** Charts are no wider than so: their letters would shout. */
const WIDE = 400;

export function chart(pen: Pen, block: Extract<Block, { is: 'chart' }>): void {
  const { doc, root, left, width, sheet } = pen;
  const drawing = chartDrawing(block.chart, sheet.language);
  const full = pen.bottom - doc.page.margins.top;
  const scale = Math.min(Math.min(WIDE, width) / drawing.width, full / drawing.height);
  room(pen, drawing.height * scale);
  const top = doc.y;
  const draw = () => {
    doc.save().translate(left, top).scale(scale);
    for (const shape of drawing.shapes) {
      if (shape.is === 'path') {
        if (shape.d === '') continue;
        doc.path(shape.d);
        if (shape.fill) doc.fill(shape.fill);
        else {
          const [on, space] = shape.dash ?? [];
          doc.lineWidth(shape.wide ?? 1);
          if (on !== undefined && space !== undefined) doc.dash(on, { space });
          else doc.undash();
          doc.stroke(shape.stroke ?? '#000000');
        }
        continue;
      }
      const text = withoutPictures(shape.text);
      doc.font(shape.bold ? BOLD : REGULAR, shape.size).fillColor(shape.ink ?? '#1a1a1a');
      const wide = doc.widthOfString(text);
      const x = shape.x - (shape.anchor === 'end' ? wide : shape.anchor === 'middle' ? wide / 2 : 0);
      doc.text(text, x, shape.y, { lineBreak: false, baseline: 'alphabetic' });
    }
    doc.restore();
  };
  root.add(doc.struct('Figure', { alt: block.chart.title }, [draw]));
  doc.x = left;
  doc.y = top + drawing.height * scale + GAP;
}
