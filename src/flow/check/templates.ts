import type { PackTemplate, Purpose } from '../../domain/template.ts';
import { type Said, says } from '../../locale/sentence.ts';
import { normalise } from '../../text/normalise.ts';
import type { Issues } from '../issues.ts';
import { BUTTON_LABEL_MAX, OPT_OUT_WORDS, QUESTION_TEXT_MAX } from '../limits.ts';
import { META_LANGUAGES } from '../meta-languages.ts';
import { brokenPlaceholder } from '../placeholders.ts';
import type { Source, YamlPath } from '../source.ts';
import { didYouMean } from '../suggest.ts';

/** Variables that every template has, and those of its purpose. Only `programme` is never empty. */
const COMMON: readonly string[] = ['name', 'programme'];
const OWN: Readonly<Record<Purpose, readonly string[]>> = {
  lesson: ['title'],
  session: ['title', 'place', 'day', 'hour'],
  nudge: ['title'],
  invitation: [],
  broadcast: ['text'],
  staff: ['number'],
  message: [],
};
/** Always there where its purpose has it. */
const FILLED: readonly string[] = ['programme', 'title', 'day', 'hour', 'text', 'number'];
/** Purposes that promote, and so may cost what marketing costs. */
export const MAY_PROMOTE: readonly Purpose[] = ['broadcast', 'invitation'];

interface Checking {
  readonly source: Source;
  readonly issues: Issues;
  /** Names and languages met so far in the file. */
  readonly seen: Set<string>;
  /** As written, placeholders and all. */
  readonly text: string;
}

/** What Meta would refuse at submission, or we could not fill in, is told before (CHANNELS §2.7). False: it is left out. */
export function checkTemplate(
  template: PackTemplate,
  path: YamlPath,
  { source, issues, seen, text }: Checking,
): boolean {
  const { name, language, purpose, variables, button } = template;
  const here: YamlPath = [...path, 'languages', language];
  let right = true;
  const wrong = (...issue: Parameters<Issues['add']>): void => {
    right = false;
    issues.add(...issue);
  };

  if (!META_LANGUAGES.includes(language)) {
    const near = didYouMean(language.replace('-', '_'), META_LANGUAGES);
    const message = says('TEMPLATE_LANGUAGE', { language });
    wrong('TEMPLATE_LANGUAGE', source.place(here, 'key'), message, near ?? says('TEMPLATE_LANGUAGE.fix'));
  }
  const key = `${name}/${language}`;
  if (seen.has(key))
    wrong('TEMPLATE_DUPLICATE', source.place([...path, 'name']), says('TEMPLATE_DUPLICATE', { name, language }));
  seen.add(key);

  const words = source.place([...here, 'text']);
  const broken = brokenPlaceholder(text);
  if (broken !== undefined) wrong('PLACEHOLDER_BROKEN', words, says('PLACEHOLDER_BROKEN.template', { broken }));
  for (const problem of textProblems(template.body)) wrong('TEMPLATE_TEXT', words, problem);
  const known = [...COMMON, ...OWN[purpose]];
  for (const variable of variables) {
    if (!known.includes(variable.key)) {
      const message = says('TEMPLATE_VARIABLE', { purpose, key: variable.key, known: known.join(', ') });
      wrong('TEMPLATE_VARIABLE', words, message, didYouMean(variable.key, known));
    } else if (variable.fallback === undefined && !FILLED.includes(variable.key))
      wrong(
        'TEMPLATE_VARIABLE',
        words,
        says('TEMPLATE_VARIABLE.empty', { key: variable.key, placeholder: `{{${variable.key}|…}}` }),
      );
  }
  const label = button === undefined ? [] : buttonProblems(button);
  for (const problem of label) wrong('TEMPLATE_BUTTON', source.place([...here, 'button']), problem);
  if (template.category === 'marketing' && !template.allowMarketing && !MAY_PROMOTE.includes(purpose))
    issues.add('TEMPLATE_MARKETING', source.place([...path, 'category']), says('TEMPLATE_MARKETING', { purpose }));
  return right;
}

function textProblems(body: string): Said[] {
  return [
    body.length > QUESTION_TEXT_MAX && says('TEMPLATE_TEXT.long', { letters: body.length, limit: QUESTION_TEXT_MAX }),
    /^\{\{|\}\}$/.test(body) && says('TEMPLATE_TEXT.edge'),
    /\}\}\s*\{\{/.test(body) && says('TEMPLATE_TEXT.side'),
    /\n{3,}|\t| {5,}/.test(body) && says('TEMPLATE_TEXT.spaces'),
  ].filter((problem) => problem !== false);
}

function buttonProblems(button: string): Said[] {
  return [
    button.length > BUTTON_LABEL_MAX &&
      says('TEMPLATE_BUTTON.long', { limit: BUTTON_LABEL_MAX, letters: button.length }),
    button.includes('{{') && says('TEMPLATE_BUTTON.variable'),
    OPT_OUT_WORDS.some((word) => normalise(word) === normalise(button)) && says('TEMPLATE_BUTTON.stop', { button }),
  ].filter((problem) => problem !== false);
}
