import type { Chart } from '../../domain/sheet.ts';
import { bars } from './bars.ts';
import { DASH, type Drawing, INK, type Say, type Shape, TEXT, text, WIDE } from './drawing.ts';
import { lines } from './lines.ts';
import { filled } from './tones.ts';

export type { Drawing, Shape };

/** The chart as shapes. Texts are the chart's own, numbers as its language writes them. */
export function chartDrawing(chart: Chart, language: string): Drawing {
  const shapes: Shape[] = [];
  const say: Say = {
    number: numbers(chart, language),
    nothing: chart.says?.nothing ?? '–',
    target: chart.says?.target ?? '',
  };
  shapes.push(text(chart.title, 0, TEXT, { bold: true, size: TEXT + 1 }));
  const from = legend(chart, shapes, TEXT * 2.6, say);
  const height = (chart.kind === 'line' ? lines : bars)(chart, shapes, from, say);
  return { width: WIDE, height, shapes };
}

function numbers({ unit }: Chart, language: string): Say['number'] {
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const space = unit === '%' && language.startsWith('en') ? '' : '\u00a0';
  return (value) => `${format.format(value)}${unit ? `${space}${unit}` : ''}`;
}

/** What is what, above the drawing, where no line crosses it. */
function legend({ series, target }: Chart, shapes: Shape[], from: number, say: Say): number {
  let y = from;
  const line = (sign: readonly Shape[], words: string) => {
    shapes.push(...sign, text(words, TEXT * 1.6, y));
    y += TEXT * 1.4;
  };
  if (series.length > 1)
    for (const [i, { name }] of series.entries()) line(filled(0, y - TEXT + 4, TEXT, TEXT - 4, i), name);
  if (target !== undefined)
    line(
      [{ is: 'path', d: `M0 ${y - 6}H${TEXT * 1.2}`, stroke: INK, wide: 2, dash: DASH }],
      `${say.target} ${say.number(target)}`.trim(),
    );
  return y + TEXT * 0.4;
}
