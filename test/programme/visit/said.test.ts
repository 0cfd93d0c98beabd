import { describe, expect, test } from 'vitest';
import { understandMoment } from '../../../src/conversation/understand/index.ts';
import { bodySaid, visitSaid } from '../../../src/programme/visit/said.ts';
import { lexiconOf } from '../../locale/files.ts';

/** Monday 2 March 2026, 10:00 in Monterrey. */
const NOW = Date.parse('2026-03-02T10:00:00-06:00');
const moment = (text: string) =>
  understandMoment(text, {
    language: 'es-MX',
    lexicon: lexiconOf('es-MX'),
    now: NOW,
    timezone: 'America/Monterrey',
    currency: 'MXN',
  });
const said = (text: string) => visitSaid(text, moment);

describe('what stands behind VISITA', () => {
  test.each([
    ['', { what: 'list', who: [] }],
    ['Ana', { what: 'open', who: ['Ana'] }],
    ['Ana jueves 10am', { what: 'plan', who: ['Ana'], day: '2026-03-05', at: '10:00' }],
    ['Ana López el jueves a las 4 en la oficina', { what: 'plan', who: ['Ana López'], at: '16:00', kind: 'office' }],
    ['Ana mañana 9:30 privada', { what: 'plan', who: ['Ana'], at: '09:30', private: true }],
    ['Ana MOVER viernes 5pm', { what: 'move', who: ['Ana'], day: '2026-03-06', at: '17:00' }],
    ['Ana cancelar', { what: 'cancel', who: ['Ana'] }],
    ['cancelar Ana', { what: 'cancel', who: ['Ana'] }],
    ['Ana 45 min', { what: 'done', who: ['Ana'], minutes: 45 }],
    ['Ana ayer 1 hora y media', { what: 'done', who: ['Ana'], minutes: 90, day: '2026-03-01' }],
    ['Ana media hora llamada', { what: 'done', who: ['Ana'], minutes: 30, kind: 'call' }],
    ['Ana 2 horas', { what: 'done', who: ['Ana'], minutes: 120 }],
    ['Dulces Ana 30 minutos', { what: 'done', who: ['Dulces Ana'], minutes: 30 }],
    ['grupo grupo-a 60 min', { what: 'done', who: ['grupo-a'], minutes: 60, kind: 'group' }],
    [
      'grupo grupo-a menos Luz, Rosa 60 min',
      { what: 'done', who: ['grupo-a'], without: ['Luz', 'Rosa'], minutes: 60, kind: 'group' },
    ],
    ['Ana, Luz y Rosa 60 min', { what: 'done', who: ['Ana', 'Luz', 'Rosa'], minutes: 60 }],
    ['Ana: vi su libreta', { what: 'done', who: ['Ana'] }],
  ])('%s', (text, expected) => {
    expect(said(text)).toMatchObject(expected);
  });

  test('a topic of what is planned, notes of what was done', () => {
    expect(said('Ana jueves 10am: la libreta').body.topic).toBe('la libreta');
    expect(said('Ana 45 min: vi la libreta a las 10:30').body.notes).toEqual({ notes: 'vi la libreta a las 10:30' });
  });
});

test('notes under their labels, in any order, and what was agreed with its day', () => {
  const text =
    'Lleva bien su libreta.\nFortalezas: constante; Debilidades: fía mucho, no separa\nTema: precios. Compromiso: separar los botes antes del viernes; apuntar lo que fía\nSiguiente paso: ver costos';
  expect(bodySaid(text, moment)).toEqual({
    topic: 'precios.',
    notes: {
      notes: 'Lleva bien su libreta.',
      strengths: 'constante',
      weaknesses: 'fía mucho, no separa',
      next: 'ver costos',
    },
    commitments: [{ text: 'separar los botes', due: '2026-03-06' }, { text: 'apuntar lo que fía' }],
  });
});

test('words that only hold a label inside them are notes', () => {
  expect(bodySaid('sus notas escolares y su hogar están bien', moment)).toEqual({
    topic: '',
    notes: { notes: 'sus notas escolares y su hogar están bien' },
    commitments: [],
  });
});
