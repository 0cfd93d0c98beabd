import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Capabilities } from '../../../src/channels/port.ts';
import { partsOf } from '../../../src/channels/render/parts.ts';
import { render } from '../../../src/channels/render/render.ts';
import type { OutMessage, OutOption } from '../../../src/domain/outbound.ts';
import { bench } from '../harness.ts';

const { set } = bench();
const can = (id: string): Capabilities => set.channels.find((c) => c.id === id)!.capabilities;
const WA = can('whatsapp-cloud');
const SMS = can('twilio-sms');
const TWA = can('twilio-whatsapp');
const option = (label: string, i: number): OutOption => ({ key: `k${i}`, label, id: `q.a.${i}` });
const ask = (labels: readonly string[], more: Partial<OutMessage> = {}): OutMessage => ({
  text: '¿Cuál?',
  sms: '¿Cual?',
  options: labels.map(option),
  ...more,
});

describe('options', () => {
  it.each([
    ['three short ones', ['Sí', 'No', 'Todavía no'], 'buttons'],
    ['a title of 20', ['a'.repeat(20), 'b'], 'buttons'],
    ['a title of 21', ['a'.repeat(21), 'b'], 'list'],
    ['four', ['1', '2', '3', '4'], 'list'],
    ['ten', Array.from({ length: 10 }, (_, i) => `n${i}`), 'list'],
    ['eleven', Array.from({ length: 11 }, (_, i) => `n${i}`), 'text'],
    ['a title of 25', ['a'.repeat(25), 'b'], 'text'],
    ['two alike', ['Sí', 'Sí'], 'text'],
  ])('%s', (_, labels, kind) => {
    const [piece, ...rest] = render(ask(labels), WA);
    expect(rest).toEqual([]);
    expect(piece?.kind).toBe(kind);
    if (kind === 'text')
      expect(piece).toMatchObject({ text: `¿Cuál?\n${labels.map((l, i) => `${i + 1} ${l}`).join('\n')}` });
  });

  it('are numbered lines in SMS and on Twilio WhatsApp', () => {
    expect(render(ask(['Sí', 'No']), SMS)).toEqual([{ kind: 'text', text: '¿Cual?\n1 Sí\n2 No' }]);
    expect(render(ask(['Sí', 'No']), TWA)).toEqual([{ kind: 'text', text: '¿Cuál?\n1 Sí\n2 No' }]);
  });

  it('open a list in her language', () => {
    const labels = ['a', 'b', 'c', 'd'];
    expect(render(ask(labels), WA)).toMatchObject([{ button: 'Opciones' }]);
    expect(render(ask(labels, { listButton: 'Choose' }), WA)).toMatchObject([{ button: 'Choose' }]);
    expect(render(ask(labels, { listButton: 'x'.repeat(21) }), WA)).toMatchObject([{ button: 'Opciones' }]);
  });
});

describe('offers', () => {
  const offers = [{ key: 'seguir', label: 'Seguir', id: 'c.seguir' }];
  it('are buttons on WhatsApp when no options compete', () => {
    expect(render({ text: 'Listo.', sms: 'Listo. SEGUIR', offers }, WA)).toMatchObject([
      { kind: 'buttons', buttons: [{ id: 'c.seguir', title: 'Seguir' }] },
    ]);
    expect(render(ask(['Sí', 'No'], { offers }), WA)).toMatchObject([
      { kind: 'buttons', buttons: [{ title: 'Sí' }, { title: 'No' }] },
    ]);
  });
  it('are named on Twilio WhatsApp, once, and in SMS by the text itself', () => {
    expect(render({ text: 'Listo.', sms: 'Listo. SEGUIR', offers }, TWA)).toEqual([
      { kind: 'text', text: 'Listo.\nSEGUIR' },
    ]);
    expect(render({ text: 'Escriba seguir.', sms: '', offers }, TWA)).toEqual([
      { kind: 'text', text: 'Escriba seguir.' },
    ]);
    expect(render({ text: 'Listo.', sms: 'Listo. SEGUIR', offers }, SMS)).toEqual([
      { kind: 'text', text: 'Listo. SEGUIR' },
    ]);
  });
});

describe('media', () => {
  const image = { kind: 'image', file: 'p/media/a.jpg' } as const;
  const audio = { kind: 'audio', file: 'p/media/a.ogg' } as const;
  const kinds = (message: OutMessage, form = WA) => render(message, form).map((p) => p.kind);
  it('come with their words in one message where the channel can', () => {
    expect(render({ text: 'Mire', sms: 'Mire', media: image }, WA)).toEqual([
      { kind: 'media', media: image, caption: 'Mire' },
    ]);
    expect(render(ask(['Sí', 'No'], { media: image }), WA)).toMatchObject([{ kind: 'buttons', header: image }]);
  });
  it('come first where it cannot', () => {
    expect(kinds({ text: 'Oiga', sms: '', media: audio })).toEqual(['media', 'text']);
    expect(kinds(ask(['Sí', 'No'], { media: audio }))).toEqual(['media', 'buttons']);
    expect(kinds(ask(['a', 'b', 'c', 'd'], { media: image }))).toEqual(['media', 'list']);
    expect(kinds({ text: 'á'.repeat(1025), sms: '', media: image })).toEqual(['media', 'text']);
    expect(kinds({ text: '', sms: '', media: audio })).toEqual(['media']);
  });
  it('are their words in SMS', () => {
    expect(render({ text: 'Oiga', sms: 'Oiga', media: audio }, SMS)).toEqual([{ kind: 'text', text: 'Oiga' }]);
    expect(render({ text: '', sms: '', media: audio }, SMS)).toEqual([]);
  });
});

describe('SMS', () => {
  it('folds accents only where that saves a segment', () => {
    const short = 'Tu código es 482913.';
    const long = 'Calcula tu ganancia: precio de venta menos lo que te costó hacerlo. ¿Cuánto ganas?';
    expect(render({ text: short, sms: short }, SMS)).toMatchObject([{ text: short }]);
    expect(render({ text: long, sms: long }, SMS)).toMatchObject([{ text: long.replace('ó', 'o').replace('á', 'a') }]);
  });
  it('takes the other form where one is blank', () => {
    expect(render({ text: 'Hola', sms: '' }, SMS)).toMatchObject([{ text: 'Hola' }]);
    expect(render({ text: '', sms: 'Hola' }, WA)).toMatchObject([{ text: 'Hola' }]);
  });
});

describe('over the limit', () => {
  it('splits before the question', () => {
    const lesson = 'Separar el dinero ayuda. '.repeat(60).trim();
    const [first, second, ...rest] = render(ask(['Sí', 'No'], { text: `${lesson}\n\n¿Ya lo hace?` }), WA);
    expect(rest).toEqual([]);
    expect(first).toEqual({ kind: 'text', text: lesson });
    expect(second).toMatchObject({ kind: 'buttons', text: '¿Ya lo hace?' });
  });

  it('never cuts a word, loses one, or passes the limit', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'é', 'ñ', '👵'), minLength: 1, maxLength: 5 });
    const gap = fc.constantFrom(' ', '\n', '\n\n', '. ', '  ');
    const text = fc.array(fc.tuple(word, gap), { minLength: 1, maxLength: 60 }).map((pairs) => pairs.flat().join(''));
    const words = (parts: readonly string[]) => parts.join(' ').split(/\s+/).filter(Boolean);
    fc.assert(
      fc.property(text, fc.integer({ min: 12, max: 60 }), fc.integer({ min: 12, max: 60 }), (whole, limit, last) => {
        const parts = partsOf(whole, limit, Math.min(limit, last));
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(limit);
        expect(parts.at(-1)!.length).toBeLessThanOrEqual(last);
        expect(words(parts)).toEqual(words([whole]));
      }),
    );
  });

  it('cuts an endless word between characters', () => {
    for (const part of partsOf('👵🏽'.repeat(40), 30, 13)) {
      expect(part).not.toMatch(/\p{Surrogate}/u);
      expect(part.length).toBeLessThanOrEqual(30);
    }
  });
});

it('sends a template where the channel has a window and words elsewhere', () => {
  const message: OutMessage = { text: 'Hola', sms: 'Hola', template: { name: 't', language: 'es-MX', parameters: [] } };
  expect(render(message, WA)).toMatchObject([{ kind: 'template' }]);
  expect(render(message, SMS)).toEqual([{ kind: 'text', text: 'Hola' }]);
});
