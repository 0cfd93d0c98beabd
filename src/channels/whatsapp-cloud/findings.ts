import { type FindingKinds, finder } from '../finding.ts';
import { NUMBER_KINDS } from './number-findings.ts';

/** All that a look at our account at Meta can find. */
export const META_KINDS = {
  META_UNREACHABLE: {
    grade: 'bad',
    en: {
      says: 'Meta could not be reached',
      next: 'Check the connection of this server, its DNS, and WHATSAPP_API_URL.',
    },
    es: { says: 'no se pudo llegar a Meta', next: 'Revise la conexión de este servidor, su DNS y WHATSAPP_API_URL.' },
  },
  META_REFUSED: {
    grade: 'bad',
    en: {
      says: 'Meta refused to tell about {what} (code {code})',
      next: 'Look the code up in Meta’s page of error codes; most often a permission of the system user is missing.',
    },
    es: {
      says: 'Meta no quiso decir nada de {what} (código {code})',
      next: 'Busque el código en la página de errores de Meta; casi siempre falta un permiso del usuario de sistema.',
    },
  },
  META_TOKEN_REFUSED: {
    grade: 'bad',
    en: {
      says: 'Meta does not accept our token (code {code}): it has expired, was taken back, or was copied badly',
      next: 'In Business settings → System users make a new token that never expires, write it to WHATSAPP_ACCESS_TOKEN and restart. Nothing is lost: what waits is sent then.',
    },
    es: {
      says: 'Meta no acepta nuestro token (código {code}): venció, lo retiraron o se copió mal',
      next: 'En Configuración del negocio → Usuarios del sistema genere un token que no venza, escríbalo en WHATSAPP_ACCESS_TOKEN y reinicie. No se pierde nada: lo que espera sale entonces.',
    },
  },
  META_TOKEN_EXPIRES: {
    grade: 'warning',
    en: {
      says: 'our token expires in {days} days',
      next: 'Before that day make one of a system user with no expiry and write it to WHATSAPP_ACCESS_TOKEN.',
    },
    es: {
      says: 'nuestro token vence en {days} días',
      next: 'Antes de ese día genere uno de un usuario de sistema, sin vencimiento, y escríbalo en WHATSAPP_ACCESS_TOKEN.',
    },
  },
  META_TOKEN_SCOPE: {
    grade: 'bad',
    en: {
      says: 'our token lacks the permission {scope}',
      next: 'Make a new token of the system user and tick whatsapp_business_messaging and whatsapp_business_management.',
    },
    es: {
      says: 'a nuestro token le falta el permiso {scope}',
      next: 'Genere otro token del usuario de sistema y marque whatsapp_business_messaging y whatsapp_business_management.',
    },
  },
  META_TOKEN_GOOD: {
    grade: 'good',
    en: { says: 'the token of the app {app} is good and does not expire' },
    es: { says: 'el token de la aplicación {app} es bueno y no vence' },
  },
  META_SECRET_WRONG: {
    grade: 'bad',
    en: {
      says: 'WHATSAPP_APP_SECRET is not the secret of the app of our token: every message that Meta brings would be refused',
      next: 'Copy it anew from App settings → Basic → App secret of that same app, and restart.',
    },
    es: {
      says: 'WHATSAPP_APP_SECRET no es la clave secreta de la aplicación de nuestro token: se rechazaría todo mensaje que traiga Meta',
      next: 'Cópiela de nuevo de Configuración de la app → Básica → Clave secreta, de esa misma aplicación, y reinicie.',
    },
  },
  META_WEBHOOK_NONE: {
    grade: 'bad',
    en: {
      says: 'the app has no webhook for WhatsApp: nothing that people write reaches us',
      next: 'In the app → WhatsApp → Configuration write {expected} as callback URL and your WHATSAPP_VERIFY_TOKEN, then subscribe to messages.',
    },
    es: {
      says: 'la aplicación no tiene webhook de WhatsApp: nada de lo que la gente escribe nos llega',
      next: 'En la aplicación → WhatsApp → Configuración escriba {expected} como URL de devolución y su WHATSAPP_VERIFY_TOKEN, y suscríbase a messages.',
    },
  },
  META_WEBHOOK_ELSEWHERE: {
    grade: 'bad',
    en: {
      says: 'Meta brings the messages to {url}, not to us',
      next: 'In the app → WhatsApp → Configuration change the callback URL to {expected}. If the other one is right, this is not the server that should run.',
    },
    es: {
      says: 'Meta lleva los mensajes a {url}, no a nosotros',
      next: 'En la aplicación → WhatsApp → Configuración cambie la URL de devolución a {expected}. Si la otra es la correcta, este no es el servidor que debe correr.',
    },
  },
  META_WEBHOOK_OVERRIDDEN: {
    grade: 'bad',
    en: {
      says: 'the {whose} has a callback URL of its own, which goes before that of the app: {url}',
      next: 'Take the override away (POST /subscribed_apps without it for the account; webhook_configuration for the number), or set it to {expected}.',
    },
    es: {
      says: '{whose} tiene una URL de devolución propia, que va antes que la de la aplicación: {url}',
      next: 'Quite esa excepción (POST /subscribed_apps sin ella para la cuenta; webhook_configuration para el número), o ponga {expected}.',
    },
  },
  META_WEBHOOK_OFF: {
    grade: 'bad',
    en: {
      says: 'Meta has switched our webhook off',
      next: 'In the app → WhatsApp → Configuration press “Verify and save” again, once this server answers.',
    },
    es: {
      says: 'Meta apagó nuestro webhook',
      next: 'En la aplicación → WhatsApp → Configuración pulse otra vez «Verificar y guardar», cuando este servidor conteste.',
    },
  },
  META_FIELD_MESSAGES: {
    grade: 'bad',
    en: {
      says: 'the webhook is not subscribed to “messages”: no message and no receipt comes',
      next: 'In the app → WhatsApp → Configuration → Webhook fields subscribe to messages.',
    },
    es: {
      says: 'el webhook no está suscrito a «messages»: no llegan mensajes ni acuses',
      next: 'En la aplicación → WhatsApp → Configuración → Campos del webhook suscríbase a messages.',
    },
  },
  META_FIELDS: {
    grade: 'warning',
    en: {
      says: 'the webhook is not subscribed to {fields}: news of templates and of the number would not be heard',
      next: 'In the app → WhatsApp → Configuration → Webhook fields subscribe to them too.',
    },
    es: {
      says: 'el webhook no está suscrito a {fields}: no se sabría de cambios en las plantillas ni en el número',
      next: 'En la aplicación → WhatsApp → Configuración → Campos del webhook suscríbase también a esos.',
    },
  },
  META_WEBHOOK_GOOD: {
    grade: 'good',
    en: { says: 'Meta brings messages to {url}' },
    es: { says: 'Meta lleva los mensajes a {url}' },
  },
  META_ACCOUNT_UNSET: {
    grade: 'warning',
    en: {
      says: 'WHATSAPP_BUSINESS_ACCOUNT_ID is not set: templates and the subscription of the account cannot be looked at',
      next: 'It stands beside the phone number id in the app → WhatsApp → API setup.',
    },
    es: {
      says: 'falta WHATSAPP_BUSINESS_ACCOUNT_ID: no se pueden ver las plantillas ni la suscripción de la cuenta',
      next: 'Está junto al identificador del número en la aplicación → WhatsApp → Configuración de la API.',
    },
  },
  META_NOT_SUBSCRIBED: {
    grade: 'bad',
    en: {
      says: 'our app is not subscribed to the WhatsApp account: Meta keeps its messages from us',
      next: 'curl -X POST -H "Authorization: Bearer $WHATSAPP_ACCESS_TOKEN" {command}',
    },
    es: {
      says: 'nuestra aplicación no está suscrita a la cuenta de WhatsApp: Meta no nos pasa sus mensajes',
      next: 'curl -X POST -H "Authorization: Bearer $WHATSAPP_ACCESS_TOKEN" {command}',
    },
  },
  ...NUMBER_KINDS,
} as const satisfies FindingKinds;

export const found = finder(META_KINDS);
