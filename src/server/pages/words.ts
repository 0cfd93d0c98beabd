/** Languages of the pages. Spanish is what people here read; English is for those who help. */
const LANGUAGES = ['es', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** `?lang=en` asks for English; anything else is Spanish. */
export function languageOf(query: unknown): Language {
  const asked = (query as { lang?: unknown } | null)?.lang;
  return asked === 'en' ? 'en' : 'es';
}

const es = {
  tagline: 'Un programa de capacitación que vive en un chat.',
  otherLanguage: 'English',
  home: 'Inicio',
  skip: 'Ir al contenido',
  about:
    'Lecciones cortas, tareas, asistencia y recordatorios por WhatsApp o SMS, en un solo equipo pequeño. Un recado es un mensaje que se deja para alguien.',
  trySimulator: 'Pruébelo en un teléfono',
  trySimulatorWhy:
    'Juegue una lección como la vive una participante, por WhatsApp y por SMS a la vez. No se envía nada a nadie.',
  openSimulator: 'Abrir el simulador',
  isItWell: '¿Está todo bien?',
  isItWellWhy: 'La base de datos, los envíos y los proveedores, uno por uno.',
  openHealth: 'Ver el estado',
  figures: 'Cifras',
  figuresWhy: 'Mensajes, turnos y tiempos en el formato de Prometheus.',
  openMetrics: 'Ver las cifras',
  lessons: 'Escribir lecciones',
  lessonsWhy: 'Las lecciones son archivos YAML en la carpeta flows. Estas órdenes las revisan y las prueban:',
  documentation: 'La documentación está en la carpeta docs del proyecto.',
  programmes: 'Programas instalados',
  programmeJoin: 'se entra escribiendo',
  noProgrammes: 'Todavía no hay ninguno.',

  simulator: 'Simulador',
  phone: 'Teléfono de prueba',
  phoneWhy: 'No llega a nadie',
  howTo: 'Cómo probarlo',
  howToSteps: [
    'Elija WhatsApp o SMS arriba del teléfono.',
    'Escriba la palabra del programa y conteste como lo haría ella.',
    'Con «Persona nueva» empieza otra vez, con otro teléfono.',
  ],
  bothPhones: 'Jugar una lección en los dos teléfonos, con el tiempo en su mano',
  whatFirst: 'Para empezar, escriba:',
  send: 'Enviar',
  sendWord: 'Enviar la palabra',
  write: 'Escriba un mensaje',
  newPerson: 'Persona nueva',
  attach: 'Adjuntar',
  photo: 'Foto',
  voice: 'Nota de voz',
  location: 'Ubicación',
  conversation: 'Conversación',
  quote: 'Responder a este mensaje',
  quoting: 'Responde a:',
  dropQuote: 'Quitar',
  her: 'Usted',
  us: 'Programa',
  segments: { one: 'mensaje SMS', other: 'mensajes SMS' },
  ticks: {
    pending: 'en espera',
    sent: 'enviado',
    delivered: 'entregado',
    read: 'leído',
    failed: 'no se pudo enviar',
  },
  media: {
    image: 'Imagen',
    audio: 'Audio',
    video: 'Video',
    document: 'Documento',
    photo: 'Foto',
    voice: 'Nota de voz',
    location: 'Ubicación',
    sticker: 'Calcomanía',
  },
  smsKinds: 'Por SMS solo se escribe: las opciones llegan numeradas.',
  notSent: 'No se pudo enviar. Su texto sigue aquí; inténtelo otra vez.',
  noLine: 'Sin conexión. Se actualizará sola cuando vuelva.',
  errorTitle: 'No se puede',
  errorNext: 'Qué hacer',
} as const;

type Words<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends readonly string[]
      ? readonly string[]
      : Words<T[K]>;
};

const en: Words<typeof es> = {
  tagline: 'A training programme that lives in a chat.',
  otherLanguage: 'Español',
  home: 'Home',
  skip: 'Skip to content',
  about:
    'Short lessons, homework, attendance and reminders over WhatsApp or SMS, on one small box. In Spanish, a recado is a message left for someone.',
  trySimulator: 'Try it on a phone',
  trySimulatorWhy:
    'Play a lesson as a learner lives it, by WhatsApp and by SMS side by side. Nothing is sent to anyone.',
  openSimulator: 'Open the simulator',
  isItWell: 'Is everything well?',
  isItWellWhy: 'The database, the sending and the providers, one by one.',
  openHealth: 'See the health',
  figures: 'Figures',
  figuresWhy: 'Messages, turns and times in the format of Prometheus.',
  openMetrics: 'See the figures',
  lessons: 'Write lessons',
  lessonsWhy: 'Lessons are YAML files in the folder flows. These commands check and try them:',
  documentation: 'The documentation is in the folder docs of the project.',
  programmes: 'Installed programmes',
  programmeJoin: 'join by writing',
  noProgrammes: 'There are none yet.',

  simulator: 'Simulator',
  phone: 'Practice phone',
  phoneWhy: 'It reaches nobody',
  howTo: 'How to try it',
  howToSteps: [
    'Choose WhatsApp or SMS above the phone.',
    'Write the word of the programme and answer as she would.',
    '“New person” starts again, with another phone.',
  ],
  bothPhones: 'Play a lesson on both phones, with time in your hand',
  whatFirst: 'To begin, write:',
  send: 'Send',
  sendWord: 'Send the word',
  write: 'Write a message',
  newPerson: 'New person',
  attach: 'Attach',
  photo: 'Photo',
  voice: 'Voice note',
  location: 'Location',
  conversation: 'Conversation',
  quote: 'Reply to this message',
  quoting: 'Replying to:',
  dropQuote: 'Remove',
  her: 'You',
  us: 'Programme',
  segments: { one: 'SMS segment', other: 'SMS segments' },
  ticks: { pending: 'waiting', sent: 'sent', delivered: 'delivered', read: 'read', failed: 'could not be sent' },
  media: {
    image: 'Picture',
    audio: 'Audio',
    video: 'Video',
    document: 'Document',
    photo: 'Photo',
    voice: 'Voice note',
    location: 'Location',
    sticker: 'Sticker',
  },
  smsKinds: 'By SMS you can only write: options arrive numbered.',
  notSent: 'It could not be sent. Your text is still here; try again.',
  noLine: 'No connection. It will update by itself when it is back.',
  errorTitle: 'This is not possible',
  errorNext: 'What to do',
};

export type PageWords = Words<typeof es>;
export const WORDS: Readonly<Record<Language, PageWords>> = { es, en };
