import { scaleLinear } from 'd3-scale';
import type { Chart } from '../../domain/sheet.ts';
import { DASH, INK, rect, round, type Say, type Shape, TEXT, text, WIDE } from './drawing.ts';
import { filled } from './tones.ts';

const THICK = TEXT * 1.1;
/** Where values stand, right of the longest bar. */
const VALUES = 96;

/** Lying bars: long labels stand above their bars, values at their ends. Gives the height reached. */
export function bars(chart: Chart, shapes: Shape[], from: number, say: Say): number {
  const { labels, series, kind, target } = chart;
  const stacked = kind === 'stacked';
  const sums = labels.map((_, i) => series.reduce((sum, { values }) => sum + (values[i] ?? 0), 0));
  const most = Math.max(...(stacked ? sums : series.flatMap(({ values }) => values.map((v) => v ?? 0))), target ?? 0);
  const x = scaleLinear([0, chart.unit === '%' ? Math.max(100, most) : most || 1], [0, WIDE - VALUES]);
  const rows: Shape[] = [];
  let y = from;

  function value(words: string, at: number): void {
    // White behind it: where it stands on the line of the target, it is still read.
    rows.push({ is: 'path', d: rect(at, y + 1, words.length * TEXT * 0.58, THICK - 2), fill: '#ffffff' });
    rows.push(text(words, at + 5, y + THICK - 4, { bold: true }));
  }

  labels.forEach((label, i) => {
    rows.push(text(label, 6, y));
    y += 6;
    const values = series.map(({ values: all }) => all[i] ?? null);
    let at = 0;
    values.forEach((one, n) => {
      if (one !== null) rows.push(...filled(at, y, x(one), THICK, n));
      if (stacked) {
        at += x(one ?? 0);
        return;
      }
      value(one === null ? say.nothing : say.number(one), x(one ?? 0) + 1);
      y += THICK + 3;
    });
    if (stacked) {
      value(values.every((one) => one === null) ? say.nothing : say.number(sums[i]!), at + 1);
      y += THICK + 3;
    }
    y += TEXT * 1.25;
  });
  const [top, bottom] = [round(from - TEXT), round(y - TEXT * 1.25)];
  if (target !== undefined) {
    const d = `M${round(x(target))} ${top}V${bottom}`;
    shapes.push({ is: 'path', d, stroke: INK, wide: 2, dash: DASH });
  }
  shapes.push(...rows, { is: 'path', d: `M0 ${top}V${bottom}`, stroke: INK, wide: 1 });
  return bottom + 8;
}
