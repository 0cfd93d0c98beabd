import { type FindingKinds, finder } from '../finding.ts';

/** All that a look at our account at Twilio can find. "The console" is console.twilio.com. */
export const TWILIO_KINDS = {
  TWILIO_UNREACHABLE: {
    grade: 'bad',
    en: {
      says: 'Twilio could not be reached',
      next: 'Check the connection of this server, its DNS, and TWILIO_API_URL.',
    },
    es: { says: 'no se pudo llegar a Twilio', next: 'Revise la conexión de este servidor, su DNS y TWILIO_API_URL.' },
  },
  TWILIO_TOKEN_REFUSED: {
    grade: 'bad',
    en: {
      says: 'Twilio does not accept our account and token (code {code})',
      next: 'Copy Account SID and Auth Token anew from the first page of the console to TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, and restart.',
    },
    es: {
      says: 'Twilio no acepta nuestra cuenta y token (código {code})',
      next: 'Copie de nuevo Account SID y Auth Token de la primera página de la consola a TWILIO_ACCOUNT_SID y TWILIO_AUTH_TOKEN, y reinicie.',
    },
  },
  TWILIO_REFUSED: {
    grade: 'warning',
    en: {
      says: 'Twilio refused to tell about {what} (code {code})',
      next: 'Look the code up at twilio.com/docs/api/errors; a restricted key may not read it.',
    },
    es: {
      says: 'Twilio no quiso decir nada de {what} (código {code})',
      next: 'Busque el código en twilio.com/docs/api/errors; quizá la clave no tenga permiso de leerlo.',
    },
  },
  TWILIO_ACCOUNT_STOPPED: {
    grade: 'bad',
    en: {
      says: 'the Twilio account is {status}: nothing leaves',
      next: 'Open the console: most often the balance ran out or a form has to be filled in.',
    },
    es: {
      says: 'la cuenta de Twilio está {status}: no sale nada',
      next: 'Abra la consola: casi siempre se acabó el saldo o falta llenar un formulario.',
    },
  },
  TWILIO_TRIAL: {
    grade: 'bad',
    en: {
      says: 'the Twilio account is a trial: it only writes to numbers that were verified one by one',
      next: 'Upgrade it in the console → Billing before the first learner.',
    },
    es: {
      says: 'la cuenta de Twilio es de prueba: solo escribe a números verificados uno por uno',
      next: 'Pásela a cuenta completa en la consola → Billing antes de la primera participante.',
    },
  },
  TWILIO_ACCOUNT_GOOD: {
    grade: 'good',
    en: { says: 'the Twilio account is active' },
    es: { says: 'la cuenta de Twilio está activa' },
  },
  TWILIO_BALANCE_NONE: {
    grade: 'bad',
    en: {
      says: 'the balance at Twilio is {balance}: nothing leaves',
      next: 'Add funds in the console → Billing, and turn auto-recharge on.',
    },
    es: {
      says: 'el saldo en Twilio es {balance}: no sale nada',
      next: 'Agregue saldo en la consola → Billing y active la recarga automática.',
    },
  },
  TWILIO_BALANCE_LOW: {
    grade: 'warning',
    en: {
      says: 'the balance at Twilio is {balance}',
      next: 'Add funds in the console → Billing, or turn auto-recharge on; at zero everything stops.',
    },
    es: {
      says: 'el saldo en Twilio es {balance}',
      next: 'Agregue saldo en la consola → Billing, o active la recarga automática; en cero se detiene todo.',
    },
  },
  TWILIO_BALANCE: {
    grade: 'good',
    en: { says: 'the balance at Twilio is {balance}' },
    es: { says: 'el saldo en Twilio es {balance}' },
  },
  TWILIO_NUMBER_UNKNOWN: {
    grade: 'bad',
    en: {
      says: 'the number {number} is not in this Twilio account',
      next: 'Look in the console → Phone numbers which it is, or which subaccount has it, and correct TWILIO_SMS_FROM or TWILIO_ACCOUNT_SID.',
    },
    es: {
      says: 'el número {number} no está en esta cuenta de Twilio',
      next: 'Vea en la consola → Phone numbers cuál es, o en qué subcuenta está, y corrija TWILIO_SMS_FROM o TWILIO_ACCOUNT_SID.',
    },
  },
  TWILIO_NUMBER_NO_SMS: {
    grade: 'bad',
    en: {
      says: 'the number {number} cannot send SMS',
      next: 'Buy one that can: some countries sell numbers for calls alone.',
    },
    es: {
      says: 'el número {number} no puede enviar SMS',
      next: 'Compre uno que pueda: en algunos países hay números solo para llamadas.',
    },
  },
  TWILIO_NUMBER_GOOD: {
    grade: 'good',
    en: { says: 'the number {number} sends and hears SMS' },
    es: { says: 'el número {number} envía y recibe SMS' },
  },
  TWILIO_SENDER_UNKNOWN: {
    grade: 'bad',
    en: {
      says: 'the account has no WhatsApp sender {number}',
      next: 'Register it in the console → Messaging → Senders → WhatsApp senders, or correct TWILIO_WHATSAPP_FROM.',
    },
    es: {
      says: 'la cuenta no tiene un remitente de WhatsApp {number}',
      next: 'Regístrelo en la consola → Messaging → Senders → WhatsApp senders, o corrija TWILIO_WHATSAPP_FROM.',
    },
  },
  TWILIO_SENDER_STOPPED: {
    grade: 'bad',
    en: {
      says: 'the WhatsApp sender {number} is {status}{reason}',
      next: 'Open it in the console → WhatsApp senders: it says what is missing.',
    },
    es: {
      says: 'el remitente de WhatsApp {number} está {status}{reason}',
      next: 'Ábralo en la consola → WhatsApp senders: ahí dice qué falta.',
    },
  },
  TWILIO_SENDER_QUALITY: {
    grade: 'warning',
    en: {
      says: 'the quality of the WhatsApp sender {number} is {quality}',
      next: 'Send fewer templates for some days, and only to people who asked for them.',
    },
    es: {
      says: 'la calidad del remitente de WhatsApp {number} es {quality}',
      next: 'Envíe menos plantillas por unos días, y solo a quien las pidió.',
    },
  },
  TWILIO_SENDER_GOOD: {
    grade: 'good',
    en: { says: 'the WhatsApp sender {number} is online' },
    es: { says: 'el remitente de WhatsApp {number} está en línea' },
  },
  TWILIO_WEBHOOK_NONE: {
    grade: 'bad',
    en: {
      says: 'Twilio has no webhook for {where}: nothing that people write reaches us',
      next: 'In the console write {expected} where a message comes in, with HTTP POST.',
    },
    es: {
      says: 'Twilio no tiene webhook para {where}: nada de lo que la gente escribe nos llega',
      next: 'En la consola escriba {expected} donde dice cuando llega un mensaje, con HTTP POST.',
    },
  },
  TWILIO_WEBHOOK_ELSEWHERE: {
    grade: 'bad',
    en: {
      says: 'Twilio brings the messages of {where} to {url}, not to us',
      next: 'In the console change it to {expected}. Every letter counts, http and https too: Twilio signs over the address.',
    },
    es: {
      says: 'Twilio lleva los mensajes de {where} a {url}, no a nosotros',
      next: 'En la consola cámbielo por {expected}. Cuenta cada letra, también http o https: Twilio firma sobre la dirección.',
    },
  },
  TWILIO_WEBHOOK_GET: {
    grade: 'bad',
    en: {
      says: 'Twilio brings the messages of {where} by {method}; Recado takes POST alone',
      next: 'In the console choose HTTP POST beside the address.',
    },
    es: {
      says: 'Twilio lleva los mensajes de {where} por {method}; Recado solo toma POST',
      next: 'En la consola elija HTTP POST junto a la dirección.',
    },
  },
  TWILIO_WEBHOOK_APPLICATION: {
    grade: 'bad',
    en: {
      says: '{where} is tied to a TwiML application, whose address goes before the one beside the number',
      next: 'In the console choose “Webhook” instead of “TwiML App” and write {expected}.',
    },
    es: {
      says: '{where} está atado a una aplicación TwiML, cuya dirección va antes que la del número',
      next: 'En la consola elija «Webhook» en vez de «TwiML App» y escriba {expected}.',
    },
  },
  TWILIO_WEBHOOK_NO_RETRY: {
    grade: 'warning',
    en: {
      says: 'the webhook of {where} has no #rc=3&rp=all: a message that comes while we restart is not brought again',
      next: 'In the console add it to the address: {expected}',
    },
    es: {
      says: 'al webhook de {where} le falta #rc=3&rp=all: un mensaje que llegue mientras reiniciamos no se vuelve a traer',
      next: 'En la consola agréguelo a la dirección: {expected}',
    },
  },
  TWILIO_WEBHOOK_GOOD: {
    grade: 'good',
    en: { says: 'Twilio brings the messages of {where} to us, and tries again' },
    es: { says: 'Twilio nos trae los mensajes de {where}, y vuelve a intentar' },
  },
  TWILIO_SERVICE_UNKNOWN: {
    grade: 'bad',
    en: {
      says: 'there is no messaging service under TWILIO_MESSAGING_SERVICE_SID in this account',
      next: 'Copy its SID (MG…) from the console → Messaging → Services, or take the setting out.',
    },
    es: {
      says: 'no hay un servicio de mensajes con ese TWILIO_MESSAGING_SERVICE_SID en esta cuenta',
      next: 'Copie su SID (MG…) de la consola → Messaging → Services, o quite ese ajuste.',
    },
  },
  TWILIO_SERVICE_WITHOUT_NUMBER: {
    grade: 'bad',
    en: {
      says: 'the number {number} is not in the sender pool of the messaging service: what we send through it is refused',
      next: 'Add it in the console → Messaging → Services → Sender pool.',
    },
    es: {
      says: 'el número {number} no está entre los remitentes del servicio de mensajes: se rechaza lo que enviamos por él',
      next: 'Agréguelo en la consola → Messaging → Services → Sender pool.',
    },
  },
  TWILIO_FAILED: {
    grade: 'bad',
    en: {
      says: '{count} requests of Twilio to {url} failed in the last 24 hours (code {code})',
      next: 'Look at the code in the console → Monitor → Errors: 11200 is an answer that was no good, 11205 no connection, 11237 a bad certificate.',
    },
    es: {
      says: '{count} llamadas de Twilio a {url} fallaron en las últimas 24 horas (código {code})',
      next: 'Vea el código en la consola → Monitor → Errors: 11200 es una respuesta que no sirvió, 11205 sin conexión, 11237 certificado malo.',
    },
  },
} as const satisfies FindingKinds;

export const found = finder(TWILIO_KINDS);
