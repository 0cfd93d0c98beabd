import { type PathShape, rect, round } from './drawing.ts';

/** Each series has a tone and a pattern of its own: a page copied in grey, and eyes that see no red, lose nothing. */
const TONES = ['#1d4f5c', '#b26f00', '#6d6d6d', '#7b2d43', '#33691e', '#5b5ea6'] as const;
const PATTERNS = ['plain', 'rising', 'dots', 'falling', 'level', 'upright'] as const;
const STEP = 7;

export const toneOf = (series: number): string => TONES[series % TONES.length]!;

/** A box of a series: its tone, and white strokes over it by its pattern. */
export function filled(x: number, y: number, w: number, h: number, series: number): PathShape[] {
  const box: PathShape = { is: 'path', d: rect(x, y, w, h), fill: toneOf(series) };
  const d = w > 0 ? pattern(x, y, w, h, PATTERNS[series % PATTERNS.length]!) : '';
  return d === '' ? [box] : [box, { is: 'path', d, stroke: '#ffffff', wide: 1.4 }];
}

function pattern(x: number, y: number, w: number, h: number, kind: (typeof PATTERNS)[number]): string {
  const parts: string[] = [];
  const add = (u: number, v: number, rest: string) => parts.push(`M${round(x + u)} ${round(y + v)}${rest}`);
  if (kind === 'rising' || kind === 'falling')
    for (let c = STEP; c < w + h; c += STEP) {
      // The diagonal u + v = c, cut where it leaves the box.
      const [u0, u1] = [Math.max(0, c - h), Math.min(w, c)];
      const [v0, v1] = kind === 'rising' ? [c - u0, c - u1] : [h - c + u0, h - c + u1];
      add(u0, v0, `L${round(x + u1)} ${round(y + v1)}`);
    }
  if (kind === 'level') for (let v = STEP / 2; v < h; v += STEP) add(0, v, `h${round(w)}`);
  if (kind === 'upright') for (let u = STEP / 2; u < w; u += STEP) add(u, 0, `v${round(h)}`);
  if (kind === 'dots')
    for (let v = STEP / 2; v < h; v += STEP) for (let u = STEP / 2; u < w - 1; u += STEP) add(u, v, 'h1.5');
  return parts.join('');
}
