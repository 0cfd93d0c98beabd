import type { InboundContent } from '../../domain/inbound.ts';
import type { Programme } from '../../flow/programme.ts';
import { careOf } from '../../programme/handoff/care.ts';
import type {} from '../../programme/handoff/effect.ts';
import type {} from '../../programme/handoff/notes.ts';
import { SAFEGUARDING_TOPIC } from '../../programme/handoff/owner.ts';
import { normalise } from '../../text/normalise.ts';
import { promise } from '../care.ts';
import { isCareful } from '../careful.ts';
import { change, type Draft, effect, programmeOf, SAFEGUARDING } from '../draft.ts';
import { lexiconOf, textOf } from '../hear.ts';
import { isEnrolled } from '../journey.ts';
import { say } from '../speech.ts';
import { staffHeard } from '../staff.ts';
import type { Lexicon } from '../understand/lexicon.ts';
import type { Rule } from './rule.ts';

/**
 * Rule 0. The focal point is told that she needs someone; the lesson stops without a reminder. It comes before opt-out:
 * who writes "auxilio, ya no me escriban" needs both, and the person who calls her settles the second.
 *
 * On a phone that others read, or where it is not safe to write to her, she gets the ordinary receipt, so that nobody can
 * tell what she wrote. Elsewhere she is told what is true: who sees it and by when, or only that it is noted.
 */
export const distress: Rule = (d, message) => {
  const { content } = message;
  // What staff write about somebody is no call for help of their own.
  if (staffHeard(d, message)) return undefined;
  const phrase = distressIn(d, content);
  if (phrase === undefined) return undefined;
  const known = d.conversation.withPerson === SAFEGUARDING;
  effect(d, { kind: 'alert', personId: d.person.id, phrase });
  const id = askForHelp(d);
  effect(d, { kind: 'case.keep', personId: d.person.id, case: id, text: textOf(content) });
  for (const question of d.conversation.questions) {
    for (const key of question.timers ?? []) effect(d, { kind: 'timer.cancel', personId: d.person.id, key });
  }
  change(d, { withPerson: SAFEGUARDING });
  if (d.address?.optedOut || known) return 'distress';
  if (isCareful(d)) say(d, 'distress.receipt');
  else if (isEnrolled(d)) promise(d, 'distress.line', SAFEGUARDING_TOPIC);
  else say(d, 'distress.newcomer');
  return 'distress';
};

/** Who is told is a role that the programme names (`focal_point: role:focal`), with the deputy beside. Gives the case's id. */
function askForHelp(d: Draft): string {
  const programme = programmeOf(d);
  const role = programme?.safeguarding?.focalPoint.replace(/^role:/, '');
  const open = careOf(d.world.facts).find(({ topic }) => topic === SAFEGUARDING_TOPIC);
  const id = open?.id ?? d.newId();
  effect(d, {
    kind: 'case.open',
    personId: d.person.id,
    topic: SAFEGUARDING_TOPIC,
    id,
    ...(programme ? { programme: programme.programme } : {}),
    ...(role === undefined ? {} : { role }),
  });
  return id;
}

/** The phrase of the programme that her words contain, if any. */
export function distressIn(d: Draft, content: InboundContent): string | undefined {
  const text = wordsOf(content);
  if (text === '') return undefined;
  const own = programmeOf(d);
  const programmes = own ? [own] : [...d.deps.library.programmes.values()];
  const lexicon = lexiconOf(d);
  const phrase = programmes
    .map((programme) => phraseIn(text, listened(programme, lexicon)))
    .find((found) => found !== undefined);
  return phrase !== undefined && isName(d, phrase, text) ? undefined : phrase;
}

/** A name has so many words at most. */
const NAME_WORDS = 5;

/** Socorro and Auxilio are names too: where a name is asked for, and of her who bears it. */
function isName(d: Draft, phrase: string, text: string): boolean {
  if (phrase.includes(' ')) return false;
  const name = d.world.profile['name'] ?? d.person.name;
  if (typeof name === 'string' && normalise(name).split(' ').includes(phrase)) return true;
  const asked = d.conversation.questions.some(({ accepts }) => accepts.types.includes('name'));
  return asked && text.split(' ').length <= NAME_WORDS;
}

function wordsOf(content: InboundContent): string {
  if (content.kind === 'text') return normalise(content.text);
  return content.kind === 'media' && content.caption !== undefined ? normalise(content.caption) : '';
}

/**
 * A phrase as whole words, once the false friends are taken out; a phrase that holds a false friend counts for itself
 * ("tengo miedo de pedir ayuda"). No typos are forgiven.
 */
function phraseIn(text: string, { friends, phrases, before }: Listened): string | undefined {
  const words = text.split(' ');
  let padded = ` ${text} `;
  const whole = before(words).find((phrase) => padded.includes(phrase));
  if (whole !== undefined) return whole.trim();
  for (const friend of friends(words)) if (padded.includes(friend)) padded = padded.replaceAll(friend, ' . ');
  return phrases(words)
    .find((phrase) => padded.includes(phrase))
    ?.trim();
}

/** Of a list of phrases those that begin with one of these words, in the order of the list. */
type Beginning = (words: readonly string[]) => readonly string[];

interface Listened {
  readonly friends: Beginning;
  readonly phrases: Beginning;
  /** Phrases that a false friend would swallow a part of. */
  readonly before: Beginning;
}

/** Every message of every learner is held against these, so they are made once for each programme as loaded. */
const LISTENED = new WeakMap<Programme, Listened>();

/** The phrases of the house, in every language, and those of the programme. */
function listened(programme: Programme, { distress: house }: Lexicon): Listened {
  const known = LISTENED.get(programme);
  if (known) return known;
  const own = programme.safeguarding;
  const words = (of: Iterable<string>): string[] => [...new Set([...of].map((one) => ` ${normalise(one)} `))];
  const friends = own ? words([...house.not, ...own.not]) : [];
  const phrases = own ? words([...house.phrases, ...own.phrases]) : [];
  const before = phrases.filter((phrase) => friends.some((friend) => phrase.includes(friend.trimEnd())));
  const made: Listened = { friends: beginning(friends), phrases: beginning(phrases), before: beginning(before) };
  LISTENED.set(programme, made);
  return made;
}

function beginning(phrases: readonly string[]): Beginning {
  const by = new Map<string, { readonly phrase: string; readonly place: number }[]>();
  for (const [place, phrase] of phrases.entries()) {
    const first = firstWord(phrase);
    by.set(first, [...(by.get(first) ?? []), { phrase, place }]);
  }
  return (words) => {
    const known = words.filter((word) => by.has(word));
    if (known.length === 0) return known;
    const found = [...new Set(known)].flatMap((word) => by.get(word)!);
    return found.sort((a, b) => a.place - b.place).map(({ phrase }) => phrase);
  };
}

const firstWord = (phrase: string): string => phrase.trimStart().split(' ', 1)[0]!;
