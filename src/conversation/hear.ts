import type { InboundContent } from '../domain/inbound.ts';
import type { Moment } from '../domain/moment.ts';
import type { OpenQuestion } from '../domain/question.ts';
import type { Stretch } from '../domain/span.ts';
import type { CommandId } from '../locale/words.ts';
import { tidy } from '../text/normalise.ts';
import { type Draft, type Message, programmeOf } from './draft.ts';
import { isAside, mayAnswer } from './questions.ts';
import {
  commandIn,
  optInIn,
  optOutIn,
  type SmallTalk,
  saysDone,
  saysNotNow,
  smallTalk,
  type Understood,
  understand,
  understandMoment,
  understandSpan,
} from './understand/index.ts';
import type { Lexicon } from './understand/lexicon.ts';
import { zoneOf } from './zone.ts';

/** Her words: what she typed, the title she tapped, the caption of a photo. Empty where there are none. */
export function textOf(content: InboundContent): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'tap':
      return content.title;
    case 'media':
      return content.caption ?? '';
    default:
      return '';
  }
}

export function lexiconOf(d: Draft): Lexicon {
  return d.deps.lexicon(d.language);
}

/** A stretch of days in her words, by her clock. */
export function stretchIn(d: Draft, text: string): Stretch {
  return understandSpan(text, byHerClock(d));
}

/** Commands count in every language, and so does the day behind them: "SESSION s1 MOVE wednesday" from a Spanish phone. */
const OTHERS = ['es', 'en'];

/** A day and an hour in her words, by her clock; where they name no day in her language, in one that teams share. */
export function momentIn(d: Draft, text: string): Moment {
  const context = byHerClock(d);
  const hers = understandMoment(text, context);
  if (hers.day !== undefined) return hers;
  for (const language of OTHERS) {
    const other = understandMoment(text, { ...context, language, lexicon: d.deps.lexicon(language) });
    if (other.day !== undefined) return other;
  }
  return hers;
}

function byHerClock(d: Draft) {
  const timezone = zoneOf(d);
  return { language: d.language, lexicon: lexiconOf(d), now: d.sentAt ?? d.now, timezone, currency: 'MXN' };
}

/** How well a message answers a question, by the options as they were shown. */
export function fitOf(d: Draft, question: OpenQuestion, message: Pick<Message, 'content' | 'sentAt'>): Understood {
  // A message is held against the same question by several rules, one after the other.
  const { content, sentAt } = message;
  const { language, lastFit: last } = d;
  if (last?.question === question && last.content === content && last.sentAt === sentAt && last.language === language)
    return last.understood;
  const understood = understoodBy(d, question, message);
  d.lastFit = { question, content, sentAt, language, understood };
  return understood;
}

function understoodBy(d: Draft, question: OpenQuestion, message: Pick<Message, 'content' | 'sentAt'>): Understood {
  const programme = programmeOf(d);
  return understand(message.content, question, {
    language: d.language,
    lexicon: lexiconOf(d),
    now: message.sentAt,
    timezone: zoneOf(d),
    currency: question.accepts.currency ?? programme?.currency ?? 'MXN',
  });
}

/** Open questions of flows and of the conversation that the message answers, newest first, with how well. */
export interface Accepting {
  readonly question: OpenQuestion;
  /** 1–3; a number to be said back counts as 2. */
  readonly fit: number;
}

/** Questions that collect (homework) are left out: what they take is decided by a rule of their own. */
export function accepting(d: Draft, message: Message): readonly Accepting[] {
  return d.conversation.questions
    .filter((question) => !question.collects && !isAside(question) && mayAnswer(question, message.sentAt))
    .map((question) => ({ question, fit: acceptance(d, question, message) }))
    .filter(({ fit }) => fit > 0)
    .reverse();
}

function acceptance(d: Draft, question: OpenQuestion, message: Message): number {
  const understood = fitOf(d, question, message);
  // "No sé" answers what a flow asks; to a question of ours it only means that she did not choose.
  if (question.thread.startsWith('@') && 'answer' in understood && understood.answer.type === 'refused') return 0;
  return fitNumber(understood);
}

export function fitNumber({ fit }: Understood): number {
  return fit === 'echo' ? 2 : fit;
}

/** Takes any words, so that a command is not held back and a more exact question may claim them. */
export function isLoose(question: OpenQuestion): boolean {
  return (
    question.options.length === 0 &&
    question.accepts.types.some((type) => type === 'text' || type === 'name' || type === 'any')
  );
}

/**
 * The command a whole message is. One with a typo counts only where no question takes the words; an exact one is held
 * back by an option shown or a value that the question's type parses.
 */
export function commandOf(d: Draft, message: Message): CommandId | undefined {
  const heard = commandHeard(d, textOf(message.content));
  if (!heard) return undefined;
  const open = accepting(d, message);
  return open.some(({ question }) => !heard.exact || !isLoose(question)) ? undefined : heard.command;
}

/** A command in her language; or, exactly, in that of the programme, whose words are on the posters and in the flows. */
export function commandHeard(d: Draft, text: string): { readonly command: CommandId; readonly exact: boolean } | null {
  const own = commandIn(text, lexiconOf(d));
  const first = programmeOf(d)?.languages[0];
  if (own || first === undefined || first === d.language) return own;
  const there = commandIn(text, d.deps.lexicon(first));
  return there?.exact ? there : null;
}

/** The command that the first word is, where more follows: `TAREA 3 …`, `PAUSA 5 dias`. No typo is forgiven. */
export function commandBefore(
  d: Draft,
  text: string,
): { readonly command: CommandId; readonly rest: string } | undefined {
  const [, first, rest] = /^\s*(\S+)\s+(\S[\s\S]*)$/.exec(text) ?? [];
  if (first === undefined || rest === undefined) return undefined;
  const heard = commandHeard(d, first);
  return heard?.exact ? { command: heard.command, rest: rest.trim() } : undefined;
}

/** "Ya", "ya lo hice", "terminé", as the whole message. */
export function isDone(d: Draft, text: string): boolean {
  return saysDone(text, lexiconOf(d));
}

/** "Todavía no", "no puedo", as the whole message. */
export function putsOffIn(d: Draft, text: string): 'not yet' | 'cannot' | undefined {
  return saysNotNow(text, lexiconOf(d));
}

export function isOptOut(d: Draft, text: string): boolean {
  return optOutIn(text, lexiconOf(d)) === 'stop';
}

export function isAmbiguousLeave(d: Draft, text: string): boolean {
  return optOutIn(text, lexiconOf(d)) === 'ambiguous';
}

export function isOptIn(d: Draft, text: string): boolean {
  return optInIn(text, lexiconOf(d));
}

/** Greeting, thanks, "ok", "al rato", only emoji. */
export function smallTalkOf(d: Draft, text: string): SmallTalk | null {
  return smallTalk(text, lexiconOf(d));
}

export function hasDigits(text: string): boolean {
  return /\d/.test(tidy(text));
}
