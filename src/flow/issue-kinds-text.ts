import { error, type IssueKind, warning } from './issue-kind.ts';

/** What words, translations and media files can be wrong in. */
export const TEXT_ISSUES = {
  TEXT_SPLIT: warning('ask: (1,020 characters and three options)', 'say: (the story)\nask: (the question)'),
  TEXT_UNSEEN: warning('- say: Su nego\u00adcio crece.', '- say: Su negocio crece.'),
  TEXT_QUOTES: warning('- say: “Hola, vecina.”', '- say: "Hola, vecina."'),
  PLACEHOLDER_IN_TITLE: error(
    'lesson: ejemplo\ntitle: La lección de {{name|usted}}\nsteps:\n  - say: Hola.',
    'lesson: ejemplo\ntitle: Su lección\nsteps:\n  - say: Hola {{name|vecina}}.',
  ),
  CARRIER_WORD: warning(
    '- say: Antes de pedir un préstamo, pregunte cuánto pagará en total.',
    '- say: Antes de pedir un préstamo, pregunte cuánto pagará en total.\n  sms: Antes de firmar, pregunte cuanto va a pagar en total.',
  ),
  ADDRESS_MIXED: warning('- say: Hoy tienes que apartar 50 pesos.', '- say: Hoy le toca apartar 50 pesos.'),
  TRANSLATION_SYNTAX: error('{ "ejemplo": { "title": "Example", }', '{ "ejemplo": { "title": "Example" } }'),
  TRANSLATION_SHAPE: warning(
    '{ "ejemplo": { "title": "Example", "saluda": { "say": 7 } } }',
    '{ "ejemplo": { "title": "Example", "saluda": { "say": "Good morning." } } }',
  ),
  TRANSLATION_LOSES: warning(
    '{ "ejemplo": { "title": "Example", "nombra": { "say": "Good morning." } } }',
    '{ "ejemplo": { "title": "Example", "nombra": { "say": "Good morning, {{name|neighbour}}." } } }',
  ),
  AUDIO_MISSING: warning(
    'media/dos-botes.ogg alone, in a programme of es-MX and yua',
    'media/dos-botes.ogg and media/yua/dos-botes.ogg',
  ),
  AUDIO_LONG: warning(
    '- say: Escuche.\n  audio: largo.ogg   # 140 seconds',
    '- say: Escuche.\n  audio: dos-botes.ogg   # 40 seconds',
  ),
  MEDIA_TOO_LARGE: error('- say: Mire.\n  image: pesada.jpg   # 7 MB', '- say: Mire.\n  image: foto.jpg   # 300 kB'),
  MEDIA_KIND: error('- say: Mire.\n  image: dos-botes.ogg', '- say: Escuche.\n  audio: dos-botes.ogg'),
  MEDIA_EXTENSION: error('- say: Mire.\n  image: falsa.png   # a JPEG', '- say: Mire.\n  image: foto.jpg'),
  MEDIA_FORMAT: error(
    '- say: Escuche.\n  audio: vorbis.ogg   # OGG with Vorbis, not Opus',
    '- say: Escuche.\n  audio: dos-botes.ogg   # OGG with Opus, mono',
  ),
} as const satisfies Record<string, IssueKind>;
