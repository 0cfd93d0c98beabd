import { expect, it } from 'vitest';
import { coverageOf } from '../../src/flow/coverage.ts';
import { textHash } from '../../src/flow/version.ts';
import { build, packFiles } from './pack.ts';

it('counts for each language what is translated, stale and recorded', () => {
  const [programme, lesson] = packFiles(
    'lesson: a\ntitle: A\nsteps:\n  - { say: Hola., id: uno, audio: uno.ogg }\n  - { ask: ¿Cuál?, id: dos, options: [Esta, "2"] }\n',
  );
  const files = [{ ...programme!, text: programme!.text.replace('[es-MX]', '[es-MX, en, yua]') }, lesson!];
  const { library } = build(files, {
    mediaPaths: ['flows/prueba/media/uno.ogg', 'prueba/media/yua/uno.ogg'],
    translations: [
      {
        language: 'en',
        programme: 'prueba',
        entries: {
          a: {
            title: 'A',
            uno: { say: { text: 'Hello.', of: '00000000' } },
            dos: { ask: { text: 'Which?', of: textHash('¿Cuál?') }, 'options.Esta': '' },
          },
        },
      },
    ],
  });
  const steps = library.steps('prueba');
  expect(coverageOf(steps, ['es-MX', 'en', 'yua', 'fr'])).toEqual([
    { language: 'es-MX', texts: 3, translated: 3, stale: 0, spoken: 2, recorded: 1 },
    { language: 'en', texts: 3, translated: 2, stale: 1, spoken: 2, recorded: 0 },
    { language: 'yua', texts: 3, translated: 0, stale: 0, spoken: 2, recorded: 1 },
    { language: 'fr', texts: 3, translated: 0, stale: 0, spoken: 2, recorded: 0 },
  ]);
  const byTeam = coverageOf(steps, ['en'], ({ step }, language) => step === 'dos' && language === 'en');
  expect(byTeam[0]?.recorded).toBe(1);
});
