import type { Inbound } from '../../domain/inbound.ts';

/** Twilio's default words on long codes: English only, the whole message, any case (CHANNELS.md §3.7). */
const STOP = new Set(['STOP', 'UNSUBSCRIBE', 'END', 'QUIT', 'STOPALL', 'REVOKE', 'OPTOUT', 'CANCEL']);
const START = new Set(['START', 'UNSTOP', 'YES']);
const HELP = new Set(['HELP', 'INFO']);

/**
 * What Twilio itself did with this message: blocked her, let her in again, or answered with its help text. `type` is
 * OptOutType, which only Advanced Opt-Out sends; `text` is the SMS text, where the default words apply. `start` says
 * something only of someone who is opted out: YES is one of its words, and otherwise an ordinary answer.
 */
export function providerWord(type: string | undefined, text: string): Inbound['providerOptOut'] {
  const named = type?.toLowerCase();
  if (named === 'stop' || named === 'start' || named === 'help') return named;
  const word = text.trim().toUpperCase();
  if (STOP.has(word)) return 'stop';
  if (START.has(word)) return 'start';
  if (HELP.has(word)) return 'help';
  return undefined;
}
