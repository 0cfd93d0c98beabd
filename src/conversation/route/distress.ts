import type { InboundContent } from '../../domain/inbound.ts';
import type { Programme } from '../../flow/programme.ts';
import type {} from '../../programme/handoff/effect.ts';
import { SAFEGUARDING_TOPIC } from '../../programme/handoff/owner.ts';
import { normalise } from '../../text/normalise.ts';
import { change, type Draft, effect, programmeOf, SAFEGUARDING } from '../draft.ts';
import { isEnrolled } from '../journey.ts';
import { say } from '../speech.ts';
import { staffHeard } from '../staff.ts';
import type { Rule } from './rule.ts';

/**
 * Rule 0. The focal point is told that she needs someone; the lesson stops without a reminder. It comes before opt-out:
 * who writes "auxilio, ya no me escriban" needs both, and the person who calls her settles the second.
 *
 * On a phone that others read she gets the ordinary receipt, so that nobody can tell what she wrote. Such a phone has
 * several learners, or its owner said so: by convention a pack's registration asks "¿Alguien más usa este teléfono?" as
 * yes-no and saves it to `profile.shared_phone`. No answer counts as no.
 */
export const distress: Rule = (d, message) => {
  const { content } = message;
  // What staff write about somebody is no call for help of their own.
  if (staffHeard(d, message)) return undefined;
  const phrase = distressIn(d, content);
  if (phrase === undefined) return undefined;
  const known = d.conversation.withPerson === SAFEGUARDING;
  effect(d, { kind: 'alert', personId: d.person.id, phrase });
  askForHelp(d);
  for (const question of d.conversation.questions) {
    for (const key of question.timers ?? []) effect(d, { kind: 'timer.cancel', personId: d.person.id, key });
  }
  change(d, { withPerson: SAFEGUARDING });
  if (d.address?.optedOut || known) return 'distress';
  const read = d.shared || d.world.profile['shared_phone'] === 'yes';
  say(d, `distress.${read ? 'receipt' : isEnrolled(d) ? 'line' : 'newcomer'}`);
  return 'distress';
};

/** Who is told is a role that the programme names (`focal_point: role:focal`), with the deputy beside. */
function askForHelp(d: Draft): void {
  const programme = programmeOf(d);
  const role = programme?.safeguarding?.focalPoint.replace(/^role:/, '');
  effect(d, {
    kind: 'case.open',
    personId: d.person.id,
    topic: SAFEGUARDING_TOPIC,
    ...(programme ? { programme: programme.programme } : {}),
    ...(role === undefined ? {} : { role }),
  });
}

/** The phrase of the programme that her words contain, if any. */
export function distressIn(d: Draft, content: InboundContent): string | undefined {
  const text = wordsOf(content);
  if (text === '') return undefined;
  const own = programmeOf(d);
  const programmes = own ? [own] : [...d.deps.library.programmes.values()];
  const phrase = programmes.map((programme) => phraseIn(text, programme)).find((found) => found !== undefined);
  return phrase !== undefined && isName(d, phrase, text) ? undefined : phrase;
}

/** A name has so many words at most. */
const NAME_WORDS = 5;

/** Socorro and Auxilio are names too: where a name is asked for, and of her who bears it. */
function isName(d: Draft, phrase: string, text: string): boolean {
  const word = normalise(phrase);
  if (word.includes(' ')) return false;
  const name = d.world.profile['name'] ?? d.person.name;
  if (typeof name === 'string' && normalise(name).split(' ').includes(word)) return true;
  const asked = d.conversation.questions.some(({ accepts }) => accepts.types.includes('name'));
  return asked && text.split(' ').length <= NAME_WORDS;
}

function wordsOf(content: InboundContent): string {
  if (content.kind === 'text') return normalise(content.text);
  return content.kind === 'media' && content.caption !== undefined ? normalise(content.caption) : '';
}

/** A phrase as whole words, once the false friends are taken out. No typos are forgiven. */
function phraseIn(text: string, programme: Programme): string | undefined {
  const { friends, phrases } = listened(programme);
  let padded = ` ${text} `;
  for (const friend of friends) if (padded.includes(friend)) padded = padded.replaceAll(friend, ' . ');
  return phrases.find(({ words }) => padded.includes(words))?.phrase;
}

interface Listened {
  readonly friends: readonly string[];
  readonly phrases: readonly { readonly phrase: string; readonly words: string }[];
}

/** Every message of every learner is held against these, so they are normalised once for each programme as loaded. */
const LISTENED = new WeakMap<Programme, Listened>();

function listened(programme: Programme): Listened {
  const known = LISTENED.get(programme);
  if (known) return known;
  const made: Listened = {
    friends: (programme.safeguarding?.not ?? []).map((friend) => ` ${normalise(friend)} `),
    phrases: (programme.safeguarding?.phrases ?? []).map((phrase) => ({ phrase, words: ` ${normalise(phrase)} ` })),
  };
  LISTENED.set(programme, made);
  return made;
}
