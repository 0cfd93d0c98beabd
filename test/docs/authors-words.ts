import { STEP_SAID } from '../../src/workshop/schema/said.ts';

export const LANGUAGES = ['es', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What stands around what the registry says, on the pages of verbs. */
export const WORDS = {
  es: {
    index: 'Los verbos de una lección',
    about:
      'Una lección es una lista de pasos, y cada paso empieza con su verbo. Las páginas salen del programa mismo: cada ejemplo se revisa y se juega en los dos teléfonos. Los verbos y las claves se escriben en inglés; sus textos, en la lengua del programa.',
    verb: 'verbo',
    what: 'qué hace',
    keys: 'Claves',
    key: 'clave',
    means: 'qué es',
    example: 'Ejemplo',
    whatsapp: 'En WhatsApp (`>` lo que le llega, `<` lo que ella contesta):',
    sms: 'Por SMS, con lo que cuesta cada mensaje:',
    wrong: 'Qué suele salir mal',
    code: 'código',
    says: 'qué pasó',
    explain: (code: string) =>
      `\`recado check\` lo dice con archivo y renglón; \`recado check --explain ${code}\` enseña un ejemplo mal y uno bien.`,
    first: 'el texto o el nombre de este paso',
  },
  en: {
    index: 'The verbs of a lesson',
    about:
      'A lesson is a list of steps, and each step begins with its verb. These pages are made from the product itself: each example is checked, and played on both phones. Verbs and keys are written in English, texts in the language of the programme; the examples are in Spanish.',
    verb: 'verb',
    what: 'what it does',
    keys: 'Keys',
    key: 'key',
    means: 'what it is',
    example: 'Example',
    whatsapp: 'On WhatsApp (`>` what she gets, `<` what she answers):',
    sms: 'By SMS, with what each message costs:',
    wrong: 'What often goes wrong',
    code: 'code',
    says: 'what happened',
    explain: (code: string) =>
      `\`recado check\` says it with file and line; \`recado check --explain ${code}\` shows a wrong and a right example.`,
    first: 'the text or the name of this step',
  },
};

/** Every key of a step, in one sentence. */
export const KEYS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: STEP_SAID,
  es: {
    id: 'Una palabra corta que se queda: con ella se guardan su respuesta y su lugar. `recado check --fix` escribe los que faltan.',
    sms: 'Las palabras por SMS, cuando deben ser otras. Sin ella va el mismo texto.',
    if: 'Una condición (CEL). Junto a otro verbo, el paso se salta cuando no se cumple.',
    image: 'Una foto de media/.',
    audio: 'Una grabación de media/.',
    video: 'Un video de media/.',
    document: 'Un documento de media/.',
    answer: 'Qué cuenta como respuesta; si no se dice, `text`, o `choice` cuando hay opciones.',
    options: 'Una lista de opciones, o `clave: etiqueta`.',
    save: 'Dónde se guarda la respuesta: `person.x`, `profile.x` o `consent`.',
    when: 'Para cada respuesta, sus pasos: `{ yes: [ … ], no: [ … ] }`.',
    min: 'El número o la cantidad más chica que se acepta.',
    max: 'La más grande.',
    hint: 'Lo que se dice a la primera respuesta que no se entiende.',
    required: '`true`: la lección espera la respuesta, y lo dice.',
    private: '`true`: si alguien más lee su teléfono, se pregunta en persona.',
    remind: 'Cuándo se le recuerda: `[24 hours, 72 hours]`; después le toca a una persona del equipo.',
    correct: 'La opción correcta.',
    attempts: 'Cuántas veces puede intentar; después de la última se le dice la correcta.',
    right: 'Lo que se dice a la respuesta correcta.',
    wrong: 'Lo que se dice a la equivocada, o `opción: palabras` para cada una.',
    wait: '`true`: la lección se queda aquí hasta que entregue la tarea.',
    // biome-ignore lint/suspicious/noThenProperty: a key of the flow language
    then: 'Los pasos cuando la condición se cumple.',
    else: 'Los pasos cuando no.',
    remove: '`true`: quita las etiquetas.',
    promise: 'Lo que se le dice sobre cuándo le contesta alguien.',
    explain: 'Lo que se dice cuando todavía no cumple la regla, antes de lo que falta.',
    wave: '`baseline` (al empezar), `endline` (al terminar), `satisfaction` o `followup`.',
  },
};
