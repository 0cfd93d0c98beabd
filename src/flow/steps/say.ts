import { z } from 'zod';
import { media, mediaOf, mediaReferences, text } from './fields.ts';
import { defineVerb } from './step.ts';

export const say = defineVerb({
  verb: 'say',
  schema: z.strictObject({ say: text, ...media }),
  needsId: false,
  texts: (step) => ({ say: step.say }),
  references: (step) => mediaReferences(step),
  fragment: (step) => ({ entry: [{ type: 'say', field: 'say', ...mediaOf(step) }], always: [{ to: 'next' }] }),
  manual: {
    purpose:
      'Says something and goes on. With `image`, `audio`, `video` or `document` the file is sent above the text; on SMS only the text arrives, so it must make sense alone.',
    es: 'Dice algo y sigue. Con `image`, `audio`, `video` o `document`, el archivo va arriba de las palabras; por SMS solo llegan las palabras, así que tienen que entenderse solas.',
    example:
      'lesson: saludo\ntitle: Un saludo\nsteps:\n  - say: Hola {{name|vecina}}. Hoy hablamos de sus dos botes.\n',
    issues: [
      'TEXT_HASH',
      'PLACEHOLDER_FALLBACK',
      'PLACEHOLDER_UNKNOWN',
      'MEDIA_MISSING',
      'TURN_SEGMENTS',
      'TURN_LETTERS',
      'TURN_FOLD',
      'ADDRESS_MIXED',
      'CARRIER_WORD',
    ],
  },
});
