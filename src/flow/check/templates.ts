import type { PackTemplate, Purpose } from '../../domain/template.ts';
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
    const message = `Meta has no templates in \`${language}\`.`;
    wrong(
      'TEMPLATE_LANGUAGE',
      source.place(here, 'key'),
      message,
      near ?? 'Write it in Spanish: the tap opens her language.',
    );
  }
  const key = `${name}/${language}`;
  if (seen.has(key))
    wrong('TEMPLATE_DUPLICATE', source.place([...path, 'name']), `\`${name}\` stands twice in \`${language}\`.`);
  seen.add(key);

  const words = source.place([...here, 'text']);
  const broken = brokenPlaceholder(text);
  if (broken !== undefined) wrong('PLACEHOLDER_BROKEN', words, `This placeholder cannot be read: \`${broken}\`.`);
  for (const problem of textProblems(template.body)) wrong('TEMPLATE_TEXT', words, problem);
  const known = [...COMMON, ...OWN[purpose]];
  for (const variable of variables) {
    if (!known.includes(variable.key)) {
      const message = `A template for \`${purpose}\` has no \`${variable.key}\`; it has ${known.join(', ')}.`;
      wrong('TEMPLATE_VARIABLE', words, message, didYouMean(variable.key, known));
    } else if (variable.fallback === undefined && !FILLED.includes(variable.key))
      wrong(
        'TEMPLATE_VARIABLE',
        words,
        `\`${variable.key}\` may be empty; write {{${variable.key}|…}} with a word for then.`,
      );
  }
  const label = button === undefined ? [] : buttonProblems(button);
  for (const problem of label) wrong('TEMPLATE_BUTTON', source.place([...here, 'button']), problem);
  if (template.category === 'marketing' && !template.allowMarketing && !MAY_PROMOTE.includes(purpose))
    issues.add(
      'TEMPLATE_MARKETING',
      source.place([...path, 'category']),
      `A template for \`${purpose}\` that costs what marketing costs is not used without \`allow_marketing: true\`.`,
    );
  return right;
}

function textProblems(body: string): string[] {
  return [
    body.length > QUESTION_TEXT_MAX && `This text has ${body.length} characters; ${QUESTION_TEXT_MAX} fit.`,
    /^\{\{|\}\}$/.test(body) && 'A template can neither begin nor end with a variable: Meta refuses it.',
    /\}\}\s*\{\{/.test(body) && 'Two variables stand side by side with no word between them: Meta refuses it.',
    /\n{3,}|\t| {5,}/.test(body) && 'A template holds no tabs, no more than one empty line and four spaces in a row.',
  ].filter((problem) => problem !== false);
}

function buttonProblems(button: string): string[] {
  return [
    button.length > BUTTON_LABEL_MAX &&
      `A button has at most ${BUTTON_LABEL_MAX} characters; this one has ${button.length}.`,
    button.includes('{{') && 'The words of a button cannot change.',
    OPT_OUT_WORDS.some((word) => normalise(word) === normalise(button)) && `"${button}" stops all messages.`,
  ].filter((problem) => problem !== false);
}
