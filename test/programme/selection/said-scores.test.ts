import { describe, expect, test } from 'vitest';
import { scoresIn } from '../../../src/programme/selection/said-scores.ts';

const criterion = (id: string, title: string) => ({ id, title, weight: 1, max: 5 });
const CRITERIA = [
  criterion('experiencia', 'Experiencia'),
  criterion('producto', 'Calidad del producto'),
  criterion('servicio', 'Calidad del servicio'),
  criterion('trato-al-cliente', 'Trato al cliente'),
  criterion('calidad', 'Cuidado'),
];

describe('A2: scores as a coordinator writes them', () => {
  test.each([
    ['Ana experiencia 4 producto 5', 'Ana', 'experiencia 4, producto 5'],
    ['Ana Ruiz experiencia 4, producto 5.', 'Ana Ruiz', 'experiencia 4, producto 5'],
    ['Ana: experiencia=4; servicio: 3', 'Ana', 'experiencia 4, servicio 3'],
    ['ana EXPERIENSIA 4', 'ana', 'experiencia 4'],
    ['Ana exp 4', 'Ana', 'experiencia 4'],
    ['Ana calidad del producto 5 trato al cliente 2', 'Ana', 'producto 5, trato-al-cliente 2'],
    ['Ana calidad 3', 'Ana', 'calidad 3'],
    ['Ana\nexperiencia 4\nproducto 5', 'Ana', 'experiencia 4, producto 5'],
    ['Ana experiencia -', 'Ana', 'experiencia -'],
    ['María del Carmen López experiencia 0', 'María del Carmen López', 'experiencia 0'],
    ['Ana', 'Ana', ''],
  ])('%j', (text, who, given) => {
    const said = scoresIn(text, CRITERIA);
    expect(said.unknown).toBeUndefined();
    expect(said.who).toBe(who);
    expect(said.given.map(({ criterion: { id }, score }) => `${id} ${score ?? '-'}`).join(', ')).toBe(given);
  });

  test.each([
    ['Ana simpatía 4', 'simpatía'],
    ['Ana experiencia 4 simpatía 2', 'simpatía'],
    // Two begin so.
    ['Ana calidad del 4', 'del'],
  ])('%j names nothing that is scored', (text, unknown) => {
    expect(scoresIn(text, CRITERIA).unknown).toBe(unknown);
  });
});
