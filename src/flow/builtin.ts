import { LANGUAGE_FLOW, languageFlow, nameOfLanguage } from './language-flow.ts';
import type { Programme } from './programme.ts';
import { consentFlow } from './programme-file.ts';
import type { PackFile } from './source.ts';

/** What the built-in consent, registration and choice of language say, in one language and one way of address. */
interface Words {
  readonly consentTitle: string;
  readonly consent: string;
  readonly consentSms: string;
  readonly yes: string;
  readonly no: string;
  readonly phoneTitle: string;
  readonly phone: string;
  readonly alone: string;
  readonly shared: string;
  readonly safe: string;
  readonly safeYes: string;
  readonly safeNo: string;
  readonly profileTitle: string;
  readonly name: string;
  readonly place: string;
  readonly business: string;
  /** Asked in all languages of the programme at once, before anything else. */
  readonly language: string;
}

const USTED: Words = {
  consentTitle: 'Su permiso',
  consent:
    'Para acompañarle guardamos su nombre, su número y lo que nos conteste en este curso. Solo lo ve el equipo del programa, y puede borrarlo cuando quiera con la palabra DATOS. ¿Está de acuerdo?',
  consentSms:
    'Guardamos su nombre, su numero y sus respuestas, solo para este curso. Puede borrarlo con DATOS. ¿Acepta?',
  yes: 'Sí, de acuerdo',
  no: 'No, gracias',
  phoneTitle: 'Su teléfono',
  phone: '¿Alguien más lee este teléfono?',
  alone: 'Solo yo',
  shared: 'Lo comparto',
  safe: '¿Es seguro que le escribamos a cualquier hora sobre el curso?',
  safeYes: 'Sí, es seguro',
  safeNo: 'No',
  profileTitle: 'Su registro',
  name: '¿Cómo se llama?',
  place: '¿En qué comunidad vive?',
  business: '¿Qué vende o qué le gustaría vender?',
  language: '¿En qué idioma le escribimos?',
};

const TU: Words = {
  consentTitle: 'Tu permiso',
  consent:
    'Para acompañarte guardamos tu nombre, tu número y lo que nos contestes en este curso. Solo lo ve el equipo del programa, y puedes borrarlo cuando quieras con la palabra DATOS. ¿Estás de acuerdo?',
  consentSms:
    'Guardamos tu nombre, tu numero y tus respuestas, solo para este curso. Puedes borrarlo con DATOS. ¿Aceptas?',
  yes: 'Sí, de acuerdo',
  no: 'No, gracias',
  phoneTitle: 'Tu teléfono',
  phone: '¿Alguien más lee este teléfono?',
  alone: 'Solo yo',
  shared: 'Lo comparto',
  safe: '¿Es seguro que te escribamos a cualquier hora sobre el curso?',
  safeYes: 'Sí, es seguro',
  safeNo: 'No',
  profileTitle: 'Tu registro',
  name: '¿Cómo te llamas?',
  place: '¿En qué comunidad vives?',
  business: '¿Qué vendes o qué te gustaría vender?',
  language: '¿En qué idioma te escribimos?',
};

const ENGLISH: Words = {
  consentTitle: 'Your permission',
  consent:
    'To go with you through this course we keep your name, your number and your answers. Only the programme team sees them, and you can have them deleted at any time with the word DATOS. Do you agree?',
  consentSms: 'We keep your name, number and answers, for this course only. DATOS deletes them. Do you agree?',
  yes: 'Yes, I agree',
  no: 'No, thank you',
  phoneTitle: 'Your phone',
  phone: 'Does anyone else read this phone?',
  alone: 'Only me',
  shared: 'I share it',
  safe: 'Is it safe for us to write to you about the course at any hour?',
  safeYes: 'Yes, it is safe',
  safeNo: 'No',
  profileTitle: 'About you',
  name: 'What is your name?',
  place: 'Which community do you live in?',
  business: 'What do you sell, or what would you like to sell?',
  language: 'Which language shall we write in?',
};

const PORTUGUESE: Words = {
  consentTitle: 'A sua autorização',
  consent:
    'Para a acompanhar neste curso guardamos o seu nome, o seu número e as suas respostas. Só a equipa do programa os vê, e pode apagá-los quando quiser com a palavra DADOS. Está de acordo?',
  consentSms: 'Guardamos o seu nome, número e respostas, só para este curso. Pode apagar com DADOS. Aceita?',
  yes: 'Sim, de acordo',
  no: 'Não, obrigada',
  phoneTitle: 'O seu telemóvel',
  phone: 'Mais alguém lê este telemóvel?',
  alone: 'Só eu',
  shared: 'É partilhado',
  safe: 'É seguro escrevermos-lhe a qualquer hora sobre o curso?',
  safeYes: 'Sim, é seguro',
  safeNo: 'Não',
  profileTitle: 'O seu registo',
  name: 'Como se chama?',
  place: 'Em que localidade vive?',
  business: 'O que vende, ou o que gostaria de vender?',
  language: 'Em que língua lhe escrevemos?',
};

const FRENCH: Words = {
  consentTitle: 'Votre accord',
  consent:
    "Pour vous accompagner dans ce cours nous gardons votre nom, votre numéro et vos réponses. Seule l'équipe du programme les voit, et vous pouvez les faire effacer quand vous voulez avec le mot DONNÉES. Êtes-vous d'accord ?",
  consentSms:
    'Nous gardons votre nom, numéro et réponses, pour ce cours seulement. DONNEES les efface. Acceptez-vous ?',
  yes: "Oui, d'accord",
  no: 'Non, merci',
  phoneTitle: 'Votre téléphone',
  phone: "Quelqu'un d'autre lit-il ce téléphone ?",
  alone: 'Moi seule',
  shared: 'Je le partage',
  safe: 'Pouvons-nous vous écrire sans risque à toute heure au sujet du cours ?',
  safeYes: 'Oui, sans risque',
  safeNo: 'Non',
  profileTitle: 'Votre inscription',
  name: 'Comment vous appelez-vous ?',
  place: 'Dans quelle commune vivez-vous ?',
  business: 'Que vendez-vous, ou que voudriez-vous vendre ?',
  language: 'Dans quelle langue vous écrire ?',
};

/** To be read by a native speaker before a programme uses it, as locales/ar says. */
const ARABIC: Words = {
  consentTitle: 'موافقتكم',
  consent:
    'لنرافقكم في هذه الدورة نحفظ اسمكم ورقمكم وأجوبتكم. لا يراها إلا فريق البرنامج، ويمكنكم طلب حذفها متى شئتم بكلمة بياناتي. هل توافقون؟',
  consentSms: 'نحفظ اسمكم ورقمكم وأجوبتكم لهذه الدورة فقط. كلمة بياناتي تحذفها. هل توافقون؟',
  yes: 'نعم، أوافق',
  no: 'لا، شكرا',
  phoneTitle: 'هاتفكم',
  phone: 'هل يقرأ أحد غيركم هذا الهاتف؟',
  alone: 'أنا فقط',
  shared: 'أشاركه',
  safe: 'هل من الآمن أن نكتب لكم في أي ساعة عن الدورة؟',
  safeYes: 'نعم، آمن',
  safeNo: 'لا',
  profileTitle: 'تسجيلكم',
  name: 'ما اسمكم؟',
  place: 'في أي بلدة تسكنون؟',
  business: 'ماذا تبيعون، أو ماذا تريدون أن تبيعوا؟',
  language: 'بأي لغة نكتب لكم؟',
};

const OTHERS: Readonly<Record<string, Words>> = { en: ENGLISH, pt: PORTUGUESE, fr: FRENCH, ar: ARABIC };

function wordsFor(language: string, address: Programme['address']): Words | undefined {
  const base = language.split('-')[0]!;
  return base === 'es' ? (address === 'tu' ? TU : USTED) : OTHERS[base];
}

/** Between consent and registration: a service of this name, the pack's own or ours. */
export const PHONE_SERVICE = 'telefono';
/** Where its answer is kept. A pack whose own flow asks for it is not given our question. */
export const SHARED_PHONE = 'profile.shared_phone';

/**
 * The services that a programme names by `consent:` and `profile:`, and the questions about her phone; left out where it has
 * files of these names. `asks`: no flow of its own asks who else reads the phone.
 */
export function builtInServices(programme: Programme, asks: boolean): readonly PackFile[] {
  const words = wordsFor(programme.languages[0]!, programme.address) ?? USTED;
  const consent = consentFlow(programme);
  return [
    ...(languageFlow(programme)
      ? [{ path: `services/${LANGUAGE_FLOW}.yaml`, text: languageYaml(programme, words) }]
      : []),
    ...(consent ? [{ path: `services/${consent}.yaml`, text: consentYaml(consent, words) }] : []),
    ...(programme.sharedPhone.atEntry && asks
      ? [{ path: `services/${PHONE_SERVICE}.yaml`, text: phoneYaml(words) }]
      : []),
    ...(programme.profile
      ? [{ path: `services/${programme.profile}.yaml`, text: profileYaml(programme.profile, words) }]
      : []),
  ];
}

/** Our words in the programme's other languages, in the shape of a translation file. */
export function builtInTranslations(programme: Programme): readonly { language: string; entries: unknown }[] {
  const consent = consentFlow(programme);
  return programme.languages.slice(1).flatMap((language) => {
    const words = wordsFor(language, programme.address);
    if (!words) return [];
    const entries = {
      ...(consent
        ? {
            [consent]: {
              title: words.consentTitle,
              acepta: { ask: words.consent, sms: words.consentSms, 'options.yes': words.yes, 'options.no': words.no },
            },
          }
        : {}),
      ...(programme.sharedPhone.atEntry
        ? {
            [PHONE_SERVICE]: {
              title: words.phoneTitle,
              comparte: { ask: words.phone, 'options.no': words.alone, 'options.yes': words.shared },
              seguro: { ask: words.safe, 'options.yes': words.safeYes, 'options.no': words.safeNo },
            },
          }
        : {}),
      ...(programme.profile
        ? {
            [programme.profile]: {
              title: words.profileTitle,
              nombre: { ask: words.name },
              comunidad: { ask: words.place },
              negocio: { ask: words.business },
            },
          }
        : {}),
    };
    return [{ language, entries }];
  });
}

/** She reads the question in every language of the programme and each language under its own name: no text to translate. */
function languageYaml({ languages, address }: Programme, words: Words): string {
  const asked = [...new Set(languages.map((language) => wordsFor(language, address)?.language ?? words.language))];
  const options = Object.fromEntries(languages.map((language) => [language, nameOfLanguage(language)]));
  return `service: ${LANGUAGE_FLOW}
title: ${JSON.stringify(asked[0])}
steps:
  - ask: ${JSON.stringify(asked.join('\n'))}
    id: idioma
    answer: choice
    options: ${JSON.stringify(options)}
    required: true
    save: profile.language
`;
}

/** JSON strings are YAML strings, so the words need no quoting of their own. */
function consentYaml(name: string, words: Words): string {
  return `service: ${name}
title: ${JSON.stringify(words.consentTitle)}
steps:
  - ask: ${JSON.stringify(words.consent)}
    sms: ${JSON.stringify(words.consentSms)}
    id: acepta
    answer: yes-no
    options: { yes: ${JSON.stringify(words.yes)}, no: ${JSON.stringify(words.no)} }
    required: true
    save: consent
`;
}

/** "Solo yo" comes first: it is what most answer, and it is no "no". */
function phoneYaml(words: Words): string {
  return `service: ${PHONE_SERVICE}
title: ${JSON.stringify(words.phoneTitle)}
steps:
  - ask: ${JSON.stringify(words.phone)}
    id: comparte
    answer: choice
    options: { no: ${JSON.stringify(words.alone)}, yes: ${JSON.stringify(words.shared)} }
    save: ${SHARED_PHONE}
    when:
      yes:
        - ask: ${JSON.stringify(words.safe)}
          id: seguro
          answer: yes-no
          options: { yes: ${JSON.stringify(words.safeYes)}, no: ${JSON.stringify(words.safeNo)} }
          save: profile.safe_to_write
`;
}

function profileYaml(name: string, words: Words): string {
  return `service: ${name}
title: ${JSON.stringify(words.profileTitle)}
steps:
  - ask: ${JSON.stringify(words.name)}
    id: nombre
    answer: name
    required: true
    save: profile.name
  - ask: ${JSON.stringify(words.place)}
    id: comunidad
    save: profile.community
  - ask: ${JSON.stringify(words.business)}
    id: negocio
    save: profile.business
`;
}
