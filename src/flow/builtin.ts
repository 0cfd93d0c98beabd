import { USTED, type Words, wordsFor } from './builtin-words.ts';
import { LANGUAGE_FLOW, languageFlow, nameOfLanguage } from './language-flow.ts';
import type { Programme } from './programme.ts';
import { consentFlow } from './programme-file.ts';
import { REFLECTION } from './reflection.ts';
import type { PackFile } from './source.ts';

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
    ...(programme.sessions.some(asksAfter)
      ? [{ path: `services/${REFLECTION}.yaml`, text: reflectionYaml(words) }]
      : []),
    ...programme.purposes.map((purpose) => ({
      path: `services/${purposeFlow(purpose.id)}.yaml`,
      text: purposeYaml(purpose, words),
    })),
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
      ...(programme.sessions.some(asksAfter)
        ? {
            [REFLECTION]: {
              title: words.reflectTitle,
              lleva: { ask: words.reflectTakes },
              sirvio: {
                ask: words.reflectUse,
                'options.much': words.reflectMuch,
                'options.some': words.reflectSome,
                'options.little': words.reflectLittle,
              },
              cambiaria: { ask: words.reflectChange },
              gracias: { say: words.reflectThanks },
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
              habla: { ask: words.speaks },
              lee: {
                ask: words.reads,
                'options.self': words.readsSelf,
                'options.little': words.readsLittle,
                'options.helped': words.readsHelped,
              },
              canal: { ask: words.channel },
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

/** The service that asks for one more purpose: its own tick, which may be left empty. */
export const purposeFlow = (id: string): string => `permiso-${id}`;

function purposeYaml({ id, ask, sms }: Programme['purposes'][number], words: Words): string {
  return `service: ${purposeFlow(id)}
title: ${JSON.stringify(words.consentTitle)}
steps:
  - ask: ${JSON.stringify(ask)}
${sms === undefined ? '' : `    sms: ${JSON.stringify(sms)}\n`}    id: acepta
    answer: yes-no
    options: { yes: ${JSON.stringify(words.yes)}, no: ${JSON.stringify(words.no)} }
    save: consent.${id}
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
  - ask: ${JSON.stringify(words.speaks)}
    id: habla
    save: profile.speaks
  - ask: ${JSON.stringify(words.reads)}
    id: lee
    answer: choice
    options: ${JSON.stringify({ self: words.readsSelf, little: words.readsLittle, helped: words.readsHelped })}
    save: profile.reads
  - ask: ${JSON.stringify(words.channel)}
    id: canal
    answer: choice
    options: { whatsapp: WhatsApp, sms: SMS }
    save: profile.channel
`;
}

/** Events ask whoever came, and sessions that say so. */
const asksAfter = ({ kind, reflection }: Programme['sessions'][number]): boolean => reflection ?? kind === 'event';

function reflectionYaml(words: Words): string {
  return `service: ${REFLECTION}
title: ${JSON.stringify(words.reflectTitle)}
steps:
  - ask: ${JSON.stringify(words.reflectTakes)}
    id: lleva
  - ask: ${JSON.stringify(words.reflectUse)}
    id: sirvio
    answer: choice
    options: ${JSON.stringify({ much: words.reflectMuch, some: words.reflectSome, little: words.reflectLittle })}
  - ask: ${JSON.stringify(words.reflectChange)}
    id: cambiaria
  - say: ${JSON.stringify(words.reflectThanks)}
    id: gracias
`;
}
