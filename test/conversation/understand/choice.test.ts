import { describe, expect, it } from 'vitest';
import { asking, brief, choosing, context, saying } from './asking.ts';

const pots = choosing('NEGOCIO', 'CASA', 'Crédito del banco');

describe('a choice', () => {
  it.each([
    ['1', '3 NEGOCIO'],
    ['1.', '3 NEGOCIO'],
    ['1)', '3 NEGOCIO'],
    ['1-', '3 NEGOCIO'],
    ['01', '3 NEGOCIO'],
    ['el 1', '3 NEGOCIO'],
    ['Opción 1', '3 NEGOCIO'],
    ['la opcion 2', '3 CASA'],
    ['2️⃣', '3 CASA'],
    ['２', '3 CASA'],
    ['2 por favor', '3 CASA'],
    ['l', '2 NEGOCIO'],
    ['I', '2 NEGOCIO'],
    ['uno', '2 NEGOCIO'],
    ['la primera', '2 NEGOCIO'],
    ['1ª', '2 NEGOCIO'],
    ['la segunda opción', '2 CASA'],
    ['la última', '2 Crédito del banco'],
    ['negocio', '3 NEGOCIO'],
    ['¡Negocio!', '3 NEGOCIO'],
    ['1 negocio', '2 NEGOCIO'],
    ['del bote negocio', '1 NEGOCIO'],
    ['creo que la 2', '1 CASA'],
    ['negosio', '1 NEGOCIO'],
    ['ngocio', '1 NEGOCIO'],
    ['credito', '1 Crédito del banco'],
    ['del banco', '1 Crédito del banco'],
    ['kasa', '1 CASA'],
  ])('%s → %s', (text, expected) => {
    expect(brief(saying(text, pots))).toBe(expected);
  });

  it.each([
    ['1 y 3', '0 unclear'],
    ['1,3', '0 unclear'],
    ['1 casa', '0 unclear'],
    ['negocio o casa', '0 unclear'],
    ['no es casa', '0 unclear'],
    ['4', '0 out-of-range'],
    ['11', '0 out-of-range'],
    ['350', '0 no-match'],
    ['hola', '0 no-match'],
    ['👍', '0 no-match'],
    ['', '0 no-match'],
    ['no sé', '2 unknown'],
    ['prefiero no decir', '2 declined'],
  ])('%s → %s', (text, expected) => {
    expect(brief(saying(text, pots))).toBe(expected);
  });

  it('takes a number that is itself a label by its label, and asks where the two disagree', () => {
    expect(brief(saying('5', choosing('5', '10')))).toBe('3 5');
    expect(brief(saying('2', choosing('1', '2')))).toBe('3 2');
    expect(brief(saying('2', choosing('2', '4')))).toBe('0 unclear');
  });

  it('tells labels apart that only spelling does', () => {
    const levels = choosing('Nivel I', 'Nivel II', 'Nivel III');
    expect(brief(saying('nivel ii', levels))).toBe('3 Nivel II');
    expect(brief(saying('NIVEL III', levels))).toBe('3 Nivel III');
  });

  it('lets a label say what the same words would refuse', () => {
    expect(brief(saying('no sé', choosing('Sí', 'No', 'No sé')))).toBe('3 No sé');
  });

  it('knows done, not yet and cannot, as reminders offer them', () => {
    const reminder = asking('choice', {
      options: [
        { key: 'done', label: 'Ya la hice' },
        { key: 'not yet', label: 'Todavía no' },
        { key: 'cannot', label: 'No puedo' },
      ],
    });
    const said = (text: string) => brief(saying(text, reminder));
    expect(said('ya')).toBe('2 done');
    expect(said('listo!!')).toBe('2 done');
    expect(said('sí')).toBe('2 done');
    expect(said('👍🏽')).toBe('2 done');
    expect(said('al rato')).toBe('2 not yet');
    expect(said('no')).toBe('2 not yet');
    expect(said('no pude')).toBe('2 cannot');
    expect(said('3')).toBe('3 cannot');
  });

  it('understands English words in an English conversation', () => {
    const ctx = context('en');
    expect(brief(saying('the first one', choosing('Home', 'Business'), ctx))).toBe('2 Home');
    expect(brief(saying('option 2 please', choosing('Home', 'Business'), ctx))).toBe('3 Business');
    expect(brief(saying('busines', choosing('Home', 'Business'), ctx))).toBe('1 Business');
  });
});
