import fc from 'fast-check';
import { FACTS, FILE_KINDS, LISTENERS, STAFF_VERBS, VERBS } from '../../../src/assemble/capabilities.ts';
import { DAY, HOUR, MINUTE } from '../../../src/base/clock.ts';
import type { Json } from '../../../src/base/json.ts';
import type { ConverseDeps } from '../../../src/conversation/deps.ts';
import type { Turned } from '../../../src/conversation/event.ts';
import { NEWS_NAMES } from '../../../src/conversation/events.ts';
import type { InboundContent } from '../../../src/domain/inbound.ts';
import { tapId } from '../../../src/domain/option.ts';
import { buildLibrary } from '../../../src/flow/library-build.ts';
import { systemCatalogues } from '../../../src/locale/catalogue.ts';
import { createTexts } from '../../../src/locale/texts.ts';
import { care, ELENA, inCare, MARTA } from '../../conversation/care.ts';
import { MONDAY } from '../../end-to-end/house.ts';
import { lexiconOf, localeFiles } from '../../locale/files.ts';
import { anyJson } from '../bytes.ts';
import { broken, type Target } from '../target.ts';
import { lessons } from './lessons.ts';
import { Phones, type Sharer } from './phone.ts';
import { said } from './said.ts';

const AROUND: Readonly<Record<string, string>> = {
  'programme.yaml': `programme: prueba
title: Prueba
languages: [es-MX, en]
timezone: America/Monterrey
join: PRUEBO
consent: permiso-1
profile: registro
modules: [{ title: Todo, lessons: [uno, dos] }]
release: { days: [mon, wed, fri], at: "10:00" }
quiet_hours: 20:00-09:00
reminders: [{ unanswered: question, after: 24 hours, times: 2 }]
safeguarding: { focal_point: role:focal, phrases: services/cuidado.yaml }
certificate: attendance >= 0.5
`,
  'services/permiso.yaml':
    'service: permiso\ntitle: Su permiso\nsteps:\n  - ask: ¿Está de acuerdo?\n    id: acepta\n    answer: yes-no\n    save: consent\n    required: true\n',
  'services/registro.yaml':
    'service: registro\ntitle: Su registro\nsteps:\n  - ask: ¿Cómo se llama?\n    id: nombre\n    answer: name\n    save: profile.name\n    required: true\n',
  'services/aparte.yaml':
    'service: aparte\ntitle: Aparte\nsteps:\n  - ask: ¿Algo más?\n    id: mas\n    answer: text\n',
  'services/cuidado.yaml':
    'phrases: [me pega, tengo miedo, socorro]\nnot: [tengo miedo de no vender]\ncontact: [{ site: Llera, name: Línea, phone: "079", hours: siempre, verified_on: 2026-01-01 }]\n',
  'homework/libreta.yaml':
    'homework: libreta\ntitle: Su libreta\nask: Mándenos una foto de su libreta.\nsms: Escriba como hizo su libreta.\naccept: [photo, text, voice]\ndue: 3 days at 20:00\nremind: [1 day before at 18:00]\n',
  'surveys/base.yaml':
    'survey: base\nwave: baseline\nsteps:\n  - { ask: ¿Cuánto vendió ayer?, id: ventas, answer: money }\n  - { ask: ¿Le sirvió?, id: sirvio, answer: yes-no }\n',
};
const texts = createTexts(systemCatalogues(localeFiles));

/** The same pack plays many cases: the newest few are kept. */
const built = new Map<string, ConverseDeps | undefined>();
const BUILT_MOST = 40;

/** Undefined where the checker finds an error: such a pack is never played. */
export function depsOf(pack: readonly [string, string]): ConverseDeps | undefined {
  const key = pack.join('\n');
  if (built.has(key)) return built.get(key);
  const files = [
    ...Object.entries(AROUND).map(([path, text]) => ({ path: `prueba/${path}`, text })),
    ...pack.map((text, i) => ({ path: `prueba/lessons/${['uno', 'dos'][i]}.yaml`, text })),
  ];
  const { library, issues } = buildLibrary({
    files,
    mediaPaths: [],
    translations: [],
    verbs: VERBS,
    fileKinds: FILE_KINDS,
    facts: FACTS,
  });
  const isSound = !issues.some(({ severity }) => severity === 'error');
  const deps = isSound
    ? { library, texts, lexicon: lexiconOf, listeners: LISTENERS, staffVerbs: STAFF_VERBS }
    : undefined;
  if (built.size >= BUILT_MOST) built.delete(built.keys().next().value!);
  built.set(key, deps);
  return deps;
}

/** `who` is a share of those on the phone, `nth` of what is open there. */
type Move =
  | {
      readonly do: 'send';
      readonly content: InboundContent;
      readonly at: 'wa' | 'sms';
      readonly late: number;
      readonly quote?: number;
    }
  | { readonly do: 'tap'; readonly who: number; readonly nth: number; readonly option: number; readonly late: number }
  | { readonly do: 'timer'; readonly nth: number }
  | {
      readonly do: 'false timer';
      readonly who: number;
      readonly purpose: string;
      readonly thread: string;
      readonly key: string;
    }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'event'; readonly who: number; readonly name: string; readonly payload: Json };

const media = fc
  .constantFrom('photo', 'voice', 'video', 'document', 'sticker')
  .map((kind) => ({ kind: kind as 'photo', id: 'p' }));
const content: fc.Arbitrary<InboundContent> = fc.oneof(
  { weight: 10, arbitrary: said.map((text): InboundContent => ({ kind: 'text', text })) },
  fc.record(
    { kind: fc.constant('media' as const), media: fc.array(media, { minLength: 1, maxLength: 3 }), caption: said },
    { requiredKeys: ['kind', 'media'] },
  ) as fc.Arbitrary<InboundContent>,
  fc.constantFrom<InboundContent>(
    { kind: 'location', latitude: 1, longitude: 2 },
    { kind: 'location', latitude: 1e308, longitude: -1e308, name: 'x' },
    { kind: 'contacts', phones: [] },
    { kind: 'contacts', phones: ['+525550000009', 'x'] },
    { kind: 'reaction', to: 'm1', emoji: '👍' },
    { kind: 'edit', of: 'm1', text: 'si' },
    { kind: 'edit', of: 'm2' },
    { kind: 'deletion', of: 'm1' },
    { kind: 'welcome' },
    { kind: 'number-change', previous: '5215550000001', now: { raw: '5215550000002', phone: '+525550000002' } },
    { kind: 'unsupported', type: 'x' },
    { kind: 'tap', id: 'q.0.9', title: 'x' },
    { kind: 'tap', id: 'c.constructor', title: 'x' },
    { kind: 'tap', id: 'c.seguir', title: 'Seguir' },
    { kind: 'tap', id: 'nonsense', title: 'si' },
  ),
);

/** Every field that an event of any name reads, as somebody may fill it in. */
const pick = (...values: Json[]) => fc.constantFrom<Json>(...values);
const KEYS = Object.keys(
  localeFiles.find(({ language, name }) => language === 'es' && name === 'system')!.entries as object,
)
  .filter((key) => !/_(one|other)$/.test(key))
  .filter((_, i) => i % 9 === 0);
const FIELDS: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  programme: pick('prueba', 'prueba', 'otro', 'toString'),
  stage: pick('lessons', 'done'),
  finished: pick([], ['uno'], ['uno', 'dos'], ['x']),
  flow: pick('uno', 'dos', 'prueba/uno', 'aparte', 'base', 'libreta', '__proto__', 'x/y'),
  decision: pick('selected', 'waitlisted', 'declined'),
  why: pick('new', 'words', 'waiting', 'se mudó', ''),
  undone: pick(true, false),
  question: pick('q0', 'x'),
  text: pick('Mañana voy.', '', '{{name}}', 'x'.repeat(3_000)),
  sms: pick('Manana voy.', ''),
  number: pick(14, -1, 1e300, '14'),
  code: pick('c1', '1234'),
  survey: pick('base', 'x'),
  wave: pick('baseline', 'endline', 'x'),
  session: pick('s1', ''),
  kind: pick('moved', 'cancelled', 'added', 'restored', 'photo', 'voice', 'support', 'monitoring', 'x'),
  title: pick('Arranque', ''),
  starts: pick(MONDAY + DAY, 0, -1e15, 1e300, 1.5),
  state: pick('in', 'waiting', 'out'),
  given: pick(true, false),
  name: pick('Marta', '', 'reviewed'),
  data: pick(null, { verdict: 'accepted' }, [1]),
  verdict: pick('accepted', 'redo', 'excused', 'x'),
  by: pick('marta', '', 'Elena'),
  words: pick('', 'Muy bien'),
  what: pick('planned', 'moved', 'cancelled'),
  at: pick(MONDAY + 2 * DAY, 0, -1e15, 1e300),
  commitment: pick('k1'),
  due: pick('2026-03-05', '2026-02-30', '9999-12-31', '0001-01-01'),
  delivery: pick('d1'),
  items: pick('3 ollas', ''),
  // Keys are our own code's: one that no catalogue has is a mistake of ours, and its turn is set aside with its name.
  key: pick(...KEYS),
  over: pick(true, false),
  vars: pick({}, { name: 'Ana', number: 14 }, { __proto__x: 1 }),
  lines: pick([{ key: KEYS[0]! }], [{ key: KEYS[1]!, vars: { a: 1 }, lists: { b: [{ key: KEYS[2]! }] } }], []),
  files: pick([], [{ kind: 'document', file: 'a.pdf' }]),
  asks: pick({ verb: 'roll', about: 's1' }, { verb: 'toString', about: '' }),
  case: pick('c14', 'c99'),
  lane: pick('lane-marta', 'lane-ana'),
  media: pick('photo', [], ['photo'], null),
  reason: pick('too-large', 'gone', 'x'),
};
const payload: fc.Arbitrary<Json> = fc.oneof(
  { weight: 12, arbitrary: fc.record(FIELDS) as fc.Arbitrary<Json> },
  { weight: 2, arbitrary: fc.record(FIELDS, { requiredKeys: [] }) as fc.Arbitrary<Json> },
  anyJson as fc.Arbitrary<Json>,
);

const LATE = [0, 0, 0, 0, 5_000, 2 * MINUTE, HOUR, 2 * DAY, -HOUR];
const nth = fc.nat(9);
const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc
      .record(
        {
          do: fc.constant('send' as const),
          content,
          at: fc.constantFrom('wa' as const, 'sms' as const),
          late: fc.constantFrom(...LATE),
          quote: nth,
        },
        { requiredKeys: ['do', 'content', 'at', 'late'] },
      )
      .map(seldomQuoted),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('tap' as const),
      who: nth,
      nth,
      option: fc.nat(4),
      late: fc.constantFrom(...LATE),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('timer' as const), nth }) },
  fc.record({
    do: fc.constant('false timer' as const),
    who: nth,
    purpose: fc.constantFrom('remind', 'wait', 'due', 'expire', 'release', 'toString', ''),
    thread: fc.constantFrom('t1', '@x', ''),
    key: fc.constantFrom('k', '__proto__'),
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(MINUTE, HOUR, DAY, 9 * DAY, 200 * DAY),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('event' as const),
      who: nth,
      name: fc.constantFrom(...NEWS_NAMES, ...NEWS_NAMES, 'nonsense', 'toString', '__proto__'),
      payload,
    }),
  },
);

function seldomQuoted<T extends { readonly quote?: number }>(one: T): T {
  const { quote, ...plain } = one;
  return quote !== undefined && quote > 7 ? one : (plain as T);
}

/** Who is on the phone: a stranger, a learner, two learners, staff, staff and a learner, staff who has a case open. */
const TEAM = [MARTA, ELENA] as unknown as Json;
const SHARERS: Readonly<Record<string, readonly Sharer[]>> = {
  nobody: [],
  ana: [{ id: 'ana', name: 'Ana', facts: { staff: TEAM, attendance: 0.7 } }],
  'in care': [{ id: 'ana', name: 'Ana', facts: { staff: TEAM, care: [care()] } }],
  two: ['ana', 'luz'].map((id) => ({ id, name: id === 'ana' ? 'Ana' : 'Luz', facts: { staff: TEAM } })),
  staff: [{ id: 'marta', name: 'Marta', facts: { staff: TEAM, cases: [inCare()] } }],
  'staff and learner': [
    { id: 'luz', name: 'Luz', facts: { staff: TEAM } },
    {
      id: 'marta',
      name: 'Marta',
      facts: { staff: TEAM, cases: [inCare(), inCare({ id: 'c15', number: 15, open: false })] },
    },
  ],
};

export interface Story {
  readonly pack: readonly [string, string];
  readonly people: string;
  readonly placed: boolean;
  readonly moves: readonly Move[];
}

const at = <T>(list: readonly T[], n: number): T | undefined => (list.length === 0 ? undefined : list[n % list.length]);

/** Plays a story and returns every turn. */
export function play(
  deps: ConverseDeps,
  { people, placed, moves }: Story,
  look: (phones: Phones, turned: Turned, wasSilent: boolean) => void,
): string {
  const phones = new Phones(deps, MONDAY, SHARERS[people]!);
  const turns: Turned[] = [];
  const heard = (does: () => Turned | undefined) => {
    const wasSilent = phones.isSilent();
    const turned = does();
    if (!turned) return;
    turns.push(turned);
    look(phones, turned, wasSilent);
  };
  if (placed)
    for (const id of [...phones.people.keys()]) {
      heard(() =>
        phones.hears({
          kind: 'event',
          personId: id,
          name: 'programme.place',
          payload: { programme: 'prueba', stage: 'lessons' },
        }),
      );
      heard(() => phones.hears({ kind: 'event', personId: id, name: 'flow.start', payload: { flow: 'uno' } }));
    }
  for (const one of moves) heard(() => happens(phones, one));
  return JSON.stringify([turns, phones.lane, [...phones.people]]);
}

function happens(phones: Phones, one: Move): Turned | undefined {
  const ids = [...phones.people.keys()];
  switch (one.do) {
    case 'send': {
      const open = ids.flatMap((id) => phones.questions(id));
      const quoted = one.quote === undefined ? undefined : (at(open, one.quote)?.id ?? 'gone');
      return phones.message(one.content, one.at, phones.now - one.late, quoted);
    }
    case 'tap': {
      const question = at(phones.questions(at(ids, one.who) ?? ''), one.nth);
      if (!question) return undefined;
      return phones.message(
        { kind: 'tap', id: tapId.option(question.id, one.option), title: 'x' },
        'wa',
        phones.now - one.late,
      );
    }
    case 'timer': {
      const found = at(phones.timers, one.nth);
      if (!found) return undefined;
      const { personId, timer } = found;
      const { key, purpose, thread, question, nth: repetition } = timer;
      return phones.hears({
        kind: 'timer',
        personId,
        key,
        purpose,
        dueAt: phones.now,
        ...(thread ? { thread } : {}),
        ...(question ? { question } : {}),
        ...(repetition ? { nth: repetition } : {}),
      });
    }
    case 'false timer': {
      const personId = at(ids, one.who);
      return personId === undefined
        ? undefined
        : phones.hears({
            kind: 'timer',
            personId,
            key: one.key,
            purpose: one.purpose,
            thread: one.thread,
            dueAt: phones.now,
          });
    }
    case 'wait':
      phones.now += one.ms;
      return undefined;
    case 'event': {
      const personId = at(ids, one.who);
      return personId === undefined
        ? undefined
        : phones.hears({ kind: 'event', personId, name: one.name, payload: one.payload });
    }
  }
}

/** A conversation of months of everything keeps within this: it is loaded and written at every turn. */
const STATE_MOST = 200_000;

function looksSound(phones: Phones, turned: Turned, wasSilent: boolean): void {
  const effects = turned.effects;
  if (wasSilent && !effects.some(({ kind }) => kind === 'opt-in') && effects.some(({ kind }) => kind === 'send'))
    broken('something was sent to a phone that asked for silence', turned);
  for (const [id, { state }] of phones.people) {
    if (state !== null && state.length > STATE_MOST) broken(`a conversation has ${state.length} characters`);
    const questions = phones.questions(id);
    if (new Set(questions.map((question) => question.id)).size !== questions.length)
      broken('a question is open twice', questions);
  }
}

function holds(story: Story): void {
  const deps = depsOf(story.pack);
  if (!deps) return;
  const first = play(deps, story, looksSound);
  if (play(deps, story, () => {}) !== first) broken('the same story told twice is not the same');
}

export const conversations: Target<Story> = {
  name: 'conversations',
  promise:
    'Any sequence of messages, taps, timers and events over any checked flow: every turn ends, keeps plain JSON, says nothing to a phone that asked for silence, and is the same when it is played again.',
  cases: fc.record({
    pack: fc.oneof({ weight: 1, arbitrary: lessons }),
    people: fc.constantFrom(...Object.keys(SHARERS)),
    placed: fc.boolean(),
    moves: fc.array(move, { minLength: 1, maxLength: 25 }),
  }),
  short: 250,
  long: 60_000,
  chunk: 500,
  open: async () => ({ holds }),
};
