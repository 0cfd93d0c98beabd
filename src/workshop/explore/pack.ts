import { PHONE_SERVICE, purposeFlow } from '../../flow/builtin.ts';
import { LANGUAGE_FLOW } from '../../flow/language-flow.ts';
import type { Library } from '../../flow/library.ts';
import type { Programme } from '../../flow/programme.ts';
import { consentFlow } from '../../flow/programme-file.ts';
import type { Edge, Walk } from './graph.ts';
import { actionsOf, built } from './matters.ts';
import { type WalkAsked, type WalkDeps, walk } from './walk.ts';

/** What is walked of a programme: the way in, then each lesson in its order, then homework, surveys and services. */
export function rootsOf(programme: Programme, library: Library): readonly string[] {
  const own = library.sources.filter(({ flow }) => flow.startsWith(`${programme.programme}/`)).map(({ flow }) => flow);
  const lessons = programme.modules.flatMap((module) => module.lessons.map((name) => `${programme.programme}/${name}`));
  const onTheWayIn = new Set(
    [
      LANGUAGE_FLOW,
      PHONE_SERVICE,
      consentFlow(programme),
      programme.profile,
      ...programme.purposes.map(({ id }) => purposeFlow(id)),
    ].map((name) => `${programme.programme}/${name}`),
  );
  const rest = own.filter((flow) => !lessons.includes(flow) && !onTheWayIn.has(flow));
  return [programme.programme, ...new Set([...lessons.filter((flow) => own.includes(flow)), ...rest])];
}

/** One turn of a walk that says something. */
export interface Turn {
  readonly walk: Walk;
  readonly edge: Edge & { readonly words: NonNullable<Edge['words']> };
}

/** Every turn of a walk that says something, in the order in which they were first met. */
export function turnsOf(walk: Walk): readonly Turn[] {
  return walk.edges.flatMap((edge) => (edge.words ? [{ walk, edge: edge as Turn['edge'] }] : []));
}

/**
 * All that answers understood at once lead to, in each language of a programme: what its turns cost. One walk as WhatsApp
 * serves for both forms (turn.ts), and one phone for each that others read where nothing is left out for them.
 */
export function* plainWalks(
  programme: Programme,
  given: WalkDeps,
  roots: readonly string[] = rootsOf(programme, given.deps.library),
): Generator<Walk> {
  const { library } = given.deps;
  for (const root of roots) {
    const asked = (more: Pick<WalkAsked, 'form' | 'shared'>) =>
      programme.languages.flatMap((language) => walk({ root, programme, language, plain: true, ...more }, given));
    yield* asked({ form: 'whatsapp' });
    if (asksPrivately(root, programme, library)) yield* asked({ form: 'whatsapp', shared: true });
    if (asksForChannel(root, library)) yield* asked({ form: 'sms' });
  }
}

/** On a shared phone some of its questions are asked in person, so that its turns are others. */
function asksPrivately(root: string, programme: Programme, library: Library): boolean {
  if (programme.sharedPhone.asks) return false;
  return questionsOf(root, library).some(
    ({ private: marked, save, accepts }) =>
      marked === true || accepts.types.includes('money') || (save !== undefined && programme.private.includes(save)),
  );
}

function questionsOf(root: string, library: Library) {
  const flow = library.flow(root);
  return (flow ? built(flow).plan.states : []).flatMap((state) =>
    actionsOf(state).flatMap((action) => (action.type === 'ask' ? [action.question] : [])),
  );
}

/** A condition goes by the channel. */
function asksForChannel(root: string, library: Library): boolean {
  const flow = library.flow(root);
  return (flow ? built(flow).plan.states : []).some((state) => JSON.stringify(state.fragment).includes('channel'));
}
