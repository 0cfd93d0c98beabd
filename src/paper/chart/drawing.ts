/** A drawing as data: the same shapes become SVG on a screen and vectors in a PDF. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

export type Shape = PathShape | TextShape;

export interface PathShape {
  readonly is: 'path';
  /** SVG path data. */
  readonly d: string;
  readonly fill?: string;
  readonly stroke?: string;
  readonly wide?: number;
  readonly dash?: readonly [number, number];
}

export interface TextShape {
  readonly is: 'text';
  readonly text: string;
  readonly x: number;
  /** Of the line that the letters stand on. */
  readonly y: number;
  readonly size: number;
  readonly anchor?: 'end' | 'middle';
  readonly bold?: true;
  readonly ink?: string;
}

/** So wide that on a phone of 360 px a label is still 13 px high. */
export const WIDE = 480;
export const TEXT = 18;
export const INK = '#1a1a1a';
export const DASH = [6, 4] as const;

/** What a chart's numbers and gaps are called. */
export interface Say {
  readonly number: (value: number) => string;
  readonly nothing: string;
  readonly target: string;
}

export const round = (value: number): number => Math.round(value * 100) / 100;

export const rect = (x: number, y: number, w: number, h: number): string =>
  `M${round(x)} ${round(y)}h${round(w)}v${round(h)}h${round(-w)}z`;

export const text = (
  words: string,
  x: number,
  y: number,
  rest: Omit<Partial<TextShape>, 'is' | 'text' | 'x' | 'y'> = {},
): TextShape => ({ is: 'text', text: words, x: round(x), y: round(y), size: TEXT, ...rest });
