import { SECOND } from '../../../src/base/clock.ts';
import type { Json } from '../../../src/base/json.ts';
import { converse } from '../../../src/conversation/converse.ts';
import type { ConverseDeps } from '../../../src/conversation/deps.ts';
import type { LaneAddress, LaneEvent, LanePerson, LaneView, Turned } from '../../../src/conversation/event.ts';
import { EMPTY_LANE, type LaneState } from '../../../src/conversation/state.ts';
import { readConversation, writeConversation } from '../../../src/conversation/stored.ts';
import type { Effect } from '../../../src/domain/effect.ts';
import type { Inbound, InboundContent } from '../../../src/domain/inbound.ts';
import type { TimerRequest } from '../../../src/domain/timer.ts';
import type { World } from '../../../src/domain/world.ts';

/** A person as her rows would hold her. */
interface Kept {
  state: string | null;
  schema: number;
  language: string;
  silent: boolean;
  readonly person: Record<string, Json>;
  readonly profile: Record<string, Json>;
  readonly facts: Record<string, Json>;
}

export interface Sharer {
  readonly id: string;
  readonly name: string;
  readonly facts: Record<string, Json>;
}

const ADDRESSES = [
  { id: 'wa', channel: 'whatsapp-cloud', form: 'whatsapp', raw: '5215550000001' },
  { id: 'sms', channel: 'twilio-sms', form: 'sms', raw: '+525550000001' },
] as const;

/** A lane of two addresses and whoever shares them; what a turn wants done is done as the store would. */
export class Phones {
  now: number;
  lane: LaneState = EMPTY_LANE;
  readonly people = new Map<string, Kept>();
  readonly timers: { readonly personId: string; readonly timer: TimerRequest }[] = [];
  /** What the last turn was about. */
  heard: LaneEvent | undefined;
  readonly #deps: ConverseDeps;
  readonly #silent = new Map<string, 'learner' | 'provider'>();
  #n = 0;

  constructor(deps: ConverseDeps, now: number, people: readonly Sharer[]) {
    this.#deps = deps;
    this.now = now;
    for (const { id, name, facts } of people)
      this.people.set(id, {
        state: null,
        schema: 1,
        language: 'es-MX',
        silent: false,
        person: {},
        profile: { name },
        facts,
      });
  }

  message(content: InboundContent, at: 'wa' | 'sms', sentAt: number, quoted?: string): Turned {
    this.now += 10 * SECOND;
    const { channel, raw } = ADDRESSES.find(({ id }) => id === at)!;
    const inbound: Inbound = {
      our: { channel, number: '1' },
      providerId: `m${++this.#n}`,
      sender: { raw },
      sentAt,
      sentBy: 'provider',
      content,
    };
    return this.hears({
      kind: 'message',
      inbound,
      addressId: at,
      ...(quoted === undefined ? {} : { quoted: { questionId: quoted } }),
    });
  }

  hears(event: LaneEvent): Turned {
    this.heard = event;
    const turned = converse(this.view(), event, this.#deps, { now: this.now, seed: `s${++this.#n}` });
    if (turned.lane) this.lane = JSON.parse(JSON.stringify(turned.lane));
    for (const effect of turned.effects) this.#apply(effect);
    for (const [id, conversation] of Object.entries(turned.conversations))
      Object.assign(this.people.get(id)!, writeConversation(conversation));
    return turned;
  }

  #apply(effect: Effect): void {
    switch (effect.kind) {
      case 'person.create':
        this.people.set(effect.personId, {
          state: null,
          schema: 1,
          language: effect.language,
          silent: false,
          person: {},
          profile: {},
          facts: {},
        });
        return;
      case 'person.set': {
        const [root, key] = effect.path.split('.') as ['person' | 'profile', string];
        const kept = this.people.get(effect.personId)!;
        kept[root][key] = effect.value;
        if (effect.path === 'profile.language') kept.language = effect.value as string;
        return;
      }
      case 'opt-out':
        this.#silent.set(effect.addressId, effect.by);
        for (const one of this.people.values()) one.silent = true;
        return;
      case 'opt-in':
        this.#silent.delete(effect.addressId);
        if (effect.personId !== undefined) this.people.get(effect.personId)!.silent = false;
        return;
      case 'timer.set':
        this.#drop(effect.timer.key);
        this.timers.push(effect);
        return;
      case 'timer.cancel':
        this.#drop(effect.key);
        return;
      default:
    }
  }

  #drop(key: string): void {
    const at = this.timers.findIndex(({ timer }) => timer.key === key);
    if (at >= 0) this.timers.splice(at, 1);
  }

  view(): LaneView {
    const addresses = ADDRESSES.map(({ id, channel, form }): LaneAddress => {
      const by = this.#silent.get(id);
      const silence = by === undefined ? {} : { optedOutBy: by };
      return {
        id,
        channel,
        form,
        ourNumber: '1',
        optedOut: by !== undefined,
        simulated: false,
        lastInboundAt: this.now,
        ...silence,
      };
    });
    const ids = addresses.map(({ id }) => id);
    const persons = [...this.people].map(([id, kept]): LanePerson => {
      const { person, profile, facts, language } = kept;
      const world: World = { person, profile, answers: {}, channel: 'whatsapp', language, facts };
      return {
        id,
        addresses: ids,
        conversation: readConversation(kept.state, kept.schema),
        world: structuredClone(world),
        language,
        ...(kept.silent ? { silentAt: [...this.#silent.keys()] } : {}),
      };
    });
    return { lane: this.lane, addresses, persons };
  }

  isSilent(): boolean {
    return ADDRESSES.every(({ id }) => this.#silent.has(id));
  }

  questions(person: string): readonly { readonly id: string; readonly thread: string; readonly step: string }[] {
    const kept = this.people.get(person);
    return kept ? readConversation(kept.state, kept.schema).questions : [];
  }
}
