import type { Block } from '../../domain/sheet.ts';
import { type Pen, room } from '../pen.ts';
import { GAP } from '../style.ts';

const TALL = 54;

/** Pictures of one height, side by side in the middle. One that is missing or broken leaves the others. */
export function logos(pen: Pen, { files }: Extract<Block, { is: 'logos' }>): void {
  const { doc, root, left, width, pictures } = pen;
  const found = files.flatMap((file) => openPicture(doc, pictures.get(file)) ?? []);
  if (found.length === 0) return;
  const most = (width - GAP * (found.length - 1)) / found.length;
  const sized = found.map((picture) => {
    const scale = Math.min(TALL / picture.height, most / picture.width);
    return { picture, wide: picture.width * scale, tall: picture.height * scale };
  });
  room(pen, TALL + GAP);
  const top = doc.y;
  let x = left + (width - sized.reduce((sum, { wide }) => sum + wide, GAP * 2 * (sized.length - 1))) / 2;
  const draw = () => {
    for (const { picture, wide, tall } of sized) {
      doc.image(picture as never, x, top + (TALL - tall) / 2, { width: wide, height: tall });
      x += wide + 2 * GAP;
    }
  };
  root.add(doc.struct('Figure', { alt: 'Logo' }, [draw]));
  doc.x = left;
  doc.y = top + TALL + GAP;
}

interface Picture {
  readonly width: number;
  readonly height: number;
}

function openPicture(doc: PDFKit.PDFDocument, bytes: Uint8Array | undefined): Picture | undefined {
  if (!bytes) return undefined;
  try {
    return (doc as unknown as { openImage(src: Uint8Array): Picture }).openImage(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    );
  } catch {
    return undefined; // no PNG or JPEG; `recado check` has said so
  }
}
