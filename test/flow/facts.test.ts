import { expect, it } from 'vitest';
import { factWords, type ProgrammeFact } from '../../src/flow/facts.ts';

const fact: ProgrammeFact = {
  id: 'plazo',
  text: { es: 'el día 17', en: 'the 17th' },
  country: 'MX',
  authority: 'SAT',
  verifiedOn: '2026-01-15',
  expiresOn: '2026-12-31',
};

it('is said in her language, or the Spanish spoken beside it', () => {
  expect(factWords(fact, 'es-MX', '2026-06-01')).toBe('el día 17');
  expect(factWords(fact, 'yua', '2026-06-01')).toBe('el día 17');
  expect(factWords(fact, 'en', '2026-06-01')).toBe('the 17th');
  expect(factWords(fact, 'pt', '2026-06-01')).toBeUndefined();
  expect(factWords({ ...fact, text: { '*': '17' } }, 'pt', '2026-06-01')).toBe('17');
});

it('is said on its last day and on none after', () => {
  expect(factWords(fact, 'es', '2026-12-31')).toBe('el día 17');
  expect(factWords(fact, 'es', '2027-01-01')).toBeUndefined();
});
