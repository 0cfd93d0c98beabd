import { describe, expect, test } from 'vitest';
import { understandMoment } from '../../../src/conversation/understand/index.ts';
import { lexiconOf } from '../../locale/files.ts';

/** Monday 2 March 2026, 10:00 in Monterrey. */
const NOW = Date.parse('2026-03-02T10:00:00-06:00');
const read = (text: string, language = 'es-MX') =>
  understandMoment(text, {
    language,
    lexicon: lexiconOf(language),
    now: NOW,
    timezone: 'America/Monterrey',
    currency: 'MXN',
  });

describe('a day and an hour inside other words', () => {
  test.each([
    ['Ana jueves 10am', 'Ana', '2026-03-05', '10:00'],
    ['Ana López el jueves a las 10 de la mañana', 'Ana López', '2026-03-05', '10:00'],
    ['Ana 10am jueves', 'Ana', '2026-03-05', '10:00'],
    ['Ana el 12 de marzo a las 5', 'Ana', '2026-03-12', '17:00'],
    ['Ana mañana 17:30', 'Ana', '2026-03-03', '17:30'],
    ['Ana hoy 4 pm', 'Ana', '2026-03-02', '16:00'],
    ['María del Carmen el viernes a las 12 del día', 'María del Carmen', '2026-03-06', '12:00'],
    ['Domingo jueves 9:15', 'Domingo', '2026-03-05', '09:15'],
    ['s4 MOVER jueves 5pm', 's4 MOVER', '2026-03-05', '17:00'],
    ['Ana 12/3 10 a.m.', 'Ana', '2026-03-12', '10:00'],
  ])('%s', (text, before, day, at) => {
    expect(read(text)).toEqual({ before, after: '', day, at });
  });

  test.each([
    ['Ana', { before: 'Ana', after: '' }],
    ['Ana 45 min', { before: 'Ana 45 min', after: '' }],
    ['Ana jueves', { before: 'Ana', after: '', day: '2026-03-05' }],
    ['apuntar lo que fía para el lunes 16', { before: 'apuntar lo que fía', after: '', day: '2026-03-16' }],
    ['Ana lunes 10', { before: 'Ana', after: '', day: '2026-03-09' }],
    ['a las 4', { before: '', after: '', at: '16:00' }],
    ['Ana ayer 45 min', { before: 'Ana', after: '45 min', day: '2026-03-01' }],
    ['separar los botes antes del viernes', { before: 'separar los botes antes', after: '', day: '2026-03-06' }],
    ['vender 2 charolas para el 15 de marzo', { before: 'vender 2 charolas', after: '', day: '2026-03-15' }],
    ['Ana jueves 10am lleva la libreta', { before: 'Ana', after: 'lleva la libreta', day: '2026-03-05', at: '10:00' }],
  ])('%s', (text, moment) => {
    expect(read(text)).toEqual(moment);
  });

  test('in English', () => {
    expect(read('Ana Thursday at 5', 'en')).toEqual({ before: 'Ana', after: '', day: '2026-03-05', at: '17:00' });
    expect(read('Ana tomorrow 10 am', 'en')).toEqual({ before: 'Ana', after: '', day: '2026-03-03', at: '10:00' });
  });
});
