/** One line of print: millimetres from the left and the top, to its foot. */
export interface Line {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly bold?: boolean;
}

/** A text in lines of at most so many letters, one under the other; SVG breaks none itself. */
export function lines(
  text: string,
  { x, y, size, bold = false, wide }: Omit<Line, 'text'> & { readonly wide: number },
): readonly Line[] {
  const broken: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = broken.at(-1);
    if (last !== undefined && last.length + word.length < wide) broken[broken.length - 1] = `${last} ${word}`;
    else broken.push(word);
  }
  return broken.map((one, i) => ({ text: one, x, y: y + i * size * 1.25, size, bold }));
}

/** For XML and HTML alike. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
