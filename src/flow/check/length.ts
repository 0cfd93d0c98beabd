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
        `This text has ${written} characters; ${limit} fit in one message here.`,
        options ? 'Tell what comes before the question in a `say` of its own.' : 'Say less, or begin a new step.',
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
      `With the longest name this text has ${Math.max(longest, short)} characters, and ${room} fit beside "Para …: " in one message: it goes out as two.`,
      'Say less, or begin a new step.',
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
