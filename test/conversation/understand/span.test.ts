import { describe, expect, test } from 'vitest';
import { understandSpan } from '../../../src/conversation/understand/index.ts';
import { lexiconOf } from '../../locale/files.ts';

/** Monday 2 March 2026, 10:00 in Monterrey. */
const NOW = Date.parse('2026-03-02T10:00:00-06:00');
const read = (text: string, language = 'es-MX') =>
  understandSpan(text, {
    language,
    lexicon: lexiconOf(language),
    now: NOW,
    timezone: 'America/Monterrey',
    currency: 'MXN',
  });

describe('a stretch of days in words', () => {
  test.each([
    ['3 días', { days: 3 }],
    ['5 dias', { days: 5 }],
    ['5', { days: 5 }],
    ['un día', { days: 1 }],
    ['una semana', { days: 7 }],
    ['dos semanas', { days: 14 }],
    ['un mes', { days: 30 }],
    ['por 2 semanas', { days: 14 }],
    ['hasta el lunes', { to: '2026-03-09' }],
    ['hasta mañana', { to: '2026-03-03' }],
    ['hasta el 15 de junio', { to: '2026-06-15' }],
    ['hasta el 15/6', { to: '2026-06-15' }],
    ['hasta el 1 de febrero', { to: '2027-02-01' }],
    ['del 4 al 17 de mayo', { from: '2026-05-04', to: '2026-05-17' }],
    ['desde el 28 de abril hasta el 3 de mayo', { from: '2026-04-28', to: '2026-05-03' }],
  ])('%s', (text, span) => {
    expect(read(text)).toEqual({ who: '', why: '', span });
  });

  test.each([
    ['grupo-a hasta el 17 de mayo por cosecha', 'grupo-a', { to: '2026-05-17' }, 'cosecha'],
    ['Ana 1 semana', 'Ana', { days: 7 }, ''],
    ['María del Carmen 2 semanas por duelo de su mamá', 'María del Carmen', { days: 14 }, 'duelo de su mamá'],
    ['grupo-a del 4 al 17 de mayo', 'grupo-a', { from: '2026-05-04', to: '2026-05-17' }, ''],
    ['Ana por 3 días', 'Ana', { days: 3 }, ''],
    ['Ana', 'Ana', undefined, ''],
  ])('%s', (text, who, span, why) => {
    expect(read(text)).toEqual({ who, why, ...(span ? { span } : {}) });
  });

  test.each([
    ['3 days', '', { days: 3 }],
    ['a week', '', { days: 7 }],
    ['until Monday', '', { to: '2026-03-09' }],
    ['until June 15', '', { to: '2026-06-15' }],
    ['grupo-a until May 17', 'grupo-a', { to: '2026-05-17' }],
  ])('in English: %s', (text, who, span) => {
    expect(read(text, 'en')).toEqual({ who, why: '', span });
  });

  test.each(['', 'ya', 'no sé', 'hasta luego', 'mucho tiempo', '0', '99999 dias'])('nothing in "%s"', (text) => {
    expect(read(text).span).toBeUndefined();
  });
});
