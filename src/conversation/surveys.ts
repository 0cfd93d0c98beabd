import { DAY, type Millis } from '../base/clock.ts';
import { addDays, addMonths, localMoment } from '../domain/time.ts';
import type { PlannedSurvey } from '../flow/programme.ts';
import { hasAgreed } from '../programme/consents/fact.ts';
import { surveysIn } from '../programme/survey/fact.ts';
import { mayWrite } from './day-limit.ts';
import { type Draft, effect, programmeOf } from './draft.ts';
import { LONG_SILENCE } from './limits.ts';
import { closeQuestion } from './questions.ts';
import { reachable } from './reachable.ts';
import { backAt, isResting, todayOf } from './rests.ts';
import type { Thread } from './state.ts';
import { flowId, isSpeaking, openThread, removeThread, threadOf } from './threads.ts';
import { hourOf } from './when.ts';
import { zoneOf } from './zone.ts';

/** Purpose of the timers that bring a survey; their keys name it and its wave. */
export const SURVEY = 'survey';

/** Asked more often people stop answering: at most one survey a week. */
const APART: Millis = 7 * DAY;
/** The local hour of a survey that comes by a date. */
const HOUR_OF_DAY = '10:00';

export interface AskedSurvey {
  readonly survey: string;
  readonly wave: string;
}

/** Where the programme asks something of whoever begins, before her first lesson; and what is asked so long after it. */
export function surveysAtStart(d: Draft): void {
  for (const plan of planned(d, 'start')) if (isMeant(d, plan)) open(d, plan, 'lesson');
  planAfter(d, 'start');
}

/** Her lessons are done: what is asked now, and what is asked so long after. */
export function surveysAtEnd(d: Draft): void {
  for (const plan of planned(d, 'end')) askSurvey(d, plan);
  planAfter(d, 'end');
}

function planAfter(d: Draft, since: 'start' | 'end'): void {
  for (const plan of programmeOf(d)?.surveyPlan ?? []) {
    if (typeof plan.when !== 'object' || (plan.when.from ?? 'end') !== since) continue;
    const today = todayOf(d);
    const day = 'months' in plan.when ? addMonths(today, plan.when.months) : addDays(today, plan.when.days);
    later(d, plan, localMoment(day, hourOf(d, HOUR_OF_DAY), zoneOf(d)));
  }
}

/**
 * A survey is due for her: by its day, or because the team sends it. It begins when she may be written to, and no sooner
 * than a week after the one before; a wave that she has begun already is not begun again.
 */
export function askSurvey(d: Draft, asked: AskedSurvey): string {
  const stage = d.conversation.journey?.stage;
  if ((stage !== 'lessons' && stage !== 'done') || !d.deps.library.flow(flowId(d, asked.survey))) return 'ignored';
  if (!isMeant(d, asked)) return 'not-meant';
  const wait = waitUntil(d);
  if (wait !== undefined) {
    later(d, asked, wait);
    return 'later';
  }
  d.kind = d.sentAt === undefined ? 'reminder' : d.kind;
  d.rank = 'nudge';
  open(d, asked);
  return 'survey';
}

/** A timer of one has come. */
export function surveyDue(d: Draft, key: string): string {
  const [, survey = '', wave = ''] = key.split(':');
  return askSurvey(d, { survey, wave });
}

const planned = (d: Draft, when: PlannedSurvey['when']): readonly PlannedSurvey[] =>
  (programmeOf(d)?.surveyPlan ?? []).filter((plan) => plan.when === when);

/** She has not been asked it yet, and has agreed to be where that is needed. */
function isMeant(d: Draft, { survey, wave }: AskedSurvey): boolean {
  const plan = programmeOf(d)?.surveyPlan.find((one) => one.survey === survey && one.wave === wave);
  if (plan?.needs !== undefined && !hasAgreed(d.world.facts, plan.needs)) return false;
  return surveysIn(d.world.facts)[survey]?.[wave] === undefined;
}

/** When she may be asked; undefined: now. */
function waitUntil(d: Draft): Millis | undefined {
  const asked = Object.values(surveysIn(d.world.facts)).flatMap((waves) => Object.values(waves).map(({ at }) => at));
  const last = Math.max(0, ...asked, ...surveyThreads(d).map(({ openedAt }) => openedAt));
  if (last > 0 && d.now < last + APART) return last + APART;
  if (isResting(d)) return backAt(d);
  // Somebody of the team talks with her, nobody is at her number, or her day is full.
  if (d.conversation.withPerson !== undefined || !reachable(d) || !mayWrite(d, 'nudge')) return d.now + DAY;
  return undefined;
}

function later(d: Draft, { survey, wave }: AskedSurvey, at: Millis): void {
  const timer = { key: `${SURVEY}:${survey}:${wave}`, anchor: { at }, rule: { after: 0 }, purpose: SURVEY };
  effect(d, { kind: 'timer.set', personId: d.person.id, timer });
}

/** The survey that she is in, whatever its wave. */
export const surveyThread = (d: Draft, survey: string): Thread | undefined =>
  d.conversation.threads.find(({ flow }) => flow === flowId(d, survey));

const surveyThreads = (d: Draft): readonly Thread[] =>
  d.conversation.threads.filter(({ flow }) => d.deps.library.flow(flow)?.kind === 'survey');

/** Asks it. A wave that never came to its end gives way to the next, as does a survey that nobody has moved for a week. */
function open(d: Draft, { survey, wave }: AskedSurvey, rank?: 'lesson'): void {
  // Behind a question that she has let lie it would wait for ever: then it comes in beside it.
  const asking = d.conversation.questions.filter(isSpeaking).map((question) => threadOf(d, question.thread));
  const beside = asking.length > 0 && asking.every((thread) => thread && isStalled(d, thread)) ? 'service' : undefined;
  const at = rank ?? beside;
  const same = surveyThread(d, survey);
  for (const thread of surveyThreads(d))
    if (thread === same || (thread.parent === undefined && isStalled(d, thread))) leaveSurvey(d, thread.id);
  openThread(d, flowId(d, survey), { vars: { wave }, ...(at ? { rank: at } : {}) });
}

const isStalled = (d: Draft, { movedAt }: Thread): boolean => d.now - movedAt >= LONG_SILENCE;

/** What she answered stays. */
export function leaveSurvey(d: Draft, thread: string): void {
  for (const question of d.conversation.questions) if (question.thread === thread) closeQuestion(d, question.id);
  removeThread(d, thread, 'left');
}
