import { inflateSync } from 'node:zlib';

/** The words of each page of a PDF that pdfkit made: glyphs back to letters by each font's ToUnicode table. */
export function textsOf(pdf: Uint8Array): string[] {
  const raw = Buffer.from(pdf).toString('latin1');
  const objects = new Map<number, string>();
  for (const [, id, body] of raw.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) objects.set(Number(id), body!);
  const refs = (text: string, key: string) =>
    [...(new RegExp(`/${key} \\[?((?:\\d+ 0 R\\s*)+)`).exec(text)?.[1] ?? '').matchAll(/(\d+) 0 R/g)].map((m) =>
      Number(m[1]),
    );
  const stream = (id: number): string => {
    const body = objects.get(id)!;
    const start = body.indexOf('stream\n') + 7;
    const bytes = Buffer.from(body.slice(start, body.lastIndexOf('\nendstream')), 'latin1');
    return (body.includes('FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
  };
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\b(?!s)/.test(body));
  return pages.map((page) => {
    const resources = objects.get(refs(page, 'Resources')[0]!) ?? '';
    const fonts = new Map<string, Map<number, string>>();
    for (const [, name, id] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g))
      fonts.set(name!, lettersOf(stream(refs(objects.get(Number(id))!, 'ToUnicode')[0]!)));
    const content = refs(page, 'Contents').map(stream).join('\n');
    let letters: Map<number, string> | undefined;
    const lines: string[] = [];
    for (const [, font, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>[^\]]*?)+)\] TJ/g)) {
      if (font) letters = fonts.get(font);
      else
        lines.push(
          [...shown!.matchAll(/<([0-9a-f]*)>/g)]
            .map(([, hex]) => hex!.replace(/.{4}/g, (code) => letters?.get(Number.parseInt(code, 16)) ?? '?'))
            .join(''),
        );
    }
    return lines.join('\n');
  });
}

function lettersOf(cmap: string): Map<number, string> {
  const map = new Map<number, string>();
  for (const [, from, , list] of cmap.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/g)) {
    const codes = [...list!.matchAll(/<([0-9a-f ]*)>/g)].map(([, hex]) => hex!.replaceAll(' ', ''));
    for (const [i, hex] of codes.entries())
      map.set(Number.parseInt(from!, 16) + i, Buffer.from(hex, 'hex').swap16().toString('utf16le'));
  }
  return map;
}
