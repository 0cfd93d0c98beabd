import { normalise } from '../../text/normalise.ts';
import type { Listener } from '../manifest.ts';
import { attended, sessionsIn } from './session.ts';

/**
 * The word of a session, as the whole message, while its window is open, from someone on its roster. Case, accents and
 * punctuation do not matter; a typo does: a word that is nearly right proves nothing. It is judged by the time she sent it.
 */
export const checkInWord: Listener = {
  name: 'check-in',
  hear(text, facts, sentAt) {
    const said = normalise(text);
    if (said === '') return null;
    const session = sessionsIn(facts).find(
      ({ word, opens, closes }) => opens <= sentAt && sentAt <= closes && normalise(word) === said,
    );
    if (!session) return null;
    return {
      effect: { kind: 'attendance.self', payload: { session: session.id } },
      reply: { key: attended(session) ? 'check-in.already' : 'check-in.done', vars: { session: session.title } },
    };
  },
};
