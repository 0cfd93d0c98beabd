import type { Programme } from './programme.ts';
import { consentFlow } from './programme-file.ts';
import type { PackFile } from './source.ts';

/** What the built-in consent and registration say, in one language and one way of address. */
interface Words {
  readonly consentTitle: string;
  readonly consent: string;
  readonly consentSms: string;
  readonly yes: string;
  readonly no: string;
  readonly profileTitle: string;
  readonly name: string;
  readonly place: string;
  readonly business: string;
}

const USTED: Words = {
  consentTitle: 'Su permiso',
  consent:
    'Para acompañarle guardamos su nombre, su número y lo que nos conteste en este curso. Solo lo ve el equipo del programa, y puede borrarlo cuando quiera con la palabra DATOS. ¿Está de acuerdo?',
  consentSms:
    'Guardamos su nombre, su numero y sus respuestas, solo para este curso. Puede borrarlo con DATOS. ¿Acepta?',
  yes: 'Sí, de acuerdo',
  no: 'No, gracias',
  profileTitle: 'Su registro',
  name: '¿Cómo se llama?',
  place: '¿En qué comunidad vive?',
  business: '¿Qué vende o qué le gustaría vender?',
};

const TU: Words = {
  consentTitle: 'Tu permiso',
  consent:
    'Para acompañarte guardamos tu nombre, tu número y lo que nos contestes en este curso. Solo lo ve el equipo del programa, y puedes borrarlo cuando quieras con la palabra DATOS. ¿Estás de acuerdo?',
  consentSms:
    'Guardamos tu nombre, tu numero y tus respuestas, solo para este curso. Puedes borrarlo con DATOS. ¿Aceptas?',
  yes: 'Sí, de acuerdo',
  no: 'No, gracias',
  profileTitle: 'Tu registro',
  name: '¿Cómo te llamas?',
  place: '¿En qué comunidad vives?',
  business: '¿Qué vendes o qué te gustaría vender?',
};

const ENGLISH: Words = {
  consentTitle: 'Your permission',
  consent:
    'To go with you through this course we keep your name, your number and your answers. Only the programme team sees them, and you can have them deleted at any time with the word DATOS. Do you agree?',
  consentSms: 'We keep your name, number and answers, for this course only. DATOS deletes them. Do you agree?',
  yes: 'Yes, I agree',
  no: 'No, thank you',
  profileTitle: 'About you',
  name: 'What is your name?',
  place: 'Which community do you live in?',
  business: 'What do you sell, or what would you like to sell?',
};

function wordsFor(language: string, address: Programme['address']): Words | undefined {
  if (language.startsWith('en')) return ENGLISH;
  return language.startsWith('es') ? (address === 'tu' ? TU : USTED) : undefined;
}

/** The services that a programme names by `consent:` and `profile:`; left out where it has files of these names. */
export function builtInServices(programme: Programme): readonly PackFile[] {
  const words = wordsFor(programme.languages[0]!, programme.address) ?? USTED;
  const consent = consentFlow(programme);
  return [
    ...(consent ? [{ path: `services/${consent}.yaml`, text: consentYaml(consent, words) }] : []),
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
