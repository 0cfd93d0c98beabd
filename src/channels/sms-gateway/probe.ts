import { type Clock, HOUR, MINUTE } from '../../base/clock.ts';
import type { Tongue } from '../../locale/tongue.ts';
import { bag, field, list } from '../peek.ts';
import type { Channel } from '../port.ts';
import { type Access, ask } from './client.ts';
import { momentOf } from './payload.ts';
import { EVENTS, WEBHOOK_PATH } from './webhook.ts';

/** An idle phone looks in at least every quarter of an hour (CHANNELS §5.1). */
const SILENT = HOUR;

/**
 * Are name and password good? Says also which webhooks nobody has registered and how long the phone has been silent: with
 * either of them messages go out and nothing is heard. Neither makes it `false`, or a channel that was stopped for its
 * password would not send again while the webhook is missing.
 */
export async function probe(access: Access, clock: Clock, tongue: Tongue = 'en'): ReturnType<Channel['probe']> {
  try {
    const response = await ask(access, '/webhooks');
    if (!response.ok) {
      const { status } = response;
      const says = {
        es: `La pasarela de SMS lo rechazó con HTTP ${status}.`,
        en: `The SMS gateway refused with HTTP ${status}.`,
      }[tongue];
      const next = {
        es: 'Revise SMS_GATEWAY_URL, SMS_GATEWAY_USERNAME y SMS_GATEWAY_PASSWORD.',
        en: 'Check SMS_GATEWAY_URL, SMS_GATEWAY_USERNAME and SMS_GATEWAY_PASSWORD.',
      }[tongue];
      return { ok: false, says, next };
    }
    const says = [
      { es: 'la pasarela de SMS contesta', en: 'the SMS gateway answers' },
      missing(list(await response.json())),
      await silence(access, clock),
    ];
    return { ok: true, says: says.flatMap((one) => one?.[tongue] ?? []).join('; ') };
  } catch {
    const says = {
      es: 'No se pudo llegar a la pasarela de SMS.',
      en: 'The SMS gateway could not be reached.',
    }[tongue];
    const next = {
      es: '¿Está el teléfono prendido, cargado y en línea? Después revise SMS_GATEWAY_URL.',
      en: 'Is the phone on, charged and on line? Then check SMS_GATEWAY_URL.',
    }[tongue];
    return { ok: false, says, next };
  }
}

type Words = Readonly<Record<Tongue, string>>;

function missing(registered: readonly unknown[]): Words | undefined {
  const here = registered.map(bag).filter((hook) => field(hook['url'])?.split('?')[0]?.endsWith(WEBHOOK_PATH));
  const events = EVENTS.filter((event) => !here.some((hook) => hook['event'] === event));
  if (events.length === 0) return undefined;
  const all = events.join(', ');
  return {
    es: `no hay webhook de ${all} registrado hacia ${WEBHOOK_PATH}`,
    en: `no webhook for ${all} is registered to ${WEBHOOK_PATH}`,
  };
}

/** Only servers keep a list of devices; the phone itself, asked directly, was there just now. */
async function silence(access: Access, clock: Clock): Promise<Words | undefined> {
  const response = await ask(access, '/devices');
  if (!response.ok) return undefined;
  const now = clock.now();
  const seen = list(await response.json()).flatMap((device) => momentOf(bag(device)['lastSeen'], now) ?? []);
  const quiet = now - Math.max(...seen);
  if (seen.length === 0 || quiet <= SILENT) return undefined;
  const minutes = Math.round(quiet / MINUTE);
  return {
    es: `el teléfono se vio por última vez hace ${minutes} minutos`,
    en: `the phone was last seen ${minutes} minutes ago`,
  };
}
