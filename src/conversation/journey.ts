import type { EffectMap } from '../domain/effect.ts';
import { PHONE_SERVICE, purposeFlow } from '../flow/builtin.ts';
import { languageFlow } from '../flow/language-flow.ts';
import type { CompiledFlow } from '../flow/library.ts';
import type { Programme } from '../flow/programme.ts';
import { consentFlow } from '../flow/programme-file.ts';
import { firstName } from '../programme/on-duty.ts';
import { applies, hasToApply } from './applying.ts';
import { change, type Draft, effect, programmeOf } from './draft.ts';
import { inviteToOpen } from './events-open.ts';
import { askHourOnce } from './hour.ts';
import { endInvitation, invitationOf } from './invitation.ts';
import { isReleased, lessonsOf, nextLesson, titleOf } from './lessons.ts';
import { offerWaiting, planRelease } from './release.ts';
import { planRest } from './rest-state.ts';
import { planSessions } from './sessions.ts';
import { offer, say, system } from './speech.ts';
import type { Journey } from './state.ts';
import { surveysAtEnd, surveysAtStart } from './surveys.ts';
import { openThread } from './threads.ts';

/** She texted the join word, or said yes to the invitation: in which language, where there is a choice, then her consent. */
export function join(d: Draft, programme: Programme): void {
  begin(d, programme);
  endInvitation(d);
  enrol(d, 'consenting');
  askLanguage(d, programme, () => toConsent(d, programme));
}

/** She signed on paper: all but the consent. */
export function onPaper(d: Draft, programme: Programme): void {
  begin(d, programme, true);
  endInvitation(d);
  enrol(d, 'registering');
  say(d, 'journey.paper', { name: firstName(d.world.profile['name'] ?? d.person.name), programme: programme.title });
  askLanguage(d, programme, () => toProfile(d, programme));
}

/** What she finished before she left stays finished. */
function begin(d: Draft, { programme }: Programme, consent?: true): void {
  const invitation = invitationOf(d);
  const before = d.conversation.journey?.programme === programme ? d.conversation.journey.finished : [];
  const came = invitation && (invitation.by === '' ? 'import' : 'staff');
  change(d, {
    journey: {
      programme,
      stage: 'consent',
      finished: before,
      ...(consent ? { consent } : {}),
      ...(came ? { came } : {}),
    },
  });
}

function askLanguage(d: Draft, programme: Programme, otherwise: () => void): void {
  const flow = d.world.profile['language'] === undefined ? languageFlow(programme) : undefined;
  if (flow === undefined || !openThread(d, `${programme.programme}/${flow}`)) otherwise();
}

function toConsent(d: Draft, programme: Programme): void {
  const flow = consentFlow(programme);
  if (flow === undefined || !openThread(d, `${programme.programme}/${flow}`)) toProfile(d, programme);
}

/** Takes part: what she says is for the programme, and the join word is no news. */
export function isEnrolled(d: Draft): boolean {
  const stage = d.conversation.journey?.stage;
  return stage !== undefined && stage !== 'declined' && stage !== 'dropped';
}

/** A flow of hers has ended: what comes next in her programme. */
export function flowEnded(d: Draft, flow: CompiledFlow): void {
  const programme = programmeOf(d);
  const journey = d.conversation.journey;
  if (!programme || !journey || flow.programme !== programme.programme) return;
  if (journey.stage === 'consent' && flow.name === languageFlow(programme)) {
    if (journey.consent === true) toProfile(d, programme);
    else toConsent(d, programme);
  } else if (journey.stage === 'consent' && flow.name === consentFlow(programme)) {
    if (journey.consent === true) toProfile(d, programme);
    else decline(d);
  } else if (journey.stage === 'profile' && flow.name === PHONE_SERVICE) {
    toRegistration(d, programme);
  } else if (journey.stage === 'profile' && flow.name === programme.profile) {
    toPurposes(d, programme, 0);
  } else if (journey.stage === 'profile' && asksPurpose(programme, flow.name) >= 0) {
    toPurposes(d, programme, asksPurpose(programme, flow.name) + 1);
  } else if (lessonsOf(programme).includes(flow.name)) {
    lessonEnded(d, flow.name, programme);
  }
}

function toProfile(d: Draft, programme: Programme): void {
  stage(d, 'profile');
  enrol(d, 'registering');
  // Who else reads this phone comes before anything about herself is asked on it.
  const asked = d.world.profile['shared_phone'] !== undefined;
  if (asked || !openThread(d, `${programme.programme}/${PHONE_SERVICE}`)) toRegistration(d, programme);
}

function toRegistration(d: Draft, programme: Programme): void {
  if (programme.profile === undefined || !openThread(d, `${programme.programme}/${programme.profile}`))
    toPurposes(d, programme, 0);
}

/** Each other purpose is asked on its own; a no to it changes nothing else. */
function toPurposes(d: Draft, programme: Programme, from: number): void {
  const left = programme.purposes.slice(from);
  if (!left.some(({ id }) => openThread(d, `${programme.programme}/${purposeFlow(id)}`))) registered(d, programme);
}

function asksPurpose({ purposes }: Programme, flow: string): number {
  return purposes.findIndex(({ id }) => purposeFlow(id) === flow);
}

/** She has said who she is. */
function registered(d: Draft, programme: Programme): void {
  if (hasToApply(d, programme)) applies(d, programme);
  else toLessons(d);
}

/** The first lesson opens at once. */
export function toLessons(d: Draft): void {
  stage(d, 'lessons');
  enrol(d, 'active');
  askHourOnce(d);
  surveysAtStart(d);
  openNextLesson(d);
  placed(d);
}

/** She is active, or in another cohort, or it rests, or its sessions were moved: what comes by time is planned anew. */
export function placed(d: Draft): void {
  planRest(d);
  planRelease(d);
  planSessions(d);
  inviteToOpen(d);
}

function decline(d: Draft): void {
  stage(d, 'declined');
  enrol(d, 'declined');
}

/** Opens the first lesson she has not finished. False when none is left. */
export function openNextLesson(d: Draft): boolean {
  const programme = programmeOf(d);
  const next = nextLesson(d);
  return programme !== undefined && next !== undefined && openThread(d, `${programme.programme}/${next}`);
}

function lessonEnded(d: Draft, lesson: string, programme: Programme): void {
  const journey = d.conversation.journey!;
  if (!journey.finished.includes(lesson))
    change(d, { journey: { ...journey, finished: [...journey.finished, lesson] } });
  const next = nextLesson(d);
  if (next !== undefined) {
    if (!isReleased(d)) offerNext(d, titleOf(d, next));
    else offerWaiting(d);
    planRelease(d);
  } else if (lessonsOf(programme).every((name) => d.conversation.journey?.finished.includes(name))) {
    stage(d, 'done');
    enrol(d, 'completed');
    say(d, 'journey.done');
    surveysAtEnd(d);
  }
}

function offerNext(d: Draft, title: string): void {
  d.speech.push({ ...system(d, 'journey.next', { title }), offers: [offer(d, 'next')] });
}

function stage(d: Draft, to: Journey['stage']): void {
  const journey = d.conversation.journey;
  if (journey) change(d, { journey: { ...journey, stage: to } });
}

function enrol(d: Draft, state: EffectMap['enrol']['state']): void {
  const programme = d.conversation.journey?.programme;
  if (programme !== undefined) effect(d, { kind: 'enrol', personId: d.person.id, programme, state });
}
