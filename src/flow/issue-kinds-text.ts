import { error, type IssueKind, warning } from './issue-kind.ts';

/** What words, translations and media files can be wrong in. */
export const TEXT_ISSUES = {
  TEXT_SPLIT: warning(
    'A text does not fit in one message with the name before it',
    'ask: (1,020 characters and three options)',
    'say: (the story)\nask: (the question)',
  ),
  TEXT_UNSEEN: warning(
    'Signs that cannot be seen, as word processors write them',
    '- say: Su nego\u00adcio crece.',
    '- say: Su negocio crece.',
  ),
  TEXT_QUOTES: warning('Printed quotes around a text', '- say: “Hola, vecina.”', '- say: "Hola, vecina."'),
  PLACEHOLDER_IN_TITLE: error(
    'A placeholder where nothing is filled in',
    'lesson: ejemplo\ntitle: La lección de {{name|usted}}\nsteps:\n  - say: Hola.',
    'lesson: ejemplo\ntitle: Su lección\nsteps:\n  - say: Hola {{name|vecina}}.',
  ),
  CARRIER_WORD: warning(
    'A word for which carriers filter SMS',
    '- say: Antes de pedir un préstamo, pregunte cuánto pagará en total.',
    '- say: Antes de pedir un préstamo, pregunte cuánto pagará en total.\n  sms: Antes de firmar, pregunte cuanto va a pagar en total.',
  ),
  ADDRESS_MIXED: warning(
    'A text says tú where the programme says usted, or the other way round',
    '- say: Hoy tienes que apartar 50 pesos.',
    '- say: Hoy le toca apartar 50 pesos.',
  ),
  TRANSLATION_SYNTAX: error(
    'A translation is not valid JSON',
    '{ "ejemplo": { "title": "Example", }',
    '{ "ejemplo": { "title": "Example" } }',
  ),
  TRANSLATION_SHAPE: warning(
    'An entry of a translation is no text',
    '{ "ejemplo": { "title": "Example", "saluda": { "say": 7 } } }',
    '{ "ejemplo": { "title": "Example", "saluda": { "say": "Good morning." } } }',
  ),
  TRANSLATION_LOSES: warning(
    'A translation leaves out what the text fills in',
    '{ "ejemplo": { "title": "Example", "nombra": { "say": "Good morning." } } }',
    '{ "ejemplo": { "title": "Example", "nombra": { "say": "Good morning, {{name|neighbour}}." } } }',
  ),
  AUDIO_MISSING: warning(
    'A recording is not there in another language',
    'media/dos-botes.ogg alone, in a programme of es-MX and yua',
    'media/dos-botes.ogg and media/yua/dos-botes.ogg',
  ),
  AUDIO_LONG: warning(
    'A recording is longer than people listen',
    '- say: Escuche.\n  audio: largo.ogg   # 140 seconds',
    '- say: Escuche.\n  audio: dos-botes.ogg   # 40 seconds',
  ),
  MEDIA_TOO_LARGE: error(
    'A media file is larger than the channel takes',
    '- say: Mire.\n  image: pesada.jpg   # 7 MB',
    '- say: Mire.\n  image: foto.jpg   # 300 kB',
  ),
  MEDIA_KIND: error(
    'A media file is something else than it is shown as',
    '- say: Mire.\n  image: dos-botes.ogg',
    '- say: Escuche.\n  audio: dos-botes.ogg',
  ),
  MEDIA_EXTENSION: error(
    'A media file is of another type than its name says',
    '- say: Mire.\n  image: falsa.png   # a JPEG',
    '- say: Mire.\n  image: foto.jpg',
  ),
  MEDIA_FORMAT: error(
    'A media file is in a form that WhatsApp does not take',
    '- say: Escuche.\n  audio: vorbis.ogg   # OGG with Vorbis, not Opus',
    '- say: Escuche.\n  audio: dos-botes.ogg   # OGG with Opus, mono',
  ),
} as const satisfies Record<string, IssueKind>;
