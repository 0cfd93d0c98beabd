import type { Json } from '../base/json.ts';
import type { OutTemplate } from '../domain/outbound.ts';
import { LASTS } from '../programme/linking/lasts.ts';
import { normalise } from '../text/normalise.ts';
import { change, type Draft, effect, type Message } from './draft.ts';
import { commandHeard, isOptOut, lexiconOf } from './hear.ts';
import { isEnrolled } from './journey.ts';
import { askSystem, closeQuestion, currentQuestion, sayQuestion } from './questions.ts';
import { say, system } from './speech.ts';
import { builtInOptions } from './understand/index.ts';
import { understandName } from './understand/name.ts';
import { containsWords, phraseAt } from './understand/phrases.ts';

/** She writes from another number: her name, whether she has the old one at hand, the code; then an operation links the two. */
const NAME = '@link-name';
const KNOWN = '@link-known';
const HAS = '@link-has';
const CODE = '@link-code';

export function askName(d: Draft): void {
  askSystem(d, { thread: NAME, ...system(d, 'link.ask-name'), options: [] });
}

function askYesNo(d: Draft, thread: typeof KNOWN | typeof HAS, key: string, name: string): string {
  askSystem(d, { thread, ...system(d, key), options: builtInOptions('yes-no', lexiconOf(d)), data: { name } });
  return 'linking';
}

/** Her yes or no: the old number is at hand, or she was with us before. Words that tell nobody whether we know a name. */
export function linkAnswered(d: Draft, thread: string, data: Json | undefined, option: string): void {
  const { name = '' } = (data ?? {}) as { readonly name?: string };
  if (thread === KNOWN && option === 'yes') askYesNo(d, HAS, 'link.ask-has', name);
  else if (thread === KNOWN) sayJoin(d);
  else {
    const has = option === 'yes';
    effect(d, { kind: 'job', personId: d.person.id, operation: 'link.ask', input: { name, has } });
    const until = d.now + (has ? LASTS.phone : LASTS.team);
    askSystem(d, { thread: CODE, ...system(d, has ? 'link.sent' : 'link.sent-team'), options: [], until });
  }
}

function sayJoin(d: Draft): void {
  const programme = [...d.deps.library.programmes.values()][0];
  if (programme && d.deps.library.programmes.size === 1) say(d, 'stray.newcomer', { join: programme.join });
  else say(d, 'stray.unknown');
}

/** What she writes while one of these questions waits, and "soy Ana, cambié de número" before any of them. */
export function linkHeard(d: Draft, message: Message): string | undefined {
  if (message.content.kind !== 'text') return undefined;
  const { text } = message.content;
  if (isOptOut(d, text)) return undefined;
  const code = d.conversation.questions.find(({ thread }) => thread === CODE);
  const digits = codeIn(text);
  if (code && digits !== undefined) return tryCode(d, digits);
  if (d.conversation.questions.some(({ thread }) => thread === NAME)) return nameGiven(d, text);
  return isEnrolled(d) ? undefined : introduced(d, text);
}

/** Six digits, however she groups them. */
export function codeIn(text: string): string | undefined {
  const digits = text.replace(/[\s.,·-]/g, '');
  return /^\d{4,8}$/.test(digits) ? digits : undefined;
}

/** The question stays open: the next code may be the right one. */
function tryCode(d: Draft, code: string): string {
  effect(d, { kind: 'job', personId: d.person.id, operation: 'link.try', input: { code } });
  change(d, { strays: 0 });
  return 'code';
}

function nameGiven(d: Draft, text: string): string | undefined {
  if (commandHeard(d, text)?.exact) return undefined;
  const asked = d.conversation.questions.find(({ thread }) => thread === NAME)!;
  const named = nameIn(d, text);
  if (named !== undefined) {
    closeQuestion(d, asked.id);
    return askYesNo(d, HAS, 'link.ask-has', named);
  }
  closeQuestion(d, asked.id);
  if (asked.misses > 0) return undefined;
  askName(d);
  change(d, {
    questions: d.conversation.questions.map((one) => (one.thread === NAME ? { ...one, misses: 1 } : one)),
  });
  return 'missed';
}

/** Somebody unknown says who she is: "soy Ana, cambié de número", or only "soy Ana". */
function introduced(d: Draft, text: string): string | undefined {
  if (d.conversation.questions.length > 0) return undefined;
  const lexicon = lexiconOf(d);
  const words = normalise(text).split(' ');
  if (phraseAt(words, 0, lexicon.nameStarts) === 0) return undefined;
  const phrase = [...lexicon.commands].find(
    ([said, means]) => means === 'new-number' && said.includes(' ') && containsWords(words, said.split(' ')),
  )?.[0];
  // The name stands before the first comma or full stop, or before the phrase.
  const head = text.split(/[,.;:\n]/)[0]!;
  const said =
    phrase === undefined || head !== text
      ? head
      : head
          .split(/\s+/)
          .slice(0, words.indexOf(phrase.split(' ')[0]!))
          .join(' ');
  const name = nameIn(d, said);
  if (name === undefined || (phrase === undefined && head.trim() !== text.trim().replace(/[.!]+$/, '')))
    return undefined;
  return phrase === undefined ? askYesNo(d, KNOWN, 'link.ask-known', name) : askYesNo(d, HAS, 'link.ask-has', name);
}

/** At most so many words are a name and not a sentence. */
const NAME_WORDS = 5;

function nameIn(d: Draft, text: string): string | undefined {
  const lexicon = lexiconOf(d);
  const context = { language: d.language, lexicon, now: d.now, timezone: 'UTC', currency: 'MXN' };
  const understood = understandName(text, context);
  if (understood.fit === 0 || understood.fit === 'echo' || understood.answer.type !== 'name') return undefined;
  const name = understood.answer.text;
  return name.split(' ').length <= NAME_WORDS ? name : undefined;
}

/** Approved beforehand like the one of alerts (docs/operations.md): one parameter, the code. */
const TEMPLATE = 'recado_codigo';

/** To her old number: the code that proves that whoever writes from the new one holds this one too. */
export function codeHere(d: Draft, code: string): string {
  const template: OutTemplate = { name: TEMPLATE, language: d.language.replace('-', '_'), parameters: [code] };
  d.kind = 'staff';
  d.speech.push({ ...system(d, 'link.code', { code }), template });
  return 'code-sent';
}

/** The two are one: she reads that all is here, and the question that waits. */
export function linked(d: Draft): string {
  d.kind = 'staff';
  const name = d.world.profile['name'] ?? d.person.name;
  say(d, 'link.done', { name: typeof name === 'string' ? (name.split(/\s+/)[0] ?? '') : '' });
  const question = currentQuestion(d);
  if (question && d.conversation.withPerson === undefined) sayQuestion(d, question);
  return 'linked';
}

/** What came of a code: it was wrong, or it counts no more. */
export function codeAnswered(d: Draft, key: string, over: boolean): string {
  d.kind = 'staff';
  const code = d.conversation.questions.find(({ thread }) => thread === CODE);
  if (over && code) closeQuestion(d, code.id);
  say(d, key);
  return 'code-judged';
}
