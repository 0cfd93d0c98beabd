import { encode } from 'uqr';
import { phoneShown } from '../../domain/phone.ts';
import type { Programme } from '../../flow/programme.ts';
import { escaped, type Line, lines } from './lines.ts';

/** What stands on a card: how somebody comes in, and what we never ask. */
export interface Card {
  /** SVG of its own, 148 × 105 mm (A6): nothing is loaded from anywhere. */
  readonly svg: string;
  /** What the QR opens: WhatsApp with the word written already. Null where the programme has no WhatsApp. */
  readonly link: string | null;
  /** What she writes: the join word, and the cohort's name behind it. */
  readonly word: string;
}

export interface CardInput {
  readonly programme: Pick<Programme, 'title' | 'join' | 'languages'>;
  readonly cohort?: string | undefined;
  /** E.164. */
  readonly whatsapp?: string | undefined;
  readonly sms?: string | undefined;
  readonly words: (key: string, vars: Readonly<Record<string, string | number>>, language: string) => string;
}

const WIDTH = 148;
const HEIGHT = 105;
const QR = 46;
/** Letters that fit in a line beside the QR, and below it. */
const BESIDE = 36;
const BELOW = 56;

/** "Así le escribimos": our numbers, the QR, the word, what we never ask, how to stop. */
export function cardOf({ programme, cohort, whatsapp, sms, words }: CardInput): Card {
  const language = programme.languages[0] ?? 'es';
  const told = (key: string, vars: Readonly<Record<string, string>> = {}) => words(`card.${key}`, vars, language);
  const word = [programme.join, cohort?.toUpperCase()].filter(Boolean).join(' ');
  const link = whatsapp === undefined ? null : `https://wa.me/${whatsapp.slice(1)}?text=${encodeURIComponent(word)}`;
  const numbers = [
    ...(whatsapp === undefined ? [] : [told('whatsapp', { number: phoneShown(whatsapp) })]),
    ...(sms === undefined ? [] : [told('sms', { number: phoneShown(sms) })]),
  ];
  const left = link === null ? 10 : QR + 14;
  const wide = link === null ? BELOW : BESIDE;
  const drawn: Line[] = [
    ...lines(programme.title, { x: left, y: 17, size: 7, bold: true, wide: link === null ? 34 : 22 }),
  ];
  const under = () => (drawn.at(-1)?.y ?? 17) + 9;
  drawn.push(...lines(told('title'), { x: left, y: under() - 1, size: 4.6, bold: true, wide }));
  for (const number of numbers) drawn.push(...lines(number, { x: left, y: under() - 2.4, size: 4.6, wide }));
  drawn.push(...lines(told('join'), { x: left, y: under(), size: 4.6, wide }));
  drawn.push(...lines(word, { x: left, y: under() - 0.5, size: wordSize(word), bold: true, wide: word.length + 1 }));
  const bottom = [told('never'), told('stop'), told('person')];
  let y = 77;
  for (const text of bottom) {
    const printed = lines(text, { x: 10, y, size: 4.1, wide: BELOW });
    drawn.push(...printed);
    y = (printed.at(-1)?.y ?? y) + 6;
  }
  const code = link === null ? '' : qrOf(link, 8, 11, QR) + scan(told('scan'));
  return { svg: svgOf(programme.title, code, drawn), link, word };
}

/** It is copied by hand, so it stands on one line, as large as that allows. */
const wordSize = (word: string): number => Math.min(7.4, 120 / word.length);

/** The words below the QR. */
function scan(text: string): string {
  return lines(text, { x: 8, y: 62, size: 3.4, wide: 28 }).map(drawnLine).join('');
}

/** One path for all dark squares: it prints sharp at any size. The quiet zone is part of it. */
function qrOf(text: string, x: number, y: number, size: number): string {
  const { data, size: count } = encode(text, { ecc: 'M', border: 2 });
  const path = data.flatMap((row, j) => row.map((dark, i) => (dark ? `M${i} ${j}h1v1h-1z` : ''))).join('');
  const scale = size / count;
  return `<g transform="translate(${x} ${y}) scale(${scale.toFixed(5)})"><path fill="#fff" d="M0 0h${count}v${count}H0z"/><path shape-rendering="crispEdges" d="${path}"/></g>`;
}

function svgOf(title: string, code: string, drawn: readonly Line[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}mm" height="${HEIGHT}mm" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="system-ui, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif"><title>${escaped(title)}</title><rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${HEIGHT - 1}" rx="4" fill="#fff" stroke="#555" stroke-width="0.4" stroke-dasharray="2 2"/><path d="M8 70h${WIDTH - 16}" stroke="#999" stroke-width="0.3"/>${code}${drawn.map(drawnLine).join('')}</svg>\n`;
}

function drawnLine({ text, x, y, size, bold }: Line): string {
  return `<text x="${x}" y="${y.toFixed(1)}" font-size="${size}"${bold ? ' font-weight="700"' : ''}>${escaped(text)}</text>`;
}

/** An A4 page with four of them, to be printed and cut. */
export function sheetOf({ svg, word }: Card, language: string): string {
  return `<!doctype html><html lang="${escaped(language)}"><head><meta charset="utf-8"><title>${escaped(word)}</title><style>@page{size:A4 landscape;margin:0}body{margin:0;display:grid;grid-template-columns:148mm 148mm}svg{display:block}</style></head><body>${svg.repeat(4)}</body></html>\n`;
}
