import { describe, expect, it } from 'vitest';
import { builtInOptions } from '../../../src/conversation/understand/index.ts';
import { lexiconOf } from '../../locale/files.ts';
import { asking, brief, context, saying } from './asking.ts';

describe('yes, no or not yet', () => {
  it.each([
    ['Sí', '3 yes'],
    ['siiii', '3 yes'],
    ['si!!', '3 yes'],
    ['s', '2 yes'],
    ['va', '2 yes'],
    ['órale', '2 yes'],
    ['simón', '2 yes'],
    ['ok', '2 yes'],
    ['k', '2 yes'],
    ['de acuerdo', '2 yes'],
    ['👍🏾', '2 yes'],
    ['✅', '2 yes'],
    ['ya', '2 yes'],
    ['ya lo hice', '2 yes'],
    ['si, desde ayer', '1 yes'],
    ['pues sí', '1 yes'],
    ['1', '3 yes'],
    ['no', '3 no'],
    ['Nooo', '3 no'],
    ['nel', '2 no'],
    ['para nada', '2 no'],
    ['ya no', '2 no'],
    ['👎', '2 no'],
    ['no gracias', '2 no'],
    ['2', '3 no'],
    ['no maestra', '2 no'],
    ['todavía no', '3 not yet'],
    ['todavia no', '3 not yet'],
    ['todabia no', '1 not yet'],
    ['aún no', '2 not yet'],
    ['al rato', '2 not yet'],
    ['al rato xfa', '2 not yet'],
    ['mañana', '2 not yet'],
    ['ahorita', '2 not yet'],
    ['no, todavía no', '1 not yet'],
    ['todavía no empiezo', '1 not yet'],
    ['3', '3 not yet'],
    ['sí pero no', '0 unclear'],
    ['sí o no?', '0 unclear'],
    ['ya no puedo', '1 no'],
    ['ya lo hice pero no todo', '0 unclear'],
    ['no sé', '2 unknown'],
    ['hola', '0 no-match'],
    ['sin', '0 no-match'],
    ['es que mi mamá se enfermó y tuve que irme a la ciudad por tres días', '0 no-match'],
  ])('%s → %s', (text, expected) => {
    expect(brief(saying(text, asking('yes-no-notyet')))).toBe(expected);
  });

  it.each([
    ['sí', '3 yes'],
    ['ya', '2 yes'],
    ['todavía no', '2 no'],
    ['al rato', '0 unclear'],
    ['3', '0 out-of-range'],
  ])('to a plain yes/no, %s → %s', (text, expected) => {
    expect(brief(saying(text, asking('yes-no')))).toBe(expected);
  });

  it.each([
    ['es-CL', 'sipo', '2 yes'],
    ['es-CL', 'ya po', '2 yes'],
    ['es-BO', 'ya pues', '2 yes'],
    ['pt', 'não', '3 no'],
    ['pt', 'tá bem', '2 yes'],
    ['pt', 'ainda não', '3 not yet'],
    ['fr', "d'accord", '2 yes'],
    ['en', 'Yep', '2 yes'],
    ['en', 'not yet', '3 not yet'],
    ['en', "I don't know", '2 unknown'],
    ['yua', 'ma’alob', '2 yes'],
    ['yua', 'sí', '3 yes'],
    ['tzo', 'órale', '2 yes'],
  ])('%s: %s → %s', (language, text, expected) => {
    expect(brief(saying(text, asking('yes-no-notyet'), context(language)))).toBe(expected);
  });

  it('shows the built-in options in her language', () => {
    expect(builtInOptions('yes-no-notyet', lexiconOf('yua')).map(({ label }) => label)).toEqual([
      'Sí',
      'No',
      'Todavía no',
    ]);
    expect(builtInOptions('yes-no', lexiconOf('en'))).toEqual([
      { key: 'yes', label: 'Yes' },
      { key: 'no', label: 'No' },
    ]);
  });
});
