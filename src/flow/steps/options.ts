import { z } from 'zod';
import { type Said, says } from '../../locale/sentence.ts';
import { normalise } from '../../text/normalise.ts';
import { BUTTON_LABEL_MAX, BUTTONS_MAX, LIST_LABEL_MAX, OPTIONS_MAX } from '../limits.ts';
import { didYouMean } from '../suggest.ts';
import { text } from './fields.ts';
import type { CheckContext, SourceText } from './step.ts';

/** `[NEGOCIO, CASA]`, where each label is its key, or `{NEGOCIO: El bote del negocio, …}`. */
export const options = z.union([z.array(z.string().min(1)).min(1), z.record(z.string().min(1), text)]);
export type Options = z.output<typeof options>;

export function optionKeys(written: Options): readonly string[] {
  return Array.isArray(written) ? [...new Set(written)] : Object.keys(written);
}

/** Labels as fields `options.<key>`, for translators. */
export function optionTexts(written: Options): Record<string, SourceText> {
  return Object.fromEntries(
    optionKeys(written).map((key) => [`options.${key}`, Array.isArray(written) ? key : written[key]!]),
  );
}

/** What an answer that is no option was likely meant as: its number, its letter, its label, or a word like it. */
export function answerMeant(typed: string, written: Options): Said | undefined {
  const keys = optionKeys(written);
  const nth = /^\d{1,2}$/.test(typed)
    ? Number(typed) - 1
    : /^[a-j]$/i.test(typed)
      ? typed.toLowerCase().charCodeAt(0) - 97
      : -1;
  if (keys[nth] !== undefined) return says('ANSWER_IMPOSSIBLE.nth', { option: keys[nth] });
  const cut = typed.split(',').map((part) => part.trim());
  if (cut.length > 1 && cut.every((part) => keys.includes(part)))
    return says('ANSWER_IMPOSSIBLE.cut', { options: cut.length, typed });
  const labelled = Array.isArray(written)
    ? undefined
    : Object.entries(written).find(([, label]) => typeof label === 'string' && normalise(label) === normalise(typed));
  return labelled ? says('ANSWER_IMPOSSIBLE.label', { key: labelled[0] }) : didYouMean(typed, keys);
}

/** Limits of buttons and lists, and labels that a learner cannot tell apart when she types them. */
export function checkOptions(written: Options, at: CheckContext): void {
  const entries: [string, SourceText][] = Array.isArray(written)
    ? written.map((key) => [key, key])
    : Object.entries(written);
  if (entries.length > OPTIONS_MAX) {
    at.issue('OPTIONS_TOO_MANY', says('OPTIONS_TOO_MANY', { options: entries.length, limit: OPTIONS_MAX }), 'options');
  }
  const longest = entries.length <= BUTTONS_MAX ? BUTTON_LABEL_MAX : LIST_LABEL_MAX;
  const seen = new Map<string, string>();
  entries.forEach(([key, label], i) => {
    const where = `options.${Array.isArray(written) ? i : key}`;
    for (const form of typeof label === 'string' ? [label] : [label.one, label.other]) {
      const letters = Array.from(form).length;
      if (letters > longest) {
        at.issue(
          'OPTION_TOO_LONG',
          says('OPTION_TOO_LONG', { option: form, letters, options: entries.length, room: longest }),
          where,
        );
      }
    }
    const same = normalise(typeof label === 'string' ? label : label.other);
    const before = seen.get(same);
    if (before !== undefined && same === '')
      at.issue(
        'OPTION_DUPLICATE',
        says('OPTION_DUPLICATE.bare', { option: key }),
        where,
        says('OPTION_DUPLICATE.bare.fix', { option: key }),
      );
    else if (before !== undefined)
      at.issue(
        'OPTION_DUPLICATE',
        says('OPTION_DUPLICATE', { option: key, before }),
        where,
        says('OPTION_DUPLICATE.fix'),
      );
    seen.set(same, key);
  });
}
