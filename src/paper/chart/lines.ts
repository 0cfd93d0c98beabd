import { scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import type { Chart } from '../../domain/sheet.ts';
import { DASH, INK, rect, round, type Say, type Shape, TEXT, text, WIDE } from './drawing.ts';
import { toneOf } from './tones.ts';

const PLOT = 200;
const SIDE = 54;
const SMALL = TEXT - 3;
/** Labels and values written out along one line; with more, some are left out, so that none covers another. */
const WRITTEN = 6;
/** With more series than these the numbers stand in the table beside the chart. */
const VALUED = 2;

/** Over time; where nothing is known the line has a gap and says so. Gives the height reached. */
export function lines(chart: Chart, shapes: Shape[], from: number, say: Say): number {
  const { labels, series, target } = chart;
  const known = series.flatMap(({ values }) => values.filter((value) => value !== null));
  const most = Math.max(...known, target ?? 0, 0);
  const x = scalePoint([...labels.keys()], [SIDE, WIDE - SIDE]);
  const [top, bottom] = [from + TEXT, from + TEXT + PLOT];
  const y = scaleLinear([0, chart.unit === '%' ? Math.max(100, most) : most || 1], [bottom, top]);
  const at = (i: number): number => x(i) ?? SIDE;
  const every = Math.max(1, Math.ceil(labels.length / WRITTEN));
  const level = (value: number, look: Partial<Shape>) =>
    shapes.push({ is: 'path', d: `M0 ${round(y(value))}H${WIDE}`, stroke: INK, ...look } as Shape);

  level(0, { wide: 1 });
  if (target !== undefined) level(target, { wide: 2, dash: DASH });
  series.forEach(({ values }, n) => {
    const d = line<number | null>()
      .defined((value) => value !== null)
      .x((_, i) => round(at(i)))
      .y((value) => round(y(value ?? 0)))([...values]);
    const look = n === 0 ? {} : { dash: [10, 2 + n] as const };
    if (d) shapes.push({ is: 'path', d, stroke: toneOf(n), wide: 3, ...look });
  });
  series.forEach(({ values }, n) => {
    values.forEach((value, i) => {
      const written = i % every === 0;
      if (value !== null) shapes.push({ is: 'path', d: rect(at(i) - 4, y(value) - 4, 8, 8), fill: toneOf(n) });
      else if (written && series.length === 1)
        shapes.push(text(say.nothing, at(i), bottom - 6, { anchor: 'middle', size: SMALL }));
      if (value !== null && written && series.length <= VALUED) {
        const above = series.every((other) => (other.values[i] ?? 0) <= value);
        const look = { anchor: 'middle', bold: true, size: SMALL, ink: toneOf(n) } as const;
        shapes.push(text(say.number(value), at(i), y(value) + (above ? -9 : 22), look));
      }
    });
  });
  labels.forEach((label, i) => {
    if (i % every === 0) shapes.push(text(label, at(i), bottom + TEXT + 2, { anchor: 'middle', size: SMALL }));
  });
  return bottom + TEXT * 2;
}
