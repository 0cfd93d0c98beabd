import { describe, expect, test } from 'vitest';
import { HOUR } from '../../src/base/clock.ts';
import { momentsOf } from '../../src/programme/broadcast/moments.ts';
import { phraseOf } from '../../src/programme/broadcast/phrase.ts';
import { counted, NOTHING } from '../../src/programme/broadcast/tally.ts';
import { readBy, textByLanguage, textsOf } from '../../src/programme/broadcast/text.ts';
import { MONDAY, PACK } from './people-at-large.ts';

const ZONE = 'America/Monterrey';

describe('RECORDAR taken apart', () => {
  test.each<[string, object]>([
    ['grupo-a: Mañana a las 4.', { all: false, names: ['grupo-a'], text: 'Mañana a las 4.' }],
    ['todas: Vengan: a las 16:00', { all: true, names: ['todas'], text: 'Vengan: a las 16:00' }],
    ['A TODOS: Ya', { all: true, names: ['a todos'], text: 'Ya' }],
    ['grupo-a, Grupo-B y xocén: Ya', { names: ['grupo-a', 'grupo-b', 'xocen'] }],
    ['grupo-a sin tarea botes: Falta', { names: ['grupo-a'], without: { what: 'homework', name: 'botes' } }],
    ['todas sin lección apartar: Falta', { all: true, without: { what: 'lesson', name: 'apartar' } }],
    ['grupo-a mañana a las 18:00: Ya', { names: ['grupo-a'], on: { date: '2026-03-03', at: '18:00' }, text: 'Ya' }],
    ['grupo-a hoy a las 6 pm: Ya', { names: ['grupo-a'], on: { date: '2026-03-02', at: '18:00' } }],
    ['grupo-a pasado mañana a la 1: Ya', { names: ['grupo-a'], on: { date: '2026-03-04', at: '01:00' } }],
    ['grupo-a el 2026-03-09 a las 7 de la tarde: Ya', { names: ['grupo-a'], on: { date: '2026-03-09', at: '19:00' } }],
    ['grupo-a hoy 18:00: Ya', { names: ['grupo-a'], on: { date: '2026-03-02', at: '18:00' } }],
    ['grupo-a el viernes a las 5 pm: Ya', { names: ['grupo-a'], on: { date: '2026-03-06', at: '17:00' } }],
    ['grupo-a lunes a las 10: Ya', { names: ['grupo-a'], on: { date: '2026-03-09', at: '10:00' } }],
    [
      'grupo-a sin tarea botes mañana a las 10: Dos\nlíneas',
      { names: ['grupo-a'], on: { date: '2026-03-03', at: '10:00' }, text: 'Dos\nlíneas' },
    ],
    [
      'all without homework botes tomorrow at 9: Now',
      { all: true, without: { what: 'homework', name: 'botes' }, on: { date: '2026-03-03', at: '09:00' } },
    ],
    ['grupo-a:', { names: ['grupo-a'], text: '' }],
  ])('%s', (words, expected) => {
    expect(phraseOf(words, MONDAY, ZONE)).toMatchObject(expected);
  });

  test('without a colon, or without anybody before it, it is nothing', () => {
    for (const words of ['grupo-a mañana a las 18:00', ': hola', '', 'hola'])
      expect(phraseOf(words, MONDAY, ZONE)).toBeNull();
  });

  test('an hour that no clock has, or a day that no calendar has, is not taken for now', () => {
    for (const when of ['mañana a las 44', 'el 2026-02-30 a las 10'])
      expect(phraseOf(`grupo-a ${when}: Ya`, MONDAY, ZONE)).toBeNull();
  });
});

describe('its texts', () => {
  const one = (text: string, sms?: string) => textsOf({ text: sms === undefined ? { text } : { text, sms } }, PACK)[0]!;

  test('the name, or what stands for one; the programme; accents given up for SMS only where that saves', () => {
    const words = one('Hola {{ name | vecina }}, de {{programme}}.');
    expect(words.text).toBe('Hola {{name}}, de Negocio de mi tierra.');
    expect(readBy(words, 'whatsapp', { name: 'Luz', shared: false })).toBe('Hola Luz, de Negocio de mi tierra.');
    expect(readBy(words, 'sms', { name: null, shared: true })).toBe('Hola vecina, de Negocio de mi tierra.');
    expect(readBy(words, 'sms', { name: 'Luz', shared: true })).toBe('Para Luz: Hola Luz, de Negocio de mi tierra.');
    const long = one(`${'Sesión '.repeat(12)}mañana.`);
    expect(readBy(long, 'sms', { name: null, shared: false })).toContain('Sesion');
    expect(readBy(long, 'whatsapp', { name: null, shared: false })).toContain('Sesión');
  });

  test.each([
    ['nothing', '', 'BROADCAST_EMPTY'],
    ['more than fits a small screen', 'a'.repeat(1_001), 'BROADCAST_LONG'],
    ['more SMS than anybody pays for', 'a'.repeat(700), 'BROADCAST_LONG'],
    ['a place that nothing fills', 'Debe {{person.deuda}}', 'BROADCAST_PLACE'],
    ['a name without what stands for one', 'Hola {{name}}', 'BROADCAST_PLACE'],
  ])('%s is refused', (_, text, code) => {
    expect(() => one(text)).toThrow(expect.objectContaining({ code }));
  });

  test('a shorter SMS form makes a long text fit', () => {
    expect(one('a'.repeat(700), 'corto').sms).toBe('corto');
    expect(() => textsOf({}, PACK)).toThrow(expect.objectContaining({ code: 'BROADCAST_EMPTY' }));
  });

  test('each gets her own language, one spoken beside it, or the text for all; without those none', () => {
    const both = textsOf({ text: { text: 'hola' }, texts: { yua: { text: 'bix a beel' } } }, PACK);
    expect(textByLanguage(both, PACK)).toMatchObject({ yua: 0, '*': 1 });
    const maya = textsOf({ texts: { yua: { text: 'bix a beel' } } }, PACK);
    expect(textByLanguage(maya, PACK)).toEqual({ yua: 0 });
    const spanish = textsOf({ texts: { es: { text: 'hola' } } }, PACK);
    expect(textByLanguage(spanish, PACK)).toMatchObject({ 'es-MX': 0, es: 0, yua: 0, qu: 0 });
    expect(textByLanguage(spanish, PACK)['*']).toBeUndefined();
  });
});

test('what it costs is the price of every segment; what has no price is said, not counted as nothing', () => {
  const texts = textsOf({ text: { text: 'Hola {{name|vecina}}. ñ á' } }, PACK);
  const group = { reason: null, text: 0, way: 'free', bsuid: null, shared: 0 };
  const rows = [
    { ...group, channel: 'twilio-sms', phone: '+528341000001', name: 'Ana', people: 3 },
    { ...group, channel: 'twilio-sms', phone: '+528341000002', name: 'Ana '.repeat(30), people: 1 }, // á costs it three
    { ...group, channel: 'whatsapp-cloud', phone: '+528341000003', name: 'Luz', people: 5 },
    { ...group, reason: 'paused', channel: 'twilio-sms', phone: null, name: null, people: 2 },
  ];
  const tally = counted(NOTHING, rows as never, texts, PACK);
  expect(tally.go).toBe(9);
  expect(tally.reasons).toEqual({ paused: 2 });
  expect(tally.ways).toEqual({ 'twilio-sms': { people: 4, pieces: 4 }, 'whatsapp-cloud': { people: 5, pieces: 5 } });
  expect(tally.cost).toEqual({ MXN: 4 * 80_000 });
  expect(tally.unpriced).toBe(5);
  expect(counted(tally, rows as never, texts, PACK).go).toBe(18);
});

describe('its hour in each zone', () => {
  const at = { now: MONDAY, zone: ZONE, quiet: PACK.quiet };

  test("now is now, but in nobody's night", () => {
    const [monterrey, tokyo] = momentsOf({}, ['Asia/Tokyo'], at);
    expect(monterrey).toEqual({ zone: ZONE, leave: MONDAY, expires: null, day: '2026-03-02' });
    expect(tokyo!.leave).toBe(Date.parse('2026-03-03T09:00:00+09:00')); // 01:00 there
  });

  test("a local hour is each her own; a zone that nobody knows is the programme's", () => {
    const moments = momentsOf({ on: { date: '2026-03-02', at: '18:00' } }, ['America/Tijuana', 'Atlantis/Port'], at);
    expect(moments.map(({ leave }) => (leave - MONDAY) / HOUR)).toEqual([8, 10, 8]);
  });
});
