import { randomBytes } from 'node:crypto';
import { RecadoError } from '../base/errors.ts';
import type { Config } from '../config.ts';
import { readMigrations } from '../files.ts';
import { type Chat, createChat } from '../workshop/chat.ts';
import { serveEmulator } from '../workshop/emulator/serve.ts';
import type { Folders } from './check.ts';
import { EMULATED } from './emulated.ts';
import { buildMind } from './mind.ts';
import { readAll } from './packs.ts';
import { stages } from './stage.ts';
import { MIGRATIONS } from './top.ts';

export interface ChatOptions {
  readonly pack?: string;
  readonly lesson?: string;
  readonly form: 'whatsapp' | 'sms';
  /** yyyy-mm-dd hh:mm in the programme's zone. */
  readonly at: string;
}

/** `recado chat`: a newcomer, or someone in that lesson, on a throw-away database. Throws PROGRAMME_UNKNOWN. */
export async function chat(folders: Folders, { pack, lesson, form, at }: ChatOptions): Promise<Chat> {
  const { transcripts: _, ...packs } = readAll(folders);
  const { programmes } = buildMind(packs).library;
  const name = pack ?? [...programmes.keys()][0];
  const programme = programmes.get(name ?? '');
  if (!programme)
    throw new RecadoError('PROGRAMME_UNKNOWN', { name: name ?? '(none)', known: [...programmes.keys()].join(', ') });
  return createChat(
    {
      programme: programme.programme,
      ...(lesson ? { lesson } : {}),
      newcomer: lesson === undefined,
      form,
      provider: form === 'sms' ? 'twilio' : 'cloud',
      language: programme.languages[0]!,
      people: ['Ana'],
      beside: [],
      at,
      zone: programme.timezone,
    },
    stages(packs, readMigrations(MIGRATIONS, 'sqlite'), folders.flows),
  );
}

/** `recado emulate`: all providers on this machine, and the settings under which a product speaks to them. */
export async function emulate(port: number, config: Config) {
  const publicUrl = config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`;
  const { meta, twilio, gateway } = EMULATED;
  const served = await serveEmulator({
    meta,
    twilio,
    gateway,
    publicUrl,
    seed: randomBytes(4).toString('hex'),
    host: '127.0.0.1',
    port,
  });
  const environment: Record<string, string> = {
    PUBLIC_URL: publicUrl,
    WHATSAPP_API_URL: served.url,
    WHATSAPP_APP_SECRET: meta.appSecret,
    WHATSAPP_VERIFY_TOKEN: 'emulated-verify',
    WHATSAPP_ACCESS_TOKEN: meta.accessToken,
    WHATSAPP_PHONE_NUMBER_ID: meta.phoneNumberId,
    TWILIO_API_URL: served.url,
    TWILIO_ACCOUNT_SID: twilio.accountSid,
    TWILIO_AUTH_TOKEN: twilio.authToken,
    TWILIO_SMS_FROM: twilio.smsFrom,
    TWILIO_WHATSAPP_FROM: twilio.whatsappFrom,
    SMS_GATEWAY_URL: `${served.url}/3rdparty/v1`,
    SMS_GATEWAY_USERNAME: gateway.username,
    SMS_GATEWAY_PASSWORD: gateway.password,
    SMS_GATEWAY_NUMBER: gateway.number,
    SMS_GATEWAY_WEBHOOK_SECRET: gateway.webhookSecret,
  };
  return { url: served.url, environment, emulator: served.emulator, stop: () => served.close() };
}
