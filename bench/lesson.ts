import { join } from 'node:path';
import type { Packs } from '../src/assemble/packs.ts';
import type { LaneView } from '../src/conversation/event.ts';
import type { Conversation } from '../src/conversation/state.ts';
import type { Inbound } from '../src/domain/inbound.ts';
import { built, TOP } from './built.ts';

/** The lesson that every part of the bench gives, and what a learner writes in it, one message a wave. */
export const FLOW = 'llera/dos-botes';
export const OUR_NUMBER = '100000000000001';
/** Not yet; wrong, and told why; right by its number, which ends the lesson and gives the homework. */
export const SCRIPT: readonly string[] = ['Todavía no', 'casa', '1'];

export async function lessonPacks(): Promise<Packs> {
  const { readAll } = await built<typeof import('../src/assemble/packs.ts')>('assemble/packs.js');
  const { transcripts: _, ...packs } = readAll({ flows: join(TOP, 'flows'), locales: join(TOP, 'locales') });
  return packs;
}

/** A learner on WhatsApp who has this conversation behind her. */
export function viewOf(conversation: Conversation): LaneView {
  const world = { person: {}, profile: {}, answers: {}, channel: 'whatsapp', language: 'es-MX', facts: {} } as const;
  return {
    lane: {},
    addresses: [
      {
        id: 'a1',
        channel: 'whatsapp-cloud',
        form: 'whatsapp',
        ourNumber: OUR_NUMBER,
        optedOut: false,
        simulated: false,
      },
    ],
    persons: [{ id: 'p1', name: 'Luz', language: 'es-MX', addresses: ['a1'], conversation, world }],
  };
}

export function textFrom(text: string, sentAt: number): Inbound {
  return {
    our: { channel: 'whatsapp-cloud', number: OUR_NUMBER },
    providerId: `wamid.${text}`,
    sender: { raw: '5218340000001', waId: '5218340000001', phone: '+5218340000001' },
    sentAt,
    sentBy: 'provider',
    content: { kind: 'text', text },
  };
}
