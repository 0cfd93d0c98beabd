import type { Clock } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import type { Air } from './air.ts';
import { type Limits, same } from './limits.ts';
import type { Standing } from './standing.ts';
import type { TemplateShelf } from './template-shelf.ts';
import type { EmulatedChannel, EmulatedProvider, EmulatorOptions, Fault, Knobs, Received } from './types.ts';

/** A file that a provider keeps: uploaded by us or sent by a learner. */
export interface StoredFile {
  readonly bytes: Uint8Array;
  readonly mime: string;
}

/** A line of Twilio's message log, which we may list. */
export interface LoggedSms {
  readonly sid: string;
  readonly direction: 'inbound' | 'outbound-api';
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly at: number;
  /** Ids of its files. */
  readonly media: readonly string[];
}

/** A message in the gateway's queue. */
export interface QueuedSms {
  readonly at: number;
  /** Why the phone could not send it. */
  readonly failed?: string;
}

/** How a robot user is known to the providers. */
export interface Subscriber {
  readonly channel: EmulatedChannel;
  /** wa_id or number. Absent on the wire when she hides it. */
  readonly id: string;
  readonly bsuid?: string | undefined;
  /** Her phone is off, or not on WhatsApp. */
  unreachable: boolean;
  /** Switched off: what reaches her when it is on again, in order. Undefined while it is on. */
  off?: (() => void)[] | undefined;
  /** When the network got her last SMS that went to a gateway's phone. */
  lastSms?: number;
  readonly inbox: Received[];
}

/** What all parts of the emulator see. */
export interface Shared {
  readonly options: EmulatorOptions;
  readonly clock: Clock;
  readonly random: Random;
  readonly knobs: Knobs;
  readonly standing: Standing;
  readonly air: Air;
  readonly limits: Limits;
  readonly templates: { readonly meta: TemplateShelf; readonly twilio: TemplateShelf };
  readonly received: Received[];
  readonly files: Map<string, StoredFile>;
  readonly smsLog: LoggedSms[];
  readonly subscribers: Subscriber[];
  readonly faults: { readonly fault: Fault; readonly on: EmulatedProvider | 'any' }[];
  /** What the gateway was given, by the id that we chose. */
  readonly queued: Map<string, QueuedSms>;
  /** When the network got an SMS of hers, by the gateway's id: told again, it is the same SMS. */
  readonly smsTimes: Map<string, number>;
  /** Ids of messages of hers that we marked as read. */
  readonly marked: string[];
}

export function takeFault(shared: Shared, provider: EmulatedProvider): Fault | undefined {
  const at = shared.faults.findIndex((f) => f.on === provider || f.on === 'any');
  return at < 0 ? undefined : shared.faults.splice(at, 1)[0]?.fault;
}

/** Now, or on the day her phone is on again: providers keep messages for it. */
export function whenOn(her: Subscriber | undefined, act: () => void): void {
  if (her?.off) her.off.push(act);
  else act();
}

/** The robot with this wa_id, number or BSUID on this channel. */
export function subscriber(shared: Shared, channel: EmulatedChannel, id: string): Subscriber | undefined {
  return shared.subscribers.find((s) => s.channel === channel && (s.bsuid === id || same(s.id) === same(id)));
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
}
