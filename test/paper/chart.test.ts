import { describe, expect, test } from 'vitest';
import { readFonts } from '../../src/assemble/paper.ts';
import type { Chart } from '../../src/domain/sheet.ts';
import { chartDrawing } from '../../src/paper/chart/index.ts';
import { chartSvg } from '../../src/paper/chart/svg.ts';
import { renderSheet } from '../../src/paper/render.ts';
import { textsOf } from './pdf-text.ts';

const chart = (over: Partial<Chart> = {}): Chart => ({
  kind: 'bars',
  title: 'Asistencia por sesión',
  unit: '%',
  labels: ['s1 Arranque', 's2 Costos', 's3 Precio'],
  series: [{ name: 'Grupo A', values: [92, null, 88.5] }],
  target: 90,
  says: { nothing: 'sin dato', target: 'Meta' },
  ...over,
});
const two = {
  series: [
    { name: 'A', values: [1, 2, 3] },
    { name: 'B', values: [3, null, 1] },
  ],
};
const words = (one: Chart, language = 'es-MX') =>
  chartDrawing(one, language).shapes.flatMap((shape) => (shape.is === 'text' ? [shape.text] : []));

describe('charts', () => {
  test.each(['bars', 'line', 'stacked'] as const)(
    '%s: values are written out, and what nobody knows is no zero',
    (kind) => {
      const said = words(chart({ kind }));
      expect(said).toContain('92\u00a0%');
      expect(said).toContain('88.5\u00a0%');
      expect(said).toContain('sin dato');
      expect(said).not.toContain('0\u00a0%');
      expect(said).toContain('Meta 90\u00a0%');
    },
  );

  test('numbers are as the reader writes them', () => {
    expect(words(chart(), 'en')).toContain('88.5%');
    expect(words(chart(), 'es-ES')).toContain('88,5\u00a0%');
  });

  test.each(['bars', 'line', 'stacked'] as const)('%s: nothing is drawn outside its frame, on any data', (kind) => {
    for (const series of [
      [{ name: 'A', values: [0, 0, 0] }],
      [{ name: 'A', values: [null, null, null] }],
      [
        { name: 'A', values: [1e6, 5, 70] },
        { name: 'B', values: [1, 1, 1] },
      ],
    ]) {
      const { width, height, shapes } = chartDrawing(chart({ kind, series, unit: 'horas', target: 3 }), 'es-MX');
      expect(JSON.stringify(shapes)).not.toContain('NaN');
      for (const shape of shapes) {
        if (shape.is !== 'text') continue;
        expect(shape.y).toBeLessThanOrEqual(height);
        expect(shape.x).toBeLessThanOrEqual(width);
      }
    }
  });

  test('series are told apart without colour: each bar has a pattern of its own', () => {
    const strokes = chartDrawing(chart(two), 'es-MX').shapes.filter(
      (shape) => shape.is === 'path' && shape.stroke === '#ffffff',
    );
    expect(strokes.length).toBeGreaterThan(0);
  });

  test('the SVG has its title for screen readers, escapes what it is given, and needs nothing from elsewhere', () => {
    const svg = chartSvg(chart({ title: '<script>"&' }), 'es-MX');
    expect(svg).toContain('role="img"');
    expect(svg).toContain('aria-label="&lt;script&gt;&quot;&amp;"');
    expect(svg).not.toContain('<script>');
    expect(svg.match(/https?:[^"]*/g)).toEqual(['http://www.w3.org/2000/svg']);
  });

  test('the same shapes stand in a PDF, with the title as its other text', async () => {
    const sheet = {
      title: 'Informe',
      language: 'es-MX',
      layout: 'page',
      blocks: [{ is: 'chart', chart: chart() }],
    } as const;
    const pdf = await renderSheet(sheet, { fonts: readFonts(), pictures: new Map(), at: 0 });
    const [page] = textsOf(pdf);
    for (const said of ['Asistencia por sesión', 'sin dato', 's2 Costos']) expect(page).toContain(said);
    expect(Buffer.from(pdf).toString('latin1')).toContain('/S /Figure');
  });
});
