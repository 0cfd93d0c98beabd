import type { Chart } from '../../domain/sheet.ts';
import { chartDrawing, type Shape } from './index.ts';

/** The chart as an SVG that fills its place: for pages. A table with the same numbers stands beside it. */
export function chartSvg(chart: Chart, language: string): string {
  const { width, height, shapes } = chartDrawing(chart, language);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 0 ${width + 8} ${height}" width="100%" role="img" aria-label="${escaped(chart.title)}" font-family="'Noto Sans',system-ui,sans-serif">${shapes.map(shapeSvg).join('')}</svg>`;
}

function shapeSvg(shape: Shape): string {
  if (shape.is === 'text') {
    const { text, x, y, size, anchor, bold, ink = '#1a1a1a' } = shape;
    const more = `${anchor ? ` text-anchor="${anchor}"` : ''}${bold ? ' font-weight="700"' : ''}`;
    return `<text x="${x}" y="${y}" font-size="${size}" fill="${ink}"${more}>${escaped(text)}</text>`;
  }
  const { d, fill = 'none', stroke, wide = 1, dash } = shape;
  const line = stroke ? ` stroke="${stroke}" stroke-width="${wide}"` : '';
  return `<path d="${d}" fill="${fill}"${line}${dash ? ` stroke-dasharray="${dash.join(' ')}"` : ''}/>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => ENTITIES[letter]!);
