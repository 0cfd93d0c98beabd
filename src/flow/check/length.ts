import { says } from '../../locale/sentence.ts';
import {
  MESSAGE_MAX,
  NAME_PLAUSIBLE,
  QUESTION_TEXT_MAX,
  SIGNATURE_PLAUSIBLE,
  TEXT_MAX,
  VALUE_PLAUSIBLE,
} from '../limits.ts';
import { forms, placeholders } from '../placeholders.ts';
import type { CheckedPack, CheckInput } from './input.ts';
import { hasOptions } from './questions.ts';
import type { Words } from './words.ts';

/** Media under which a text is a caption; a recording takes none. */
const CAPTIONED = ['image', 'video', 'document'] as const;

/** A text must fit, and should fit in one message with the longest name in it and before it. */
export function lengthCheck(pack: CheckedPack, { issues }: CheckInput): (text: Words) => void {
  return ({ tree, node, isFirst, words, sms, place }) => {
    if (!node) return;
    const options = isFirst && hasOptions(node, pack, tree);
    const limit = options ? QUESTION_TEXT_MAX : TEXT_MAX;
    const written = Math.max(...forms(words).map((form) => form.length));
    if (written > limit) {
      issues.add(
        'TEXT_TOO_LONG',
        place(),
        says('TEXT_TOO_LONG', { letters: written, limit }),
        options ? says('TEXT_TOO_LONG.fix.question') : says('TEXT_TOO_LONG.fix'),
      );
      return;
    }
    const caption = isFirst && CAPTIONED.some((kind) => node.step[kind] !== undefined);
    const room = (options || caption ? QUESTION_TEXT_MAX : MESSAGE_MAX) - SIGNATURE_PLAUSIBLE;
    const longest = Math.max(...forms(words).map(plausibleLength));
    const short = Math.max(...forms(sms).map(plausibleLength));
    if (longest <= room && short <= MESSAGE_MAX - SIGNATURE_PLAUSIBLE) return;
    issues.add(
      'TEXT_SPLIT',
      place(),
      says('TEXT_SPLIT', { letters: Math.max(longest, short), room }),
      says('TEXT_SPLIT.fix'),
    );
  };
}

/** With the longest values that are likely in its places. */
function plausibleLength(form: string): number {
  return placeholders(form).reduce((length, { written, path, fallback = '' }) => {
    const value = path === 'name' || path === 'profile.name' ? NAME_PLAUSIBLE : VALUE_PLAUSIBLE;
    return length - written.length + Math.max(value, fallback.length);
  }, form.length);
}
