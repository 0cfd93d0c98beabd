/** What a scaffold says: valid as it stands, and plainly an example. */
export interface ScaffoldWords {
  /** Comment lines above the texts to be changed. */
  readonly change: string;
  readonly say: string;
  readonly ask: string;
  /** Of that question. */
  readonly id: string;
  readonly yes: string;
  readonly no: string;
  readonly homework: string;
  readonly homeworkSms: string;
  readonly survey: {
    readonly intro: string;
    readonly liked: string;
    readonly options: readonly string[];
    readonly more: string;
    readonly thanks: string;
  };
  readonly firstLesson: string;
  readonly firstModule: string;
  /** What she answers in the transcript, and words of each message, as its lines expect them. */
  readonly transcript: {
    readonly about: string;
    readonly says: string;
    readonly asks: string;
    readonly answer: string;
    readonly replies: string;
  };
  readonly templates: {
    readonly language: string;
    readonly lesson: string;
    readonly lessonButton: string;
    readonly nudge: string;
    readonly nudgeButton: string;
    readonly staff: string;
  };
}

const TRANSCRIPT = {
  about: 'contesta que todavía no',
  says: 'lección de ejemplo',
  answer: 'todavia no',
  replies: 'empezar hoy',
};

export const USTED: ScaffoldWords = {
  change: 'Cambie las palabras por las suyas. Las claves (say, ask, id…) se quedan.',
  say: '{{name|Buen día}}, esta es una lección de ejemplo. Aquí va una sola idea, con un ejemplo de su comunidad.',
  ask: '¿Ya lo hace en su negocio?',
  id: 'ya-lo-hace',
  yes: 'Qué bien. Hoy lo afinamos.',
  no: 'Puede empezar hoy, con algo pequeño.',
  homework: 'Su tarea de ejemplo. Mándenos una foto de su trabajo. También puede escribir o grabar cómo le fue.',
  homeworkSms: 'Su tarea de ejemplo. Escriba con pocas palabras como le fue.',
  survey: {
    intro: 'Le hacemos dos preguntas cortas. Si no sabe o prefiere no decir, escríbalo así.',
    liked: '¿Le sirvió el programa?',
    options: ['MUCHO', 'ALGO', 'POCO'],
    more: '¿Qué le cambiaría?',
    thanks: 'Gracias. Con esto lo mejoramos.',
  },
  firstLesson: 'Primera lección',
  firstModule: 'Para empezar',
  transcript: { ...TRANSCRIPT, asks: 'Ya lo hace' },
  templates: {
    language: 'es_MX',
    lesson:
      'Hola {{name|vecina}}. Ya está lista su lección «{{title}}» del programa en que se inscribió. Toque el botón y se la mandamos.',
    lessonButton: 'Recibir lección',
    nudge: 'Hola {{name|vecina}}. Guardamos su lugar en «{{title}}». Toque el botón y seguimos donde se quedó.',
    nudgeButton: 'Seguir',
    staff: 'Hay un aviso para usted del equipo de {{programme}}. Escriba HOY para verlo con calma.',
  },
};

export const TU: ScaffoldWords = {
  ...USTED,
  change: 'Cambia las palabras por las tuyas. Las claves (say, ask, id…) se quedan.',
  say: '{{name|Buen día}}, esta es una lección de ejemplo. Aquí va una sola idea, con un ejemplo de tu comunidad.',
  ask: '¿Ya lo haces en tu negocio?',
  no: 'Puedes empezar hoy, con algo pequeño.',
  homework: 'Tu tarea de ejemplo. Mándanos una foto de tu trabajo. También puedes escribir o grabar cómo te fue.',
  homeworkSms: 'Tu tarea de ejemplo. Escribe con pocas palabras como te fue.',
  survey: {
    intro: 'Te hacemos dos preguntas cortas. Si no sabes o prefieres no decir, escríbelo así.',
    liked: '¿Te sirvió el programa?',
    options: ['MUCHO', 'ALGO', 'POCO'],
    more: '¿Qué le cambiarías?',
    thanks: 'Gracias. Con esto lo mejoramos.',
  },
  transcript: { ...TRANSCRIPT, asks: 'Ya lo haces' },
  templates: {
    language: 'es_MX',
    lesson:
      'Hola {{name|vecina}}. Ya está lista tu lección «{{title}}» del programa en que te inscribiste. Toca el botón y te la mandamos.',
    lessonButton: 'Recibir lección',
    nudge: 'Hola {{name|vecina}}. Guardamos tu lugar en «{{title}}». Toca el botón y seguimos donde te quedaste.',
    nudgeButton: 'Seguir',
    staff: 'Hay un aviso para ti del equipo de {{programme}}. Escribe HOY para verlo con calma.',
  },
};

export const ENGLISH: ScaffoldWords = {
  change: 'Put your own words in the place of these. The keys (say, ask, id…) stay.',
  say: '{{name|Hello}}, this is a sample lesson. Here goes one single idea, with an example from your community.',
  ask: 'Do you do it in your business already?',
  id: 'already',
  yes: 'Well done. Today we sharpen it.',
  no: 'You can start today, with something small.',
  homework: 'Your sample homework. Send us a photo of your work. You can also write or record how it went.',
  homeworkSms: 'Your sample homework. Write in a few words how it went.',
  survey: {
    intro: 'Two short questions for you. If you do not know or would rather not say, write just that.',
    liked: 'Was the programme useful to you?',
    options: ['VERY', 'SOMEWHAT', 'A LITTLE'],
    more: 'What would you change?',
    thanks: 'Thank you. This helps us to do better.',
  },
  firstLesson: 'First lesson',
  firstModule: 'To begin with',
  transcript: {
    about: 'she answers not yet',
    says: 'sample lesson',
    asks: 'in your business',
    answer: 'not yet',
    replies: 'start today',
  },
  templates: {
    language: 'en',
    lesson:
      'Hello {{name|neighbour}}. Your lesson «{{title}}» of the programme you joined is ready. Tap the button and we send it.',
    lessonButton: 'Get the lesson',
    nudge:
      'Hello {{name|neighbour}}. We keep your place in «{{title}}». Tap the button and we go on where you stopped.',
    nudgeButton: 'Go on',
    staff: 'There is a notice for you from the team of {{programme}}. Write TODAY to read it when you can.',
  },
};

/** Words for a pack by its first language and how it addresses people; Spanish where we have none of that language. */
export function scaffoldWords(language: string, address: 'usted' | 'tu'): ScaffoldWords {
  if (/^en\b/.test(language)) return ENGLISH;
  return address === 'tu' ? TU : USTED;
}
