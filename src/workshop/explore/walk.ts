import type { ConverseDeps } from '../../conversation/deps.ts';
import type { Turned } from '../../conversation/event.ts';
import type { Conversation } from '../../conversation/state.ts';
import type { Form } from '../../domain/channel.ts';
import { localDate } from '../../domain/time.ts';
import type { Cel } from '../../flow/cel.ts';
import type { Library } from '../../flow/library.ts';
import type { Programme } from '../../flow/programme.ts';
import type { At, Edge, Move, Place, Walk } from './graph.ts';
import { type Matters, mattersOf } from './matters.ts';
import { type Allowed, movesFrom } from './moves.ts';
import { firstScene, type Happening, type Scene, type Setting, type Stepped, step } from './scene.ts';
import { type Situation, situationsOf } from './situations.ts';
import { stateOf } from './state.ts';
import { wordsOf } from './turn.ts';

/** Places of one walk: a lesson of 50 questions has some 600. Beyond this the walk stops and says so. */
export const PLACES_MOST = 4_000;
/** Seeds tried where a step draws lots: with ten ways of one weight each is met. */
const CHANCES = 40;

export interface WalkDeps {
  readonly deps: ConverseDeps;
  readonly cel: Cel;
}

export interface WalkAsked {
  /** `<programme>/<flow>`; `<programme>` is the way in, from the join word to the first lesson. */
  readonly root: string;
  readonly programme: Programme;
  readonly language: string;
  readonly form: Form;
  readonly shared?: boolean;
  /** Only answers that are understood at once: no ladder, no silence. Enough for what each turn costs. */
  readonly plain?: boolean;
}

/**
 * Drives the real conversation through every turn that a flow can give: from the moment it opens for a woman who is
 * enrolled and has consented, over every class of answer at each question, until the flow is over. One walk for each way
 * her record may stand (situations.ts).
 */
export function walk(asked: WalkAsked, { deps, cel }: WalkDeps): readonly Walk[] {
  const { programme, language, form, shared = false, root, plain = false } = asked;
  const setting: Setting = { deps, programme, language, form, shared };
  const { matters, situations } = prepared(root === programme.programme ? entry(programme) : root, setting, cel);
  const from = root === programme.programme ? situations.slice(0, 1) : situations;
  return from.map((situation) => new Walker(root, setting, matters, situation, plain).walk());
}

interface Prepared {
  readonly matters: Matters;
  readonly situations: readonly Situation[];
}

const PREPARED = new WeakMap<Library, Map<string, Prepared>>();

/** The same for each language and phone: worked out once for a flow. */
function prepared(flow: string, setting: Setting, cel: Cel): Prepared {
  const { library } = setting.deps;
  const known = PREPARED.get(library) ?? new Map<string, Prepared>();
  PREPARED.set(library, known);
  const before = known.get(flow);
  if (before) return before;
  const matters = mattersOf(flow, library, cel);
  const { now } = firstScene(setting, { person: {}, profile: {}, answers: {}, facts: {} });
  const today = localDate(now, setting.programme.timezone);
  const made = { matters, situations: situationsOf(matters, library, cel, now, today) };
  known.set(flow, made);
  return made;
}

/** The flow of the way in whose answers decide about the rest. */
const entry = ({ programme, profile }: Programme): string => `${programme}/${profile ?? ''}`;

class Walker {
  readonly #root: string;
  readonly #setting: Setting;
  readonly #matters: Matters;
  readonly #situation: Situation;
  readonly #allowed: Allowed;
  readonly #places: Place[] = [];
  readonly #edges: Edge[] = [];
  readonly #known = new Map<string, number>();
  #circle: readonly string[] | undefined;

  constructor(root: string, setting: Setting, matters: Matters, situation: Situation, plain: boolean) {
    this.#root = root;
    this.#setting = setting;
    this.#matters = matters;
    this.#situation = situation;
    this.#allowed = { plain, lexicon: setting.deps.lexicon(setting.language), form: setting.form };
  }

  walk(): Walk {
    this.#begin();
    let bounded = false;
    for (let next = 0; next < this.#places.length; next++) {
      const place = this.#places[next]!;
      if (place.is === 'end' || place.is === 'person') continue;
      if (this.#places.length >= PLACES_MOST) {
        bounded = true;
        break;
      }
      for (const { move, happening } of movesFrom(place, this.#allowed)) this.#try(place, move, happening);
    }
    const { language, form, shared } = this.#setting;
    return {
      root: this.#root,
      language,
      form,
      shared,
      means: this.#situation.means,
      places: this.#places,
      edges: this.#edges,
      bounded,
      ...(this.#circle ? { circle: this.#circle } : {}),
    };
  }

  #begin(): void {
    const { programme } = this.#setting;
    const { known } = this.#situation;
    const wayIn = this.#root === programme.programme;
    let scene: Scene = firstScene(this.#setting, wayIn ? { ...known, person: {}, profile: {} } : known);
    if (!wayIn) {
      const name = this.#root.slice(programme.programme.length + 1);
      const lessons = programme.modules.flatMap((module) => module.lessons);
      const finished = lessons.slice(0, Math.max(0, lessons.indexOf(name)));
      scene = { ...scene, conversation: EMPTY };
      const payload = { programme: programme.programme, stage: 'lessons', finished };
      // Timers of what the programme brings by itself are not of this flow.
      scene = { ...step(scene, { is: 'news', name: 'programme.place', payload }, this.#setting).scene, timers: [] };
    }
    const start: Place = { id: 0, scene, at: { flow: this.#root, step: '' }, is: 'open' };
    this.#places.push(start);
    const happening: Happening = wayIn
      ? { is: 'said', content: { kind: 'text', text: programme.join } }
      : { is: 'news', name: 'flow.start', payload: { flow: this.#root } };
    this.#try(start, { class: 'begin', label: wayIn ? programme.join : '' }, happening);
  }

  /** Takes a move; where it draws lots, once for each way they may fall. */
  #try(from: Place, move: Move, happening: Happening): void {
    const first = step(from.scene, happening, this.#setting);
    this.#arrive(from, move, first);
    if (!this.#matters.draws || drawn(first.scene) === drawn(from.scene)) return;
    const fallen = new Set([outcome(first)]);
    for (let n = 1; n < CHANCES; n++) {
      const other = step(from.scene, happening, this.#setting, `walk-${n}`);
      if (fallen.has(outcome(other))) continue;
      fallen.add(outcome(other));
      this.#arrive(from, move, other);
    }
  }

  #arrive(from: Place, move: Move, { scene, turned }: Stepped): void {
    const { conversation } = scene;
    const words = wordsOf(turned, this.#setting.form);
    const at = standing(conversation, from.at);
    const is = this.#kind(from, move, scene, turned);
    const state = `${is} ${stateOf(scene, this.#matters)}`;
    const seen = this.#known.get(state);
    const asked = words?.questionId === undefined ? undefined : questionAt(conversation, words.questionId);
    const wrong = turned.effects.some((effect) => effect.kind === 'answer' && effect.correct === false);
    const edge: Edge = {
      from: from.id,
      to: seen ?? this.#places.length,
      move,
      ...(words ? { words } : {}),
      about: asked ?? (from.at.step === '' ? at : from.at),
      did: turned.did,
      wrong,
    };
    this.#edges.push(edge);
    if (seen !== undefined) return;
    this.#known.set(state, edge.to);
    this.#places.push({ id: edge.to, scene, at, is, by: edge });
  }

  #kind(from: Place, move: Move, { conversation }: Scene, turned: Turned): Place['is'] {
    if (!conversation || this.#isOver(conversation)) return 'end';
    if (conversation.withPerson !== undefined) return 'person';
    const circle = circleIn(conversation);
    if (circle) {
      this.#circle ??= circle;
      return 'end';
    }
    // What was not understood, or not answered, leaves her where she was: one rung up, or reminded.
    const aside =
      turned.did === 'missed' || move.class === 'miss' || /^silence:(remind|unanswered|no-answer)/.test(move.class);
    return aside &&
      conversation.threads.length === from.scene.conversation?.threads.length &&
      !movedOn(conversation, from)
      ? 'aside'
      : 'open';
  }

  #isOver({ threads, journey }: Conversation): boolean {
    if (this.#root === this.#setting.programme.programme)
      return journey?.stage !== 'consent' && journey?.stage !== 'profile';
    return !threads.some(({ flow }) => flow === this.#root);
  }
}

const EMPTY: Conversation = { threads: [], questions: [], closed: [], strays: 0 };

/** The thread stands at another step than before. */
function movedOn({ threads }: Conversation, from: Place): boolean {
  const before = from.scene.conversation?.threads ?? [];
  return threads.some((thread, i) => thread.machine.value !== before[i]?.machine.value);
}

function drawn({ conversation }: Scene): string {
  return JSON.stringify(conversation?.threads.map(({ machine }) => machine.context.draws));
}

/** What is said and where it stands, whatever the draw was. */
function outcome({ scene, turned }: Stepped): string {
  const said = turned.effects.flatMap((effect) =>
    effect.kind === 'send' ? effect.group.parts.map(({ message }) => message.text) : [],
  );
  return JSON.stringify([said, scene.conversation?.threads.map(({ machine }) => machine.value)]);
}

function questionAt(conversation: Conversation | undefined, id: string): At | undefined {
  const question = conversation?.questions.find((one) => one.id === id);
  const thread = conversation?.threads.find((one) => one.id === question?.thread);
  return question && thread && { flow: thread.flow, step: question.step };
}

/** The question that waits, else the step at which the newest thread stands. */
function standing(conversation: Conversation | undefined, before: At): At {
  const question = conversation?.questions.findLast((one) => !one.thread.startsWith('@') && !one.collects);
  const asked = question && questionAt(conversation, question.id);
  const thread = conversation?.threads.findLast(({ held }) => !held);
  return asked ?? (thread ? { flow: thread.flow, step: thread.machine.value } : before);
}

/** A flow that waits for itself: every round goes one thread deeper. */
function circleIn({ threads }: Conversation): readonly string[] | undefined {
  for (const thread of threads) {
    const chain = [thread.flow];
    for (
      let up = threads.find(({ id }) => id === thread.parent);
      up;
      up = threads.find(({ id }) => id === up!.parent)
    ) {
      chain.unshift(up.flow);
      if (up.flow === thread.flow) return chain.map((flow) => flow.slice(flow.indexOf('/') + 1));
    }
  }
  return undefined;
}
