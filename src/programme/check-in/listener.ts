import type { Json } from '../../base/json.ts';
import type { Programme } from '../../flow/programme.ts';
import { normalise } from '../../text/normalise.ts';
import type { Heard, Listener } from '../manifest.ts';
import { attended, sessionsIn } from './session.ts';

const NOT_NOW: Heard = { reply: { key: 'check-in.not-now', vars: {} } };

/**
 * The word of a session, as the whole message, while its window is open, from someone on its roster. Case, accents and
 * punctuation do not matter; a typo does: a word that is nearly right proves nothing. It is judged by the time she sent it. Any other word of the programme's list, of another group or another
 * day, gets one and the same answer, from which nobody can guess.
 */
export const checkInWord: Listener = {
  name: 'check-in',
  hear(text, facts, sentAt, programme) {
    const said = normalise(text);
    if (said === '') return null;
    const session = sessionsIn(facts).find(
      ({ word, opens, closes }) => opens <= sentAt && sentAt <= closes && normalise(word) === said,
    );
    if (!session) return isWord(said, facts, programme) ? NOT_NOW : null;
    return {
      effect: { kind: 'attendance.self', payload: { session: session.id } },
      reply: { key: attended(session) ? 'check-in.already' : 'check-in.done', vars: { session: session.title } },
    };
  },
};

function isWord(said: string, facts: Readonly<Record<string, Json>>, programme: Programme | undefined): boolean {
  return sessionsIn(facts).length > 0 && programme?.words.some((word) => normalise(word) === said) === true;
}
