import type { Clock } from '../../base/clock.ts';
import { segmentsOf } from '../../text/segments.ts';
import { type Deadline, type Fetch, SEND_TIMEOUT, within } from '../network.ts';
import { phoneOf } from '../phone.ts';
import { PieceSender } from '../pieces.ts';
import type { Capabilities, Channel, SendResult, SendTo } from '../port.ts';
import { render } from '../render/render.ts';
import { type Access, create } from './client.ts';
import { inspectGateway } from './inspect.ts';
import { againId, messageId } from './message-id.ts';
import { probe } from './probe.ts';

export interface SmsGatewaySettings {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** Where the phone should bring what it hears. */
  readonly publicUrl?: string | undefined;
  readonly messagesPerSecond: number;
}

/** Ten parts, which is what networks still join again; the same as Twilio's limit, so that one rule serves both. */
const TEXT_LIMIT = 1600;

const CAPABILITIES: Omit<Capabilities, 'perSecond'> = {
  form: 'sms',
  buttons: 0,
  rows: 0,
  textLimit: TEXT_LIMIT,
  interactiveLimit: TEXT_LIMIT,
  media: [],
  window: false,
};

/** Failures of one message on the phone that we follow; more than the outbox ever tries, throttling included. */
const MOST_FAILURES = 40;

/** SMS through a phone with a SIM, by the protocol of SMS Gateway for Android (CHANNELS §5). One gateway is one number of ours. */
export function smsGateway(
  settings: SmsGatewaySettings,
  deps: { readonly fetch: Fetch; readonly clock: Clock; readonly deadline?: Deadline | undefined },
): Channel {
  const access: Access = { ...settings, fetch: within(deps.fetch, SEND_TIMEOUT, deps.deadline) };
  const capabilities: Capabilities = { ...CAPABILITIES, perSecond: settings.messagesPerSecond };
  const pieces = new PieceSender();

  /** Under the first of its ids whose message has not failed; a repeated request finds it there already. */
  async function sendAs(id: string, to: string, text: string): Promise<SendResult> {
    for (let failures = 0; failures < MOST_FAILURES; failures++) {
      const named = againId(id, failures);
      const result = await create(access, { id: named, to, text });
      if (result.outcome !== 'taken') return result;
      if (result.state !== 'Failed') return { outcome: 'accepted', providerId: named };
    }
    return { outcome: 'refused', reaction: 'give-up', code: 'FAILED_TOO_OFTEN', detail: 'The phone cannot send it.' };
  }

  return {
    id: 'sms-gateway',
    capabilities,
    send(to, message, { outboxId }) {
      const all = render(message, capabilities);
      return pieces.send(outboxId, all, async (piece, last) => {
        if (piece.kind !== 'text') return null; // nothing else is rendered for a channel without media and buttons
        const id = messageId(outboxId, { last, place: all.indexOf(piece) + 1 });
        const result = await sendAs(id, numberOf(to), piece.text);
        return result.outcome === 'accepted' ? { ...result, segments: segmentsOf(piece.text).segments } : result;
      });
    },
    openMedia: async () => ({ ok: false, retry: false, reason: 'an SMS gateway brings no files' }),
    probe: (tongue) => probe(access, deps.clock, tongue),
    inspect: () => inspectGateway(access, settings.publicUrl, deps.clock),
  };
}

/** E.164 where we know it: what a SIM sees may be a national number. */
function numberOf({ raw, phone }: SendTo): string {
  return phone ?? phoneOf(raw) ?? raw;
}
