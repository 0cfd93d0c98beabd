import { HOUR, MINUTE, type Millis, SECOND } from '../../src/base/clock.ts';
import type { Json } from '../../src/base/json.ts';
import { converse } from '../../src/conversation/converse.ts';
import type { ConverseDeps } from '../../src/conversation/deps.ts';
import type { LaneAddress, LaneEvent, LanePerson, LaneView, Turned } from '../../src/conversation/event.ts';
import { type Conversation, EMPTY_CONVERSATION, EMPTY_LANE, type LaneState } from '../../src/conversation/state.ts';
import { readConversation, writeConversation } from '../../src/conversation/stored.ts';
import type { Effect, EffectKind } from '../../src/domain/effect.ts';
import type { Inbound, InboundContent } from '../../src/domain/inbound.ts';
import { tapId } from '../../src/domain/option.ts';
import type { OutMessage } from '../../src/domain/outbound.ts';
import type { TimerRequest } from '../../src/domain/timer.ts';
import type { World } from '../../src/domain/world.ts';
import type { FlowSource, Library } from '../../src/flow/library.ts';
import { buildLibrary } from '../../src/flow/library-build.ts';
import { systemCatalogues } from '../../src/locale/catalogue.ts';
import { createTexts } from '../../src/locale/texts.ts';
import { checkIn } from '../../src/programme/check-in/index.ts';
import { handoff } from '../../src/programme/handoff/index.ts';
import { homework } from '../../src/programme/homework/index.ts';
import type { Listener } from '../../src/programme/manifest.ts';
import { survey } from '../../src/programme/survey/index.ts';
import { lexiconOf, localeFiles } from '../locale/files.ts';
import { english } from '../locale/tell.ts';

const TEXTS = createTexts(systemCatalogues(localeFiles));
const CAPABILITIES = [homework, checkIn, handoff, survey];
export const START = Date.UTC(2026, 2, 2, 16);

const PROGRAMME = (lessons: readonly string[]) => `programme: prueba
title: Prueba
languages: [es-MX, en]
timezone: America/Monterrey
join: PRUEBO
consent: permiso-1
profile: registro
modules: [{ title: Todo, lessons: [${lessons.join(', ')}] }]
reminders: [{ unanswered: question, after: 24 hours, times: 2 }]
safeguarding: { focal_point: role:focal, phrases: services/cuidado.yaml }
shared_phone: { at_entry: skip }
`;

export const CONSENT =
  'service: permiso\ntitle: Su permiso\nsteps:\n  - ask: ¿Está de acuerdo?\n    id: acepta\n    answer: yes-no\n    save: consent\n    required: true\n';
const SERVICES = [
  CONSENT,
  'service: registro\ntitle: Su registro\nsteps:\n  - ask: ¿Cómo se llama?\n    id: nombre\n    answer: name\n    save: profile.name\n    required: true\n',
];

/** A library of these files, whose lessons are taken in the order given. Throws on any issue of theirs. */
export function libraryOf(texts: readonly string[], old: readonly FlowSource[] = []): Library {
  const key = JSON.stringify([texts, old]);
  const known = LIBRARIES.get(key) ?? buildPack(texts, old);
  LIBRARIES.set(key, known);
  return known;
}

/** Libraries are immutable, so tests share them. */
const LIBRARIES = new Map<string, Library>();

function buildPack(texts: readonly string[], old: readonly FlowSource[]): Library {
  // A later file of the same name takes the place of an earlier.
  const byName = new Map([...SERVICES, ...texts].map((text) => [text.split('\n', 1)[0], text]));
  const files = [...byName.values()].map((text) => {
    const [, kind, name] = /^(lesson|service|homework|survey): (\S+)/m.exec(text) ?? [];
    return { path: `flows/prueba/${kind === 'homework' ? kind : `${kind}s`}/${name}.yaml`, text };
  });
  const lessons = texts.flatMap((text) => /^lesson: (\S+)/m.exec(text)?.[1] ?? []);
  files.push({ path: 'flows/prueba/programme.yaml', text: PROGRAMME(lessons) });
  files.push({
    path: 'flows/prueba/services/cuidado.yaml',
    text: 'phrases: [me pega, tengo miedo, socorro]\nnot: [tengo miedo de no vender]\ncontact: [{ site: Llera, name: Línea, phone: "079", hours: siempre, verified_on: 2026-01-01 }]\n',
  });
  const { library, issues } = buildLibrary({
    files,
    mediaPaths: ['flows/prueba/media/voz.ogg', 'flows/prueba/media/bote.jpg'],
    translations: [],
    verbs: CAPABILITIES.flatMap((one) => one.steps as never[]),
    fileKinds: CAPABILITIES.flatMap((one) => ('files' in one ? one.files : [])) as never[],
    facts: CAPABILITIES.flatMap((one) => ('facts' in one ? one.facts : [])) as never[],
    old,
  });
  const errors = issues.filter(({ severity }) => severity === 'error');
  if (errors.length)
    throw new Error(
      errors.map(({ code, place, message }) => `${code} ${place.path}:${place.line} ${english(message)}`).join('\n'),
    );
  return library;
}

export interface PersonSetup {
  readonly id: string;
  readonly name?: string;
  readonly facts?: Record<string, Json>;
}

/** One phone and those who share it, spoken to turn by turn through the real conversation. State crosses as JSON. */
export class Talk {
  deps: ConverseDeps;
  now: Millis = START;
  readonly turns: Turned[] = [];
  lane: LaneState = EMPTY_LANE;
  optedOut: 'learner' | 'provider' | undefined;
  readonly people = new Map<
    string,
    {
      state: string | null;
      schema: number;
      person: Record<string, Json>;
      profile: Record<string, Json>;
      facts: Record<string, Json>;
      language?: string;
      silent?: boolean;
    }
  >();
  /** Timers as the store would hold them: key → request. */
  readonly timers = new Map<string, TimerRequest>();
  readonly log: { view: LaneView; event: LaneEvent; at: { now: number; seed: string }; turned: Turned }[] = [];
  form: LaneAddress['form'];
  #n = 0;

  constructor(
    texts: readonly string[],
    setup: {
      readonly people?: readonly PersonSetup[];
      readonly form?: LaneAddress['form'];
      readonly listeners?: readonly Listener[];
    } = {},
  ) {
    this.deps = {
      library: libraryOf(texts),
      texts: TEXTS,
      lexicon: lexiconOf,
      listeners: setup.listeners ?? checkIn.listeners,
      staffVerbs: handoff.staffVerbs,
    };
    this.form = setup.form ?? 'whatsapp';
    for (const { id, name, facts } of setup.people ?? []) {
      this.people.set(id, { state: null, schema: 1, person: {}, profile: name ? { name } : {}, facts: facts ?? {} });
    }
  }

  /** The join word, and the language she wants: the pack has two. */
  joins(): this {
    return this.says('PRUEBO').says('español');
  }

  /** Everyone is in the programme, and the first lesson (or this flow) is open. */
  static enrolled(
    texts: readonly string[],
    setup: ConstructorParameters<typeof Talk>[1] & { readonly open?: string | null } = {},
  ): Talk {
    const talk = new Talk(texts, { people: [{ id: 'ana', name: 'Ana' }], ...setup });
    for (const id of talk.people.keys()) {
      talk.event('programme.place', { programme: 'prueba', stage: 'lessons' }, id);
      const first = setup.open === undefined ? /^lesson: (\S+)/m.exec(texts[0]!)![1]! : setup.open;
      if (first) talk.event('flow.start', { flow: first }, id);
    }
    return talk;
  }

  says(
    text: string,
    more: { readonly sentAt?: Millis; readonly quote?: string; readonly providerOptOut?: 'stop' | 'start' } = {},
  ): this {
    return this.sends({ kind: 'text', text }, more);
  }

  sends(
    content: InboundContent,
    more: { readonly sentAt?: Millis; readonly quote?: string; readonly providerOptOut?: 'stop' | 'start' } = {},
  ): this {
    this.now += 10 * SECOND;
    const inbound: Inbound = {
      our: { channel: this.form === 'sms' ? 'twilio-sms' : 'whatsapp-cloud', number: '1' },
      providerId: `m${++this.#n}`,
      sender: { raw: '5215550000001' },
      sentAt: more.sentAt ?? this.now,
      sentBy: 'provider',
      content,
      ...(more.providerOptOut ? { providerOptOut: more.providerOptOut } : {}),
    };
    const quoted = more.quote === undefined ? {} : { quoted: { questionId: more.quote } };
    return this.hears({ kind: 'message', inbound, addressId: 'a1', ...quoted });
  }

  photo(caption?: string): this {
    return this.sends({ kind: 'media', media: [{ kind: 'photo', id: 'p' }], ...(caption ? { caption } : {}) });
  }

  voice(): this {
    return this.sends({ kind: 'media', media: [{ kind: 'voice', id: 'v' }] });
  }

  /** Taps option n (from 1) of a question, by default the newest. */
  taps(n: number, question = this.questions().at(-1)!.id): this {
    const open = this.questions().find(({ id }) => id === question);
    return this.sends({ kind: 'tap', id: tapId.option(question, n - 1), title: open?.options[n - 1]?.label ?? 'x' });
  }

  event(name: string, payload: Json = {}, personId = 'ana'): this {
    return this.hears({ kind: 'event', personId, name, payload });
  }

  /** A timer comes back, whatever hour it is. */
  fires(key: string, personId = this.first()): this {
    const request = this.timers.get(key);
    if (!request) throw new Error(`no timer ${key}; there are ${[...this.timers.keys()].join(', ')}`);
    return this.firesRequest(request, personId);
  }

  firesRequest({ key, purpose, thread, question, nth }: TimerRequest, personId = this.first()): this {
    return this.hears({
      kind: 'timer',
      personId,
      key,
      purpose,
      dueAt: this.now,
      ...(thread ? { thread } : {}),
      ...(question ? { question } : {}),
      ...(nth ? { nth } : {}),
    });
  }

  waits(time: Millis): this {
    this.now += time;
    return this;
  }

  hears(event: LaneEvent): this {
    const at = { now: this.now, seed: `s${++this.#n}` };
    const view = this.view();
    const turned = converse(view, event, this.deps, at);
    this.log.push({ view, event, at, turned });
    this.turns.push(turned);
    if (turned.lane) this.lane = JSON.parse(JSON.stringify(turned.lane));
    for (const effect of turned.effects) this.#apply(effect);
    for (const [id, conversation] of Object.entries(turned.conversations)) {
      Object.assign(this.people.get(id)!, writeConversation(conversation));
    }
    return this;
  }

  #apply(effect: Effect): void {
    switch (effect.kind) {
      case 'person.create':
        this.people.set(effect.personId, {
          state: null,
          schema: 1,
          person: {},
          profile: {},
          facts: {},
          language: effect.language,
        });
        return;
      case 'person.set': {
        const [root, key] = effect.path.split('.') as ['person' | 'profile', string];
        this.people.get(effect.personId)![root][key] = effect.value;
        if (effect.path === 'profile.language') this.people.get(effect.personId)!.language = effect.value as string;
        return;
      }
      case 'opt-out':
        this.optedOut = effect.by;
        for (const one of this.people.values()) one.silent = true;
        return;
      case 'opt-in':
        this.optedOut = undefined;
        if (effect.personId !== undefined) this.people.get(effect.personId)!.silent = false;
        return;
      case 'timer.set':
        this.timers.set(effect.timer.key, effect.timer);
        return;
      case 'timer.cancel':
        this.timers.delete(effect.key);
        return;
      default:
        return;
    }
  }

  view(): LaneView {
    const address: LaneAddress = {
      id: 'a1',
      channel: this.form === 'sms' ? 'twilio-sms' : 'whatsapp-cloud',
      form: this.form,
      ourNumber: '1',
      optedOut: this.optedOut !== undefined,
      simulated: false,
      ...(this.optedOut ? { optedOutBy: this.optedOut } : {}),
    };
    const persons = [...this.people].map(
      ([id, { state, schema, person, profile, facts, language, silent }]): LanePerson => {
        const world: World = { person, profile, answers: {}, channel: this.form, language: language ?? 'es-MX', facts };
        return {
          id,
          addresses: ['a1'],
          conversation: readConversation(state, schema),
          world: structuredClone(world),
          ...(language ? { language } : {}),
          ...(silent ? { silentAt: ['a1'] } : {}),
        };
      },
    );
    return { lane: this.lane, addresses: [address], persons };
  }

  first(): string {
    return [...this.people.keys()][0]!;
  }

  state(id = this.first()): Conversation {
    const kept = this.people.get(id);
    return kept ? readConversation(kept.state, kept.schema) : EMPTY_CONVERSATION;
  }

  questions(id?: string): Conversation['questions'] {
    return this.state(id).questions;
  }

  /** The question asked at a step. */
  question(step: string, id?: string) {
    return this.questions(id).find((question) => question.step === step);
  }

  get last(): Turned {
    return this.turns.at(-1)!;
  }

  did(): string {
    return this.last.did;
  }

  sent(turned = this.last): OutMessage[] {
    return turned.effects.flatMap((effect) =>
      effect.kind === 'send' ? effect.group.parts.map((part) => part.message) : [],
    );
  }

  /** All that was said in the last turn, as one text. */
  reply(): string {
    return this.sent()
      .map((message) => (this.form === 'sms' ? message.sms : message.text))
      .join('\n');
  }

  effects<K extends EffectKind>(kind: K, turned = this.last): Extract<Effect, { kind: K }>[] {
    return turned.effects.filter((effect): effect is Extract<Effect, { kind: K }> => effect.kind === kind);
  }

  allEffects<K extends EffectKind>(kind: K): Extract<Effect, { kind: K }>[] {
    return this.turns.flatMap((turned) => this.effects(kind, turned));
  }
}

export { HOUR, MINUTE, SECOND };
