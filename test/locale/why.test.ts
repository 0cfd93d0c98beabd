import { describe, expect, test } from 'vitest';
import { TASK_WHYS } from '../../src/domain/task.ts';
import { systemCatalogues } from '../../src/locale/catalogue.ts';
import { createTexts } from '../../src/locale/texts.ts';
import { WHY } from '../../src/outbox/why.ts';
import { localeFiles } from './files.ts';

const own = (language: string) =>
  localeFiles.find((file) => file.language === language && file.name === 'system')!.entries as Record<string, unknown>;

describe('why something was not sent, or needs a person', () => {
  test('a key is one reason only, and each is told in Spanish and in English', () => {
    const keys = [...WHY, ...TASK_WHYS];
    expect(new Set(keys).size).toBe(keys.length);
    const wanted = keys.map((key) => `why.${key}`).toSorted();
    for (const language of ['es', 'en']) {
      const told = Object.keys(own(language)).filter((key) => key.startsWith('why.'));
      expect(told.toSorted(), language).toEqual(wanted);
    }
  });

  test('a coordinator who reads Spanish reads Spanish, with what it is about', () => {
    const texts = createTexts(systemCatalogues(localeFiles));
    const said = texts.say('why.not-understood', { language: 'es-MX', vars: { about: 'Dos botes' } });
    expect(said).toEqual({ text: 'No le entendimos en «Dos botes».', sms: 'No le entendimos en "Dos botes".' });
  });
});
