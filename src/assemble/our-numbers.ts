import type { ChannelSet } from '../channels/registry.ts';
import { phoneOf } from '../domain/phone.ts';

/** The numbers that people write to, in E.164; Meta is asked for the one behind its id. Absent: none, or it could not be asked. */
export interface OurNumbers {
  readonly whatsapp?: string;
  readonly sms?: string;
}

export async function ourNumbers({ channels, numbers }: ChannelSet): Promise<OurNumbers> {
  const cloud = channels.find(({ id }) => id === 'whatsapp-cloud');
  const whatsapp = (await cloud?.ownPhone?.()) ?? numbers['twilio-whatsapp'];
  const sms = numbers['twilio-sms'] ?? numbers['sms-gateway'];
  const at = (number: string | undefined) => (number === undefined ? undefined : phoneOf(number));
  const found = { whatsapp: at(whatsapp), sms: at(sms) };
  return {
    ...(found.whatsapp === undefined ? {} : { whatsapp: found.whatsapp }),
    ...(found.sms === undefined ? {} : { sms: found.sms }),
  };
}
