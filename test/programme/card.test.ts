import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { systemCatalogues } from '../../src/locale/catalogue.ts';
import { createTexts } from '../../src/locale/texts.ts';
import { cardOf, sheetOf } from '../../src/programme/card/index.ts';
import { localeFiles } from '../locale/files.ts';

const texts = createTexts(systemCatalogues(localeFiles));
const words = (key: string, vars: Readonly<Record<string, string | number>>, language: string) =>
  texts.say(key, { language, vars }).text;
const PROGRAMME = { title: 'Negocio <de> "mi" tierra', join: 'MITIERRA', languages: ['es-MX'] };
const plain = (svg: string) => svg.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

test('the card says how we write to her, how she comes in, what we never ask and how to stop', () => {
  const { svg, link, word } = cardOf({
    programme: PROGRAMME,
    cohort: 'grupo-a',
    whatsapp: '+528340000001',
    sms: '+528340000002',
    words,
  });
  expect([word, link]).toEqual(['MITIERRA GRUPO-A', 'https://wa.me/528340000001?text=MITIERRA%20GRUPO-A']);
  for (const said of [
    '+52 834 000 0001',
    '+52 834 000 0002',
    'MITIERRA GRUPO-A',
    'BAJA',
    'banco',
    'PERSONA',
    '&lt;de&gt;',
  ])
    expect(plain(svg)).toContain(said);
  expect(svg).not.toMatch(/href|url\(|<script|http(?!:\/\/www\.w3\.org\/2000\/svg)/); // nothing is loaded, nothing runs
});

test('its QR is the link, square for square', () => {
  const { svg, link } = cardOf({ programme: PROGRAMME, whatsapp: '+528340000001', words });
  const { data } = encode(link!, { ecc: 'M', border: 2 });
  const dark = data.flat().filter(Boolean).length;
  expect(svg.match(/M\d+ \d+h1v1h-1z/g)).toHaveLength(dark);
  const [, x, y] = /M(\d+) (\d+)h1v1h-1z/.exec(svg)!;
  expect(data[Number(y)]![Number(x)]).toBe(true);
});

test('without WhatsApp there is no QR and the rest stands; four fit on a page', () => {
  const card = cardOf({ programme: PROGRAMME, sms: '+528340000002', words });
  expect([card.link, card.word]).toEqual([null, 'MITIERRA']);
  expect(card.svg).not.toContain('crispEdges');
  expect(sheetOf(card, 'es-MX').match(/<svg/g)).toHaveLength(4);
});
