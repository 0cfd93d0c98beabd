import type { Programme } from '../flow/programme.ts';
import { type Draft, programmeOf } from './draft.ts';
import type { Thread } from './state.ts';

export function lessonsOf(programme: Programme): readonly string[] {
  return courseOf(programme).lessons;
}

/** Asked several times a turn, so made once for each programme as loaded: its lessons in order, and by the id of their flow. */
interface Course {
  readonly lessons: readonly string[];
  readonly byFlow: ReadonlyMap<string, string>;
}

const COURSES = new WeakMap<Programme, Course>();

function courseOf(programme: Programme): Course {
  const known = COURSES.get(programme);
  if (known) return known;
  const lessons = programme.modules.flatMap((module) => module.lessons);
  const byFlow = new Map(lessons.map((lesson) => [`${programme.programme}/${lesson}`, lesson]));
  const made: Course = { lessons, byFlow };
  COURSES.set(programme, made);
  return made;
}

/** The first lesson that she has neither finished nor open; none while the team has not chosen her. */
export function nextLesson(d: Draft): string | undefined {
  const programme = programmeOf(d);
  if (!programme || d.conversation.journey?.stage === 'applied') return undefined;
  const begun = d.conversation.threads.map((thread) => thread.flow);
  return lessonsOf(programme).find(
    (lesson) =>
      !d.conversation.journey?.finished.includes(lesson) && !begun.includes(`${programme.programme}/${lesson}`),
  );
}

/** The name of the lesson that a flow is; undefined for any other flow. */
export function lessonName(d: Draft, flow: string): string | undefined {
  const programme = programmeOf(d);
  return programme && courseOf(programme).byFlow.get(flow);
}

/** The lesson she is in, or that waits for its turn to speak. */
export function lessonInProgress(d: Draft): Thread | undefined {
  return d.conversation.threads.find((thread) => lessonName(d, thread.flow) !== undefined);
}

/** Inside a cohort with `release`, lessons come on their days; otherwise she opens the next herself. */
export function isReleased(d: Draft): boolean {
  return programmeOf(d)?.release !== undefined && Boolean(d.world.facts['cohort']);
}

export function titleOf(d: Draft, flow: string): string {
  const found = d.deps.library.flow(`${programmeOf(d)?.programme}/${flow}`);
  return (found && d.deps.library.text(found, '', 'title', d.language)?.text) ?? found?.title ?? flow;
}
