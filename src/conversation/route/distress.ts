import type { InboundContent } from '../../domain/inbound.ts';
import type { Programme } from '../../flow/programme.ts';
import { normalise } from '../../text/normalise.ts';
import { change, type Draft, effect, programmeOf, SAFEGUARDING } from '../draft.ts';
import { say } from '../speech.ts';
import type { Rule } from './rule.ts';

/**
 * Rule 0. The focal point is told that she needs someone; the lesson stops without a reminder. On a phone that others
 * read (several persons on it, or `profile.shared_phone: yes`) she gets the ordinary receipt, so that nobody can tell what she wrote. It comes before opt-out: who writes
 * "auxilio, ya no me escriban" needs both, and the person who calls her settles the second.
 */
export const distress: Rule = (d, { content }) => {
  const phrase = distressIn(d, content);
  if (phrase === undefined) return undefined;
  const known = d.conversation.withPerson === SAFEGUARDING;
  effect(d, { kind: 'alert', personId: d.person.id, phrase });
  for (const question of d.conversation.questions) {
    for (const key of question.timers ?? []) effect(d, { kind: 'timer.cancel', personId: d.person.id, key });
  }
  change(d, { withPerson: SAFEGUARDING });
  if (d.address?.optedOut || known) return 'distress';
  say(d, d.shared || d.world.profile['shared_phone'] === 'yes' ? 'distress.receipt' : 'distress.line');
  return 'distress';
};

/** The phrase of the programme that her words contain, if any. */
export function distressIn(d: Draft, content: InboundContent): string | undefined {
  const text = wordsOf(content);
  if (text === '') return undefined;
  const own = programmeOf(d);
  const programmes = own ? [own] : [...d.deps.library.programmes.values()];
  return programmes.map((programme) => phraseIn(text, programme)).find((found) => found !== undefined);
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
