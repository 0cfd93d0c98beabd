import type { Clock, Millis } from '../../base/clock.ts';
import { asItem, type Bag, bag, clean, field } from '../peek.ts';
import type { Decoded, Webhook } from '../port.ts';
import { readInbound, readMms } from './inbound.ts';
import { signedByGateway } from './signature.ts';
import { readStatus } from './status.ts';

export const WEBHOOK_PATH = '/webhooks/sms-gateway';
/** Without these four nothing is heard of her, or of what became of our words. Each is registered by itself. */
export const EVENTS = ['sms:received', 'sms:sent', 'sms:delivered', 'sms:failed'] as const;

const NONE: Decoded = { messages: [], statuses: [], notices: [], aside: [] };

/** The phone's own POSTs, one event each (CHANNELS §5.3). */
export function smsGatewayWebhook(settings: {
  readonly secrets: readonly string[];
  readonly number: string;
  readonly clock: Clock;
}): Webhook {
  const { secrets, number, clock } = settings;
  return {
    path: WEBHOOK_PATH,
    contentType: 'json',
    ok: { contentType: 'application/json', body: '{}' },
    verify: ({ body, header }) =>
      signedByGateway(
        secrets,
        body,
        { signature: header('x-signature'), timestamp: header('x-timestamp') },
        clock.now(),
      ),
    decode({ body }, now) {
      const text = body.toString('utf8');
      try {
        return decode(bag(JSON.parse(text)), number, now);
      } catch {
        return aside('the body is no JSON', text);
      }
    },
  };
}

function decode(event: Bag, number: string, now: Millis): Decoded {
  const name = field(event['event']);
  const payload = bag(event['payload']);
  switch (name) {
    case 'sms:received':
      return heard(readInbound(payload, number, now));
    case 'mms:received':
      return heard(readMms(payload, number, now));
    case 'sms:sent':
    case 'sms:delivered':
    case 'sms:failed': {
      const read = readStatus(payload, name.slice('sms:'.length) as 'sent' | 'delivered' | 'failed', number, now);
      if (read === null) return NONE;
      if ('why' in read) return aside(read.why, event);
      // Nothing goes out until somebody mends the phone, and the API itself says that all is well.
      const notices = read.reaction === 'stop-channel' ? [{ topic: `phone ${read.code}`, says: 'cannot send' }] : [];
      return { ...NONE, statuses: [read], notices };
    }
    case 'system:ping':
      return { ...NONE, notices: ailments(bag(payload['health'])) };
    default:
      return aside(`an event that is not known: ${name ?? 'none'}`, event);
  }

  /** What cannot be answered is kept without its words: banks and carriers write to a SIM too, and theirs are not ours to keep. */
  function heard(read: ReturnType<typeof readInbound>): Decoded {
    return 'why' in read ? aside(read.why, { event: name, id: event['id'] }) : { ...NONE, messages: [read] };
  }
}

/** Checks of the phone that fail: its battery, its connection, its last hour of messages. */
function ailments(health: Bag): Decoded['notices'] {
  return Object.entries(bag(health['checks'])).flatMap(([name, value]) => {
    const { status, observedValue } = bag(value);
    if (status !== 'fail') return [];
    return [{ topic: `phone ${clean(name).slice(0, 60)}`, says: `failing at ${field(observedValue) ?? '?'}` }];
  });
}

function aside(why: string, item: unknown): Decoded {
  return { ...NONE, aside: [{ why, item: asItem(item) }] };
}
