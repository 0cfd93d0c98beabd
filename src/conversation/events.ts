import { z } from 'zod';
import type { Json } from '../base/json.ts';
import { TOLD } from '../programme/handoff/rows.ts';
import { advance } from './advance.ts';
import { planAgreed } from './agreed.ts';
import { isApplicant } from './applying.ts';
import { answered, caseDue, ended, taken } from './care.ts';
import { certificateReady, lookAgain } from './certificate.ts';
import { decided } from './chosen.ts';
import { askDelivery, deliveryOff } from './delivery.ts';
import { change, type Draft, effect } from './draft.ts';
import { inviteTo } from './events-open.ts';
import { greeted, talked } from './follow-up.ts';
import { invitationOf } from './invitation.ts';
import { consentedOnPaper, invited, uninvited } from './invited.ts';
import { isEnrolled, join, placed } from './journey.ts';
import { bringBack, drop, hasLeft } from './leaving.ts';
import { RESEND_ONCE } from './limits.ts';
import { codeAnswered, codeHere, linked } from './linking.ts';
import { reachable } from './reachable.ts';
import { lessonAgain, lessonCalled, lessonUnsent } from './release.ts';
import { reviewed, VERDICTS } from './reviewed.ts';
import { reflects, sessionChanged, signedUp } from './session-news.ts';
import { say, system } from './speech.ts';
import { alertOf, staffAnswer, wordsOf } from './staff.ts';
import { surveyOver } from './survey-over.ts';
import { askSurvey } from './surveys.ts';
import { flowId, openThread } from './threads.ts';
import { tellUnasked } from './unasked.ts';
import { keepUnseen } from './unseen.ts';
import { tellVisit, VISIT_KINDS } from './visits.ts';
import { withdrawn } from './withdrawal.ts';

/**
 * News for a person from an operation, the outbox, media or another lane. Each name has its payload; one that does not
 * fit, or that nobody here knows, changes nothing.
 */
export function news(d: Draft, name: string, payload: Json): string {
  const handler = Object.hasOwn(NEWS, name) ? NEWS[name] : undefined;
  return handler?.(d, payload) ?? 'ignored';
}

type Handler = (d: Draft, payload: Json) => string | undefined;

function on<T>(schema: z.ZodType<T>, handle: (d: Draft, payload: T) => string): Handler {
  return (d, payload) => {
    const parsed = schema.safeParse(payload);
    return parsed.success ? handle(d, parsed.data) : undefined;
  };
}

const text = z.string().min(1);
/** Epoch milliseconds within what a calendar can hold: Date's own limit. */
const moment = z.int().min(-8.64e15).max(8.64e15);

/** A system text. */
const LINE = z.object({ key: text, vars: z.record(z.string(), z.union([z.string(), z.number()])).default({}) });
const FROM_STAFF = { case: text, number: z.number(), by: text, lane: text, name: z.string() };
/** What she can send that has no words: texts `staff.media-<kind>`. */
const MEDIA = ['photo', 'voice', 'video', 'document', 'sticker', 'location', 'contacts'] as const;

const MEDIA_OUT = z.enum(['image', 'audio', 'video', 'document']);

/** Reasons (media/reason.ts) for which the same file would be lost again. */
const AS_IT_IS_NO_USE: readonly string[] = ['too-large', 'type'];

const NEWS: Readonly<Record<string, Handler>> = {
  /** The team put her on a list: she gets the invitation, and nothing else before her yes. */
  'programme.invite': on(z.object({ programme: text, by: z.string().default('') }), (d, { programme, by }) => {
    const found = d.deps.library.programmes.get(programme);
    return found ? invited(d, found, by) : 'ignored';
  }),
  /** … took her off it again before she answered; entered the paper that she signed; took her consent back for her. */
  'programme.uninvite': on(z.object({ programme: text }), (d, { programme }) => uninvited(d, programme)),
  'programme.consented': on(z.object({ programme: text }), (d, { programme }) => {
    const found = d.deps.library.programmes.get(programme);
    return found ? consentedOnPaper(d, found) : 'ignored';
  }),
  'programme.withdrawn': on(z.object({ programme: text }), (d, { programme }) => {
    d.kind = 'staff';
    return withdrawn(d, programme);
  }),
  /** She is asked for her consent as if she had texted the join word. */
  'programme.join': on(z.object({ programme: text }), (d, { programme }) => {
    const found = d.deps.library.programmes.get(programme);
    if (!found || d.conversation.journey?.programme === programme) return 'ignored';
    d.kind = 'lesson';
    join(d, found);
    return 'joined';
  }),
  /** She is placed in a programme without a word: consent and registration were taken elsewhere (on paper, by import). */
  'programme.place': on(
    z.object({ programme: text, stage: z.enum(['lessons', 'done']), finished: z.array(text).default([]) }),
    (d, journey) => {
      change(d, { journey });
      placed(d);
      return 'placed';
    },
  ),
  /** She was put into a cohort, or its sessions were moved: what comes to her by time is planned anew. */
  'cohort.changed': on(z.object({}), (d) => {
    if (isApplicant(d) && d.world.facts['cohort']) return decided(d, 'selected');
    if (d.conversation.journey?.stage !== 'lessons' && d.conversation.journey?.stage !== 'done') return 'ignored';
    placed(d);
    return 'planned';
  }),
  /** The team has chosen her, or not: told once it can no more be taken back. */
  'application.decided': on(
    z.object({ programme: text, decision: z.enum(['selected', 'waitlisted', 'declined']) }),
    (d, { programme, decision }) =>
      d.conversation.journey?.programme === programme ? decided(d, decision) : 'ignored',
  ),
  /** The team took her out of the programme, or back in. */
  'programme.drop': on(z.object({ why: z.string() }), (d, { why }) => drop(d, why)),
  'programme.back': on(z.object({}), bringBack),
  /** Somebody of the team has spoken with her; or sends her a kind word in the place of a call. */
  'follow-up.talked': on(z.object({ undone: z.boolean().default(false) }), (d, { undone }) => talked(d, undone)),
  'follow-up.greeted': on(z.object({}), greeted),
  /** The message that opened a lesson could not go. Written by the outbox. */
  'lesson.unsent': on(z.object({ question: text }), (d, { question }) => lessonUnsent(d, question)),
  /** A template went in the place of a lesson's words: she has been called to it. Written by the outbox. */
  'lesson.called': on(z.object({ question: text }), (d, { question }) => lessonCalled(d, question)),
  /** The same of words that carry no question: they are said when she writes. */
  'words.unseen': on(
    z.object({ text: z.string(), sms: z.string(), media: z.object({ kind: MEDIA_OUT, file: text }).nullish() }),
    keepUnseen,
  ),
  /** Her certificate is drawn and kept. Written by what draws it (scheduler/paperwork.ts). */
  'certificate.ready': on(z.object({ number: text, code: text, file: text.optional() }), certificateReady),
  'certificate.look': on(z.object({}), lookAgain),
  /** What kept a lesson from going is over: a template may be used again. */
  'lesson.again': on(z.object({}), lessonAgain),
  /** A lesson is released, a survey or a check-in is due: it speaks when its turn comes. */
  'flow.start': on(z.object({ flow: text }), (d, { flow }) => {
    if (invitationOf(d)) return 'invited';
    d.kind = 'lesson';
    return openThread(d, flowId(d, flow)) ? 'opened' : 'ignored';
  }),
  /** The team sends a survey, or has entered her answers to it. */
  'survey.start': on(z.object({ survey: text, wave: text }), (d, asked) =>
    invitationOf(d) ? 'invited' : askSurvey(d, asked),
  ),
  'survey.over': on(z.object({ survey: text, wave: text }), surveyOver),
  /** A session of hers was moved, cancelled or added; an event is open to her; what came of her sign-up; she was there. */
  'session.changed': on(
    z.object({
      session: text,
      kind: z.enum(['moved', 'cancelled', 'added', 'restored']),
      title: z.string(),
      starts: moment,
      why: z.string(),
    }),
    sessionChanged,
  ),
  'session.invited': on(z.object({ session: text }), (d, { session }) => inviteTo(d, session)),
  'session.signed-up': on(
    z.object({ session: text, state: z.enum(['in', 'waiting', 'out']), given: z.boolean() }),
    signedUp,
  ),
  'session.reflect': on(z.object({}), (d) => reflects(d)),
  /** News for a running flow: homework was reviewed. */
  'flow.data': on(z.object({ flow: text, name: text, data: z.json().optional() }), (d, { flow, name, data }) => {
    const thread = d.conversation.threads.find((one) => one.flow === flowId(d, flow));
    if (!thread) return 'ignored';
    const event = { type: 'DATA', name, ...(data === undefined ? {} : { data: data as Json }) } as const;
    return advance(d, thread.id, event) ? 'data' : 'ignored';
  }),
  /** A reviewer has said what she thinks of a homework. */
  'homework.reviewed': on(
    z.object({
      flow: text,
      verdict: z.enum(VERDICTS),
      by: z.string().default(''),
      words: z.string().default(''),
      file: text.optional(),
    }),
    reviewed,
  ),
  /** Somebody of the team comes to see her, on another day than was said, or not at all. */
  'visit.told': on(
    z.object({
      what: z.enum(['planned', 'moved', 'cancelled']),
      kind: z.enum(VISIT_KINDS),
      at: moment,
      by: z.string(),
    }),
    tellVisit,
  ),
  /** At a visit she agreed to do something until a local day. */
  'commitment.made': on(z.object({ commitment: text, due: z.iso.date() }), planAgreed),
  /** Something that was bought for her enterprise was brought to her; … it was not, after all. */
  'delivery.ask': on(z.object({ delivery: text, items: text }), askDelivery),
  'delivery.off': on(z.object({ delivery: text }), deliveryOff),
  /** A system text, said on behalf of the team. */
  say: on(LINE, (d, said) => {
    d.kind = 'staff';
    say(d, said.key, said.vars);
    return 'said';
  }),
  /** What came of something that a staff person asked for, from a job. */
  'staff.answer': on(
    z.object({
      lines: z.array(LINE.extend({ lists: z.record(z.string(), z.array(LINE)).optional() })).min(1),
      files: z.array(z.object({ kind: z.enum(MEDIA), file: text })).default([]),
      asks: z.object({ verb: text, about: text }).optional(),
      notice: z.string().optional(),
    }),
    staffAnswer,
  ),
  /** The code that goes to her old number; what came of one that was written; the two records are one. */
  'link.code': on(z.object({ code: text }), (d, { code }) => {
    if (invitationOf(d)) return 'invited';
    return hasLeft(d) ? 'ignored' : codeHere(d, code);
  }),
  'link.answer': on(z.object({ key: text, over: z.boolean() }), (d, { key, over }) => codeAnswered(d, key, over)),
  'link.done': on(z.object({}), linked),
  /** A photo or recording that she believes is with us is lost. Written by the media queue, perhaps days later. */
  'media.refused': on(
    z.object({ kind: z.enum(['photo', 'voice', 'video', 'document']), reason: text }),
    (d, { kind, reason }) => {
      if (!isEnrolled(d)) return 'ignored';
      const { resendAskedAt, withPerson } = d.conversation;
      const asked = resendAskedAt !== undefined && d.now - resendAskedAt < RESEND_ONCE;
      if (asked || withPerson !== undefined || !reachable(d)) {
        effect(d, { kind: 'task', personId: d.person.id, topic: 'media', why: 'media-lost' });
        return 'media-lost';
      }
      change(d, { resendAskedAt: d.now });
      d.kind = 'reminder'; // she does not wait for it: it need not wake her
      const told = tellUnasked(
        d,
        system(d, `media-again.${AS_IT_IS_NO_USE.includes(reason) ? 'otherwise' : kind}`),
        'homework',
      );
      return told === 'told' ? 'asked-again' : told;
    },
  ),
  /** A case is in a staff person's care, or something happened to it. */
  'case.alert': on(z.object({ case: text, why: z.enum(TOLD) }), (d, told) => alertOf(d, told.case, told.why)),
  /** What a learner writes to the one who answers her. */
  'case.words': on(
    z.object({ case: text, text: z.string(), media: z.array(z.enum(MEDIA)).default([]), file: text.optional() }),
    (d, words) => wordsOf(d, words.case, words.text, words.media, words.file),
  ),
  /** A staff person answers her from this number: the bot keeps quiet until the case is closed, or she writes SEGUIR. */
  'case.answer': on(
    z.object({ ...FROM_STAFF, text: z.string(), media: z.enum(MEDIA).optional(), file: text.optional() }),
    answered,
  ),
  /** A staff person closes her case, or a false alarm: she goes on where she was. */
  'case.close': on(z.object(FROM_STAFF), ended),
  /** A staff person has her case in hand, by whatever way she reaches her. */
  'case.take': on(z.object(FROM_STAFF), taken),
  /** Staff came or went: her case looks for somebody. */
  'case.wake': on(z.object({ case: text }), (d, waiting) => caseDue(d, waiting.case)),
};

/** Every name that somebody here knows. */
export const NEWS_NAMES: readonly string[] = Object.keys(NEWS);
