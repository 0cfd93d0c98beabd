import type { Block } from '../../domain/sheet.ts';
import { withoutPictures } from '../fonts.ts';
import { BOLD, type Pen, REGULAR } from '../pen.ts';
import { GAP, HEAD, INK, LINE, SIZE } from '../style.ts';

const PAD = 4;
const DENSE = 1.5;

/** Rows never break; the head stands again on every page. */
export function table(pen: Pen, block: Extract<Block, { is: 'table' }>): void {
  const { doc, root, left, width, bottom } = pen;
  const { columns, rows } = block;
  const pad = block.dense ? DENSE : PAD;
  const shares = columns.map(({ share = 1 }) => share);
  const whole = shares.reduce((a, b) => a + b, 0);
  const widths = shares.map((share) => (share / whole) * width);
  const element = doc.struct('Table');
  root.add(element);

  const heightOf = (cells: readonly string[]): number =>
    Math.max(
      SIZE.normal,
      ...cells.map((cell, i) => doc.heightOfString(withoutPictures(cell) || ' ', { width: widths[i]! - 2 * PAD })),
    ) +
    2 * pad;

  function row(cells: readonly string[], kind: 'TH' | 'TD', height: number): void {
    const top = doc.y;
    const line = doc.struct('TR');
    element.add(line);
    // Ground and lines are decoration: readers of screens do not hear them.
    doc.markContent('Artifact', { type: 'Layout' });
    if (kind === 'TH') doc.rect(left, top, width, height).fill(HEAD);
    doc
      .moveTo(left, top + height)
      .lineTo(left + width, top + height)
      .lineWidth(0.5)
      .stroke(LINE);
    doc.endMarkedContent();
    doc.fillColor(INK);
    let x = left;
    columns.forEach(({ align = 'left' }, i) => {
      const box = { width: widths[i]! - 2 * PAD, height: height - pad, align, ellipsis: true };
      const text = withoutPictures(cells[i] ?? '');
      if (text) doc.text(text, x + PAD, top + pad, { ...box, structParent: line, structType: kind });
      else emptyCell(line, kind);
      x += widths[i]!;
    });
    line.end();
    doc.x = left;
    doc.y = top + height;
  }

  function emptyCell(line: PDFKit.PDFStructureElement, kind: 'TH' | 'TD'): void {
    const cell = doc.struct(kind);
    line.add(cell);
    cell.end();
  }

  function head(): void {
    doc.font(BOLD, SIZE.normal);
    const titles = columns.map(({ title }) => title);
    row(titles, 'TH', heightOf(titles));
    doc.font(REGULAR, SIZE.normal);
  }

  doc.font(REGULAR, SIZE.normal);
  if (doc.y + 4 * SIZE.normal + 4 * pad > bottom) doc.addPage();
  head();
  for (const cells of rows) {
    const height = Math.min(Math.max(heightOf(cells), block.height ?? 0), bottom - pen.doc.page.margins.top - 60);
    if (doc.y + height > bottom) {
      doc.addPage();
      head();
    }
    row(cells, 'TD', height);
  }
  element.end();
  doc.y += GAP;
}
