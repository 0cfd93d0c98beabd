import { type FindingKinds, finder } from '../finding.ts';

/** All that a look at the SMS gateway and its phone can find. */
export const GATEWAY_KINDS = {
  GATEWAY_UNREACHABLE: {
    grade: 'bad',
    en: {
      says: 'the SMS gateway does not answer at {url}',
      next: 'Is the phone on, charged and on line? Does the app say Online? Then check SMS_GATEWAY_URL.',
    },
    es: {
      says: 'la pasarela de SMS no contesta en {url}',
      next: '¿Está el teléfono prendido, cargado y en línea? ¿La app dice Online? Después revise SMS_GATEWAY_URL.',
    },
  },
  GATEWAY_REFUSED: {
    grade: 'bad',
    en: {
      says: 'the SMS gateway does not accept our user name and password (HTTP {status})',
      next: 'Copy both anew from the Home tab of the app to SMS_GATEWAY_USERNAME and SMS_GATEWAY_PASSWORD, and restart.',
    },
    es: {
      says: 'la pasarela de SMS no acepta nuestro usuario y contraseña (HTTP {status})',
      next: 'Copie los dos de nuevo de la pestaña Home de la app a SMS_GATEWAY_USERNAME y SMS_GATEWAY_PASSWORD, y reinicie.',
    },
  },
  GATEWAY_GOOD: {
    grade: 'good',
    en: { says: 'the SMS gateway answers' },
    es: { says: 'la pasarela de SMS contesta' },
  },
  GATEWAY_WEBHOOK_NONE: {
    grade: 'bad',
    en: {
      says: 'nothing is registered for {events}: messages go out and nothing is heard',
      next: 'Register each of them with {expected}, as docs/operations shows (step “the phone”).',
    },
    es: {
      says: 'no hay nada registrado para {events}: los mensajes salen y no se oye nada',
      next: 'Registre cada uno con {expected}, como muestra docs/operations (paso «el teléfono»).',
    },
  },
  GATEWAY_WEBHOOK_ELSEWHERE: {
    grade: 'bad',
    en: {
      says: 'the phone brings {events} to {url}, not to us',
      next: 'Register them with {expected}, and delete the others.',
    },
    es: {
      says: 'el teléfono lleva {events} a {url}, no a nosotros',
      next: 'Regístrelos con {expected} y borre los otros.',
    },
  },
  GATEWAY_WEBHOOK_GOOD: {
    grade: 'good',
    en: { says: 'the phone brings us what it hears' },
    es: { says: 'el teléfono nos trae lo que oye' },
  },
  GATEWAY_PHONE_NONE: {
    grade: 'bad',
    en: {
      says: 'no phone is registered with the gateway',
      next: 'Open the app on the phone and tap Offline so that it says Online.',
    },
    es: {
      says: 'no hay ningún teléfono registrado en la pasarela',
      next: 'Abra la app en el teléfono y toque Offline para que diga Online.',
    },
  },
  GATEWAY_PHONE_SILENT: {
    grade: 'bad',
    en: {
      says: 'the phone was last seen {minutes} minutes ago; an idle one looks in every quarter of an hour',
      next: 'Go and look: charger, signal, credit, and whether Android ended the app (battery optimisation off, autostart on).',
    },
    es: {
      says: 'el teléfono se vio por última vez hace {minutes} minutos; uno en reposo se asoma cada cuarto de hora',
      next: 'Vaya a verlo: cargador, señal, saldo, y si Android cerró la app (ahorro de batería apagado, inicio automático prendido).',
    },
  },
  GATEWAY_PHONE_GOOD: {
    grade: 'good',
    en: { says: 'the phone was seen {minutes} minutes ago' },
    es: { says: 'el teléfono se vio hace {minutes} minutos' },
  },
} as const satisfies FindingKinds;

export const found = finder(GATEWAY_KINDS);
