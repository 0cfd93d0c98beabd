import type { FindingKinds } from '../finding.ts';

/** What a look at our number can find. "WhatsApp Manager" is business.facebook.com/wa/manage. */
export const NUMBER_KINDS = {
  META_NUMBER_UNKNOWN: {
    grade: 'bad',
    en: {
      says: 'Meta knows no number under WHATSAPP_PHONE_NUMBER_ID, or our token may not see it',
      next: 'Copy the id (not the number itself) from the app → WhatsApp → API setup, and give the system user the WhatsApp account as an asset.',
    },
    es: {
      says: 'Meta no conoce un número con ese WHATSAPP_PHONE_NUMBER_ID, o nuestro token no puede verlo',
      next: 'Copie el identificador (no el número) de la aplicación → WhatsApp → Configuración de la API, y asigne la cuenta de WhatsApp al usuario de sistema.',
    },
  },
  META_NUMBER_UNREGISTERED: {
    grade: 'bad',
    en: {
      says: 'the number {number} is not registered for the Cloud API yet',
      next: 'Register it with its six-digit PIN: POST /{id}/register, or the button in WhatsApp Manager → Phone numbers.',
    },
    es: {
      says: 'el número {number} todavía no está registrado en la Cloud API',
      next: 'Regístrelo con su PIN de seis cifras: POST /{id}/register, o el botón en WhatsApp Manager → Números de teléfono.',
    },
  },
  META_NUMBER_STOPPED: {
    grade: 'bad',
    en: {
      says: 'Meta says that the number {number} is {status}: it neither sends nor receives',
      next: 'Open WhatsApp Manager → Account quality: it says why and lets you ask for a review. Meanwhile switch the programme to SMS.',
    },
    es: {
      says: 'Meta dice que el número {number} está {status}: ni envía ni recibe',
      next: 'Abra WhatsApp Manager → Calidad de la cuenta: ahí dice por qué y puede pedir una revisión. Mientras tanto pase el programa a SMS.',
    },
  },
  META_NUMBER_SLOWED: {
    grade: 'warning',
    en: {
      says: 'Meta says that the number {number} is {status}: replies go, templates may not',
      next: 'Send fewer templates for some days, and only to people who write back.',
    },
    es: {
      says: 'Meta dice que el número {number} está {status}: las respuestas salen, las plantillas quizá no',
      next: 'Envíe menos plantillas por unos días, y solo a quien contesta.',
    },
  },
  META_NUMBER_GOOD: {
    grade: 'good',
    en: { says: 'the number {number} ({name}) is connected' },
    es: { says: 'el número {number} ({name}) está conectado' },
  },
  META_QUALITY_LOW: {
    grade: 'bad',
    en: {
      says: 'the quality of the number is low (RED): people have blocked or reported it',
      next: 'Stop broadcasts and reminders by template for a week, write only to those who asked for it, and look which template is disliked in WhatsApp Manager → Insights.',
    },
    es: {
      says: 'la calidad del número es baja (RED): hay quien lo bloqueó o lo denunció',
      next: 'Suspenda por una semana los avisos y recordatorios con plantilla, escriba solo a quien lo pidió y vea en WhatsApp Manager → Estadísticas qué plantilla molesta.',
    },
  },
  META_QUALITY_MIDDLING: {
    grade: 'warning',
    en: {
      says: 'the quality of the number is middling (YELLOW): some people have blocked it',
      next: 'Send fewer templates this week, and remind people how to stop them (BAJA).',
    },
    es: {
      says: 'la calidad del número es media (YELLOW): algunas personas lo bloquearon',
      next: 'Envíe menos plantillas esta semana, y recuerde a la gente cómo dejar de recibirlas (BAJA).',
    },
  },
  META_QUALITY_GOOD: {
    grade: 'good',
    en: { says: 'the quality of the number is {quality}' },
    es: { says: 'la calidad del número es {quality}' },
  },
  META_NAME_DECLINED: {
    grade: 'warning',
    en: {
      says: 'Meta did not approve the display name “{name}” ({status}): people see the bare number',
      next: 'In WhatsApp Manager → Phone numbers hand in a name that is plainly the organisation’s or the programme’s.',
    },
    es: {
      says: 'Meta no aprobó el nombre «{name}» ({status}): la gente ve solo el número',
      next: 'En WhatsApp Manager → Números de teléfono proponga un nombre que sea a todas luces el de la organización o del programa.',
    },
  },
  META_NAME_WAITS: {
    grade: 'warning',
    en: {
      says: 'the display name “{name}” still waits for Meta’s review',
      next: 'Wait; it takes a day or two. Replies go meanwhile.',
    },
    es: {
      says: 'el nombre «{name}» espera todavía la revisión de Meta',
      next: 'Espere; tarda uno o dos días. Mientras tanto las respuestas salen.',
    },
  },
  META_PIN_OFF: {
    grade: 'warning',
    en: {
      says: 'the number has no two-step PIN: who gets hold of its SIM could take it from us',
      next: 'Set one in WhatsApp Manager → Phone numbers → Two-step verification, and keep it with the passwords.',
    },
    es: {
      says: 'el número no tiene PIN de verificación en dos pasos: quien tenga su chip podría quitárnoslo',
      next: 'Póngalo en WhatsApp Manager → Números de teléfono → Verificación en dos pasos, y guárdelo con las contraseñas.',
    },
  },
  META_LIMIT_SMALL: {
    grade: 'warning',
    en: {
      says: 'we may begin conversations with {limit} people in 24 hours; replies do not count',
      next: 'That is enough for a first cohort. For more have the business verified: Business settings → Security centre.',
    },
    es: {
      says: 'podemos iniciar conversación con {limit} personas en 24 horas; las respuestas no cuentan',
      next: 'Alcanza para una primera cohorte. Para más, verifique el negocio: Configuración del negocio → Centro de seguridad.',
    },
  },
  META_LIMIT: {
    grade: 'good',
    en: { says: 'we may begin conversations with {limit} people in 24 hours' },
    es: { says: 'podemos iniciar conversación con {limit} personas en 24 horas' },
  },
  META_BLOCKED: {
    grade: 'bad',
    en: {
      says: 'Meta lets nothing leave because of the {entity} (code {code}). In its words: {why}',
      next: 'Do what it says there: most often a card for the payments, or a review of the account.',
    },
    es: {
      says: 'Meta no deja salir nada por {entity} (código {code}). Con sus palabras: {why}',
      next: 'Haga lo que ahí dice: casi siempre una tarjeta para los pagos, o una revisión de la cuenta.',
    },
  },
  META_LIMITED: {
    grade: 'warning',
    en: {
      says: 'Meta limits what leaves because of the {entity} (code {code}). In its words: {why}',
      next: 'Do what it says there when you can.',
    },
    es: {
      says: 'Meta limita lo que sale por {entity} (código {code}). Con sus palabras: {why}',
      next: 'Haga lo que ahí dice cuando pueda.',
    },
  },
} as const satisfies FindingKinds;
