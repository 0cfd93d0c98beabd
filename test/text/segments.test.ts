import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, it } from 'vitest';
import { toSms } from '../../src/text/fold.ts';
import { septetsOf } from '../../src/text/gsm7.ts';
import { segmentsOf } from '../../src/text/segments.ts';

/** Text, units, encoding, segments, and segments once folded (CHANNELS §4, computed independently of this code). */
const KNOWN: readonly (readonly [string, number, 'gsm7' | 'ucs2', number, number])[] = [
  ['Bienvenida a tu curso. Responde con un número: 1 Ahorro 2 Ventas 3 Crédito 4 Ayuda', 82, 'ucs2', 2, 1],
  [
    'Lección 1: Separa el dinero de tu negocio del dinero de tu casa. Usa dos sobres: uno para la mercancía y otro para los gastos de la familia. ¿Lo haces ya? Responde SÍ o NO.',
    172,
    'ucs2',
    3,
    2,
  ],
  [
    'Calcula tu ganancia: precio de venta menos lo que te costó hacerlo. Si vendes un huipil en $800 y gastaste $520 en hilo, tela y transporte, tu ganancia es de $280. ¿Cuánto ganas tú? Responde con un número.',
    205,
    'ucs2',
    4,
    2,
  ],
  [
    'Anota cada día lo que vendes y lo que gastas. Al final de la semana suma todo. Así sabrás si tu negocio gana o pierde y podrás decidir cuánto ahorrar, cuánto reinvertir y cuánto llevar a tu casa. Guarda tu cuaderno en un lugar seco y seguro. Mañana te enviaremos la lección 2.',
    276,
    'ucs2',
    5,
    2,
  ],
  [
    'Lição 2: anote as suas vendas e os seus gastos. No fim da semana, some tudo e veja se o negócio dá lucro. Já fez as contas? Responda SIM ou NÃO.',
    144,
    'ucs2',
    3,
    1,
  ],
  [
    'Bs 350 es tu ganancia. Felicidades, caserita. Ahora separa el 10% para ahorro. ¿Quieres seguir? 1 Sí 2 No',
    105,
    'ucs2',
    2,
    1,
  ],
  ['Tu código es 482913. No lo compartas con nadie.', 47, 'ucs2', 1, 1],
  ['No recibirás más mensajes. Si quieres volver, responde INICIAR.', 63, 'ucs2', 1, 1],
  ['Hola Ana, hoy toca la leccion 3. Responde LISTO para empezar.', 61, 'gsm7', 1, 1],
  ['¡Hola, señora Núñez! Mañana es la reunión del grupo a las 10.', 61, 'ucs2', 1, 1],
  ['Muy bien 👏 terminaste la lección. Te faltan 3.', 47, 'ucs2', 1, 1],
  ["Ma'alob k'iin. U ka'ansajil 1: T'ox a taak'in: jump'éel ti' a meyaj, jump'éel ti' a wotoch.", 91, 'gsm7', 1, 1],
  ['Tu meta: “ahorrar $50 por semana” – escribe META para verla…', 60, 'ucs2', 1, 1],
];

/** Characters that matter: the alphabets of both tables, what we fold, and some of everything else. */
const anyText = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Array.from('aé ñ€[]{}~|^\\ @£')), maxLength: 400 }),
  fc.string({ unit: fc.constantFrom(...Array.from('áéíóúñü¿¡“”–…👏ka')), maxLength: 250 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
);

describe('segmentsOf', () => {
  it.each(KNOWN)('%s', (text, units, encoding, segments, folded) => {
    expect(segmentsOf(text)).toEqual({ encoding, units, segments });
    expect(segmentsOf(toSms(text)).segments).toBe(folded);
  });

  it('holds exactly what a single message and its parts hold', () => {
    expect(segmentsOf('a'.repeat(160)).segments).toBe(1);
    expect(segmentsOf('a'.repeat(161)).segments).toBe(2);
    expect(segmentsOf('a'.repeat(306)).segments).toBe(2);
    expect(segmentsOf('a'.repeat(307)).segments).toBe(3);
    expect(segmentsOf('á'.repeat(70)).segments).toBe(1);
    expect(segmentsOf('á'.repeat(71)).segments).toBe(2);
    expect(segmentsOf('').segments).toBe(1);
  });

  it('does not split an escaped character or a surrogate pair over two parts', () => {
    // 152 letters leave one septet in the first part, where the two of € do not fit: 3 parts, not 2.
    expect(segmentsOf(`${'a'.repeat(152)}€${'a'.repeat(152)}`)).toEqual({ encoding: 'gsm7', units: 306, segments: 3 });
    expect(segmentsOf(`${'á'.repeat(66)}👏${'á'.repeat(66)}`)).toEqual({ encoding: 'ucs2', units: 134, segments: 3 });
  });

  it('agrees with the calculator of Twilio on any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        // Twilio keeps graphemes together (CR LF, combined emoji); networks keep only surrogate pairs together.
        fc.pre(!/\r\n|\p{M}|\u200d|[\u{1f3fb}-\u{1f3ff}]|[\u{1f1e6}-\u{1f1ff}]/u.test(text));
        const oracle = new SegmentedMessage(text);
        expect(segmentsOf(text).segments).toBe(oracle.segmentsCount);
        expect(segmentsOf(text).encoding).toBe(oracle.encodingName === 'GSM-7' ? 'gsm7' : 'ucs2');
      }),
      { numRuns: 300 },
    );
  });
});

describe('toSms', () => {
  it('never touches a letter that GSM-7 has', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const composed = text.normalize('NFC');
        const kept = (of: string) =>
          Array.from(of)
            .filter((char) => 'ñÑéÉüÜ¿¡äöàèìòù'.includes(char))
            .join('');
        expect(kept(toSms(text))).toBe(kept(composed));
      }),
    );
  });

  it('never costs more, and folds nothing where nothing is saved', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const before = segmentsOf(text.normalize('NFC')).segments;
        const after = toSms(text);
        expect(segmentsOf(after).segments).toBeLessThanOrEqual(before);
        expect(toSms(after)).toBe(after);
      }),
    );
    expect(toSms('Sí, papá está más')).toBe('Sí, papá está más');
  });

  it('folds accents where that makes one message of two', () => {
    const text = `${'Hoy separo el dinero de la casa y el del negocio. '.repeat(2)}¿Cuánto quedó, señora?`;
    expect(toSms(text)).toBe(text.replace('Cuánto quedó', 'Cuanto quedo'));
  });

  it('keeps accents beside an emoji, which no folding can save', () => {
    const text = `${'Así se hace la cuenta. '.repeat(4)}👏`;
    expect(toSms(text)).toBe(text);
  });

  it('composes letters and makes apostrophes plain', () => {
    expect(toSms('man\u0303ana')).toBe('mañana');
    expect(toSms('ma’alob k´iin ʼ ꞌ')).toBe("ma'alob k'iin ' '");
  });

  it('stands in only for characters that GSM-7 lacks, with characters that it has', () => {
    for (const char of 'áãâçêïõôÀº“—…½') expect(septetsOf(char)).toBe(0);
    const long = 'x'.repeat(100);
    for (const char of 'áéíóúãõâêôçÁÍÓÚ“”‘’–—…•ªº«»') {
      expect(segmentsOf(toSms(long + char)).encoding).toBe('gsm7');
    }
  });
});
