import { HOUR, MINUTE, type Millis } from '../../base/clock.ts';
import type { Json } from '../../base/json.ts';
import { converse } from '../../conversation/converse.ts';
import type { ConverseDeps } from '../../conversation/deps.ts';
import type { LaneAddress, LaneEvent, LanePerson, LaneView, Turned } from '../../conversation/event.ts';
import { type Conversation, EMPTY_CONVERSATION, type LaneState } from '../../conversation/state.ts';
import type { Form } from '../../domain/channel.ts';
import type { InboundContent } from '../../domain/inbound.ts';
import { localDate, localMoment } from '../../domain/time.ts';
import type { TimerRequest } from '../../domain/timer.ts';
import type { World } from '../../domain/world.ts';
import type { Programme } from '../../flow/programme.ts';
import { type Known, learn } from './known.ts';
import { LONGEST } from './samples.ts';

/** On which phone a lesson is tried: language, form, alone or shared with another learner. */
export interface Setting {
  readonly deps: ConverseDeps;
  readonly programme: Programme;
  readonly language: string;
  readonly form: Form;
  readonly shared: boolean;
}

/** One moment of her conversation, with all that the next turn may know. Nothing is stored anywhere. */
export interface Scene {
  readonly now: Millis;
  /** Absent: nobody has written from this phone yet. */
  readonly conversation?: Conversation;
  readonly known: Known;
  readonly lane: LaneState;
  readonly timers: readonly TimerRequest[];
}

/** What can happen next. */
export type Happening =
  | { readonly is: 'said'; readonly content: InboundContent }
  | { readonly is: 'news'; readonly name: string; readonly payload: Json }
  | { readonly is: 'timer'; readonly timer: TimerRequest; readonly after: Millis };

export interface Stepped {
  readonly scene: Scene;
  readonly turned: Turned;
}

const HER = '00walkher';
const ADDRESS = '00walkphone';
const CHANNEL = { sms: 'simulator-sms', whatsapp: 'simulator-whatsapp' } as const;
/** A working Monday morning, when nobody sleeps and nothing rests. */
const [DAY_OF_IT, HOUR_OF_IT] = ['2026-03-02', '10:00'];
/** Between two turns: longer than what still counts as one breath. */
const PAUSE: Millis = 5 * MINUTE;

export function firstScene({ programme }: Setting, known: Known): Scene {
  return { now: localMoment(DAY_OF_IT, HOUR_OF_IT, programme.timezone), known, lane: {}, timers: [] };
}

/** One turn of the real conversation. `chance` varies what is drawn. */
export function step(scene: Scene, happening: Happening, setting: Setting, chance = 'walk'): Stepped {
  const now = scene.now + (happening.is === 'timer' ? Math.max(happening.after, PAUSE) : PAUSE);
  const view = viewOf(scene, setting, now, happening.is === 'said');
  const turned = converse(view, eventOf(happening, setting, now), setting.deps, { now, seed: chance });
  const her = view.persons[0]?.id ?? Object.keys(turned.conversations)[0];
  const conversation = (her === undefined ? undefined : turned.conversations[her]) ?? scene.conversation;
  const fired = happening.is === 'timer' ? happening.timer.key : undefined;
  return {
    turned,
    scene: {
      now,
      ...(conversation ? { conversation } : {}),
      known: learn(scene.known, turned.effects),
      lane: turned.lane ?? scene.lane,
      timers: timersAfter(
        scene.timers.filter(({ key }) => key !== fired),
        turned,
      ),
    },
  };
}

/** How long a timer sleeps, roughly: the walk asks what is said then, not when. */
export function sleepOf({ rule }: TimerRequest): Millis {
  if ('after' in rule) return rule.after;
  return 'days' in rule ? Math.max(1, rule.days) * 24 * HOUR : 12 * HOUR;
}

function timersAfter(before: readonly TimerRequest[], { effects }: Turned): readonly TimerRequest[] {
  let timers = before;
  for (const effect of effects) {
    if (effect.kind === 'timer.cancel') timers = timers.filter(({ key }) => key !== effect.key);
    if (effect.kind === 'timer.set') timers = [...timers.filter(({ key }) => key !== effect.timer.key), effect.timer];
  }
  return timers;
}

function viewOf(scene: Scene, setting: Setting, now: Millis, wrote: boolean): LaneView {
  const address: LaneAddress = {
    id: ADDRESS,
    channel: CHANNEL[setting.form],
    form: setting.form,
    ourNumber: 'walk',
    optedOut: false,
    simulated: true,
    // She is there: her day has room, and no template stands in for words.
    lastInboundAt: wrote ? now : now - MINUTE,
  };
  if (!scene.conversation) return { lane: scene.lane, addresses: [address], persons: [] };
  const her = personOf(HER, LONGEST.name, scene.conversation, scene.known, setting, now);
  if (!setting.shared) return { lane: scene.lane, addresses: [address], persons: [her] };
  const nothing: Known = { person: {}, profile: {}, answers: {}, facts: {} };
  const other = personOf('00walkother', LONGEST.other, EMPTY_CONVERSATION, nothing, setting, now);
  const speaking = { [ADDRESS]: { person: HER, until: now + HOUR } };
  return { lane: { ...scene.lane, speaking }, addresses: [address], persons: [her, other] };
}

function personOf(
  id: string,
  name: string,
  conversation: Conversation,
  known: Known,
  { language, form, programme }: Setting,
  now: Millis,
): LanePerson {
  const world: World = {
    ...known,
    channel: form,
    language,
    now,
    today: localDate(now, programme.timezone),
  };
  return { id, name, language, addresses: [ADDRESS], conversation, world };
}

function eventOf(happening: Happening, { form }: Setting, now: Millis): LaneEvent {
  switch (happening.is) {
    case 'said':
      return {
        kind: 'message',
        addressId: ADDRESS,
        inbound: {
          our: { channel: CHANNEL[form], number: 'walk' },
          providerId: `walk-${now}`,
          sender: { raw: 'walk' },
          sentAt: now,
          sentBy: 'provider',
          content: happening.content,
        },
      };
    case 'news':
      return { kind: 'event', personId: HER, name: happening.name, payload: happening.payload };
    case 'timer': {
      const { key, purpose, thread, question, nth } = happening.timer;
      return {
        kind: 'timer',
        personId: HER,
        key,
        purpose,
        ...(thread === undefined ? {} : { thread }),
        ...(question === undefined ? {} : { question }),
        ...(nth === undefined ? {} : { nth }),
        dueAt: now,
      };
    }
  }
}
