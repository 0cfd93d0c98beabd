import PDFDocument from 'pdfkit';
import type { Block, Sheet } from '../domain/sheet.ts';
import { chart } from './blocks/chart.ts';
import { figures } from './blocks/figures.ts';
import { logos } from './blocks/logos.ts';
import { qr } from './blocks/qr.ts';
import { signers } from './blocks/signers.ts';
import { table } from './blocks/table.ts';
import { display, heading, words } from './blocks/words.ts';
import { fontOf, withoutPictures } from './fonts.ts';
import type { PaperGiven } from './given.ts';
import { BOLD, type Pen, REGULAR } from './pen.ts';
import { ACCENT, MARGIN, paperSize, SIZE, SOFT } from './style.ts';

/**
 * A sheet as a PDF: text that can be copied and searched, tagged and titled for readers of screens, the fonts' used letters
 * inside. The same sheet, given the same, is the same bytes. Throws PAPER_LETTERS for a name whose letters the fonts lack.
 */
export async function renderSheet(sheet: Sheet, { fonts, pictures, at }: PaperGiven): Promise<Uint8Array> {
  const date = new Date(at);
  const landscape = sheet.layout !== 'page';
  const doc = new PDFDocument({
    size: paperSize(sheet.language),
    layout: landscape ? 'landscape' : 'portrait',
    margin: MARGIN,
    bufferPages: true,
    tagged: true,
    displayTitle: true,
    lang: sheet.language,
    pdfVersion: '1.7',
    font: null as never, // the built-in ones have no full alphabet and are read from disk
    info: { Title: sheet.title, Producer: 'Recado', Creator: 'Recado', CreationDate: date, ModDate: date },
  });
  const whole = collect(doc);
  const parsed = { regular: fontOf(fonts.regular), bold: fontOf(fonts.bold) };
  doc.registerFont(REGULAR, parsed.regular as never).registerFont(BOLD, parsed.bold as never);
  const root = doc.struct('Document', { title: sheet.title, lang: sheet.language });
  doc.addStructure(root);
  const { width, height } = doc.page;
  const foot = sheet.foot === undefined ? 0 : SIZE.small * 2;
  const pen: Pen = {
    doc,
    sheet,
    fonts: parsed,
    pictures,
    root,
    left: MARGIN,
    width: width - 2 * MARGIN,
    bottom: height - MARGIN - foot,
    certificate: sheet.layout === 'certificate',
  };
  if (pen.certificate) frame(pen);
  for (const block of sheet.blocks) DRAWN[block.is](pen, block as never);
  root.end();
  feet(pen);
  doc.end();
  return whole;
}

const DRAWN: { readonly [K in Block['is']]: (pen: Pen, block: Extract<Block, { is: K }>) => void } = {
  heading,
  text: words,
  display,
  table,
  figures,
  chart,
  logos,
  signers,
  qr,
  space({ doc }, { lines }) {
    doc.y += lines * SIZE.normal * 1.4;
  },
  break({ doc }) {
    doc.addPage();
  },
};

/** A certificate looks like one. */
function frame({ doc }: Pen): void {
  const { width, height } = doc.page;
  doc.markContent('Artifact', { type: 'Layout' });
  doc
    .rect(18, 18, width - 36, height - 36)
    .lineWidth(2.5)
    .stroke(ACCENT);
  doc
    .rect(24, 24, width - 48, height - 48)
    .lineWidth(0.75)
    .stroke(ACCENT);
  doc.endMarkedContent();
}

/** The foot, and "2 / 3" where there are several pages. */
function feet({ doc, sheet, left, width }: Pen): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    doc.switchToPage(page);
    const number = count > 1 ? `${page - start + 1} / ${count}` : '';
    const y = doc.page.height - MARGIN - SIZE.small;
    doc.page.margins.bottom = 0; // else pdfkit would begin another page for it
    doc.markContent('Artifact', { type: 'Pagination' });
    doc.font(REGULAR, SIZE.small).fillColor(SOFT);
    if (sheet.foot !== undefined)
      doc.text(withoutPictures(sheet.foot), left, y, { width: width - 60, height: SIZE.small, ellipsis: true });
    if (number) doc.text(number, left + width - doc.widthOfString(number), y, { lineBreak: false });
    doc.endMarkedContent();
  }
}

function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    doc.on('data', (part: Uint8Array) => parts.push(part));
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))));
    doc.on('error', reject);
  });
}
