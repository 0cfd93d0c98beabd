import type { Block } from '../../domain/sheet.ts';
import { chartDrawing } from '../chart/index.ts';
import { withoutPictures } from '../fonts.ts';
import { BOLD, type Pen, REGULAR, room } from '../pen.ts';
import { GAP } from '../style.ts';

/** Charts are no wider than so: their letters would shout. */
const WIDE = 400;

export function chart(pen: Pen, block: Extract<Block, { is: 'chart' }>): void {
  const { doc, left, width, sheet } = pen;
  const { chart: one, beside } = block;
  const full = pen.bottom - doc.page.margins.top;
  const charts = beside ? [one, beside] : [one];
  const wide = beside ? (width - 2 * GAP) / 2 : Math.min(WIDE, width);
  const drawn = charts.map((each) => {
    const drawing = chartDrawing(each, sheet.language);
    return { title: each.title, drawing, scale: Math.min(wide / drawing.width, full / drawing.height) };
  });
  const height = Math.max(...drawn.map(({ drawing, scale }) => drawing.height * scale));
  room(pen, height);
  const top = doc.y;
  drawn.forEach(({ title, drawing, scale }, i) => {
    place(pen, title, drawing, { x: left + i * (wide + 2 * GAP), y: top, scale });
  });
  doc.x = left;
  doc.y = top + height + GAP;
}

function place(
  { doc, root }: Pen,
  title: string,
  drawing: ReturnType<typeof chartDrawing>,
  { x: left, y: top, scale }: { readonly x: number; readonly y: number; readonly scale: number },
): void {
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
  root.add(doc.struct('Figure', { alt: title }, [draw]));
}
