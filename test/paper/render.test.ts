import { describe, expect, test } from 'vitest';
import { readFonts } from '../../src/assemble/paper.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { renderSheet } from '../../src/paper/render.ts';
import { textsOf } from './pdf-text.ts';

const fonts = readFonts();
const given = { fonts, pictures: new Map<string, Uint8Array>(), at: Date.parse('2026-05-30T18:00:00Z') };

const certificate: Sheet = {
  title: 'Constancia LLERA-2026-0012',
  language: 'es-MX',
  layout: 'certificate',
  blocks: [
    { is: 'heading', text: 'Constancia' },
    { is: 'display', text: 'María Guadalupe Ñúñez 🌸' },
    { is: 'signers', signers: [{ name: 'Ana Ruiz', role: 'Coordinadora' }] },
    { is: 'qr', content: 'https://recado.example/verify/K7WQ3MXP2TRD', caption: 'recado.example/verify' },
  ],
};

const roster = (rows: number): Sheet => ({
  title: 'Lista',
  language: 'es-MX',
  layout: 'page',
  foot: 'Grupo A',
  blocks: [
    {
      is: 'table',
      columns: [{ title: 'Número', align: 'right', share: 0.4 }, { title: 'Nombre' }],
      rows: Array.from({ length: rows }, (_, i) => [String(i + 1), `Alumna ${i + 1}`]),
    },
  ],
});

describe('printed pages', () => {
  test('the same sheet at the same moment is the same bytes, and another moment is not', async () => {
    const one = await renderSheet(certificate, given);
    expect(Buffer.from(await renderSheet(certificate, given)).equals(Buffer.from(one))).toBe(true);
    const later = await renderSheet(certificate, { ...given, at: given.at + 1000 });
    expect(Buffer.from(later).equals(Buffer.from(one))).toBe(false);
  });

  test('a certificate is one page whose words can be read out, its name without pictures', async () => {
    const pdf = await renderSheet(certificate, given);
    const pages = textsOf(pdf);
    expect(pages).toHaveLength(1);
    for (const words of ['Constancia', 'María Guadalupe Ñúñez', 'Ana Ruiz', 'Coordinadora'])
      expect(pages[0]).toContain(words);
    const raw = Buffer.from(pdf).toString('latin1');
    expect(raw).toContain('/Lang (es-MX)');
    expect(raw).toContain('/Marked true');
    expect(raw).toContain('/DisplayDocTitle true');
  });

  test('a table goes on over pages, each row once, its head again on every page, every page numbered', async () => {
    const pages = textsOf(await renderSheet(roster(90), given));
    expect(pages.length).toBeGreaterThan(2);
    for (const [i, page] of pages.entries()) {
      expect(page).toContain('Nombre');
      expect(page).toContain('Grupo A');
      expect(page).toContain(`${i + 1} / ${pages.length}`);
    }
    const whole = pages.join('\n');
    for (let n = 1; n <= 90; n++) expect(whole.match(new RegExp(`Alumna ${n}(?!\\d)`, 'g'))).toHaveLength(1);
  });

  test('after Ñ, N is still copied as N, and what was drawn before changes no byte', async () => {
    const sheet: Sheet = { ...certificate, blocks: ['Ñandú', 'Nombre'].map((text) => ({ is: 'heading', text })) };
    const pdf = await renderSheet(sheet, { ...given, fonts: readFonts() });
    expect(textsOf(pdf)[0]).toContain('Nombre');
    expect(Buffer.from(await renderSheet(sheet, given)).equals(Buffer.from(pdf))).toBe(true);
  });

  test('one page has no number', async () => {
    expect(textsOf(await renderSheet(roster(3), given))[0]).not.toContain('/');
  });

  test('a name in letters that the fonts lack is refused, not printed as boxes', async () => {
    const named: Sheet = { ...certificate, blocks: [{ is: 'display', text: 'فاطمة' }] };
    await expect(renderSheet(named, given)).rejects.toMatchObject({ code: 'PAPER_LETTERS' });
    const cyrillic: Sheet = { ...certificate, blocks: [{ is: 'display', text: 'Марина' }] };
    expect(textsOf(await renderSheet(cyrillic, given))[0]).toContain('Марина');
  });

  test('a broken picture is left out', async () => {
    const sheet: Sheet = {
      ...certificate,
      blocks: [{ is: 'logos', files: ['a.png', 'gone.png'] }, ...certificate.blocks],
    };
    const pdf = await renderSheet(sheet, { ...given, pictures: new Map([['a.png', new Uint8Array([1, 2, 3])]]) });
    expect(textsOf(pdf)).toHaveLength(1);
  });
});

test('a certificate stays on its one page, above its signers, with the longest words it may have', async () => {
  const sheet: Sheet = {
    ...certificate,
    blocks: [
      { is: 'heading', text: 'Constancia de participación y de término del programa 2026' },
      { is: 'text', text: 'Se otorga a' },
      { is: 'display', text: 'María Guadalupe de los Ángeles Hernández-Castañeda viuda de Ñáñez Güereca Treviño' },
      {
        is: 'text',
        size: 'large',
        text: `por haber terminado el programa «${'Negocio de mi tierra para mujeres emprendedoras del altiplano '.repeat(2)}», con 360 horas`,
      },
      { is: 'text', text: '30 de septiembre de 2026' },
      { is: 'text', text: 'Núm. LLERA-2026-0012 · Código K7WQ3-MXP2T', size: 'small' },
      { is: 'signers', signers: [{ name: 'Ana', role: 'Coordinadora' }] },
    ],
  };
  const pages = textsOf(await renderSheet(sheet, given));
  expect(pages).toHaveLength(1);
});
