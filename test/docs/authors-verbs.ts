import { VERBS } from '../../src/assemble/capabilities.ts';
import type { Verb } from '../../src/flow/steps/step.ts';
import { shapeOf } from '../../src/flow/validate.ts';
import { says } from '../../src/locale/sentence.ts';
import { english, spanish } from '../locale/tell.ts';
import { playExample } from './authors-play.ts';
import { KEYS, type Language, WORDS } from './authors-words.ts';
import { made } from './made.ts';

export const WRITTEN: readonly Verb[] = VERBS.map((verb) => verb as unknown as Verb)
  .filter(({ internal }) => !internal)
  .sort((a, b) => (a.verb < b.verb ? -1 : 1));

/** What an example shows on each phone. */
export interface Seen {
  readonly whatsapp: readonly string[];
  readonly sms: readonly string[];
}

export async function playVerb({ manual }: Verb): Promise<Seen> {
  const plays = manual.plays ?? [];
  return {
    whatsapp: await playExample(manual.example, plays, 'whatsapp'),
    sms: await playExample(manual.example, plays, 'sms'),
  };
}

const fenced = (text: string, language: string): string => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');

/** Keys of a verb beside its own, those that every step may have last. */
export function keysOf({ verb, schema, needsId }: Verb): readonly string[] {
  const own = Object.keys(shapeOf(schema) ?? {}).filter((key) => key !== verb);
  return [...own, ...(needsId ? ['id'] : []), 'sms', 'if'].filter((key) => key !== verb);
}

export function purposeOf({ manual }: Verb, language: Language): string {
  return language === 'es' ? (manual.es ?? '') : manual.purpose;
}

const issueTitle = (code: string, language: Language): string | undefined =>
  (language === 'es' ? spanish : english)(says(`${code}.title`));

/** docs/authors/<language>/verbs/<verb>.md */
export function verbPage(verb: Verb, seen: Seen, language: Language): string {
  const words = WORDS[language];
  const { manual } = verb;
  const issues = manual.issues ?? [];
  return `# ${verb.verb}

${made}

${purposeOf(verb, language)}

## ${words.keys}

${table(
  [words.key, words.means],
  [[`\`${verb.verb}\``, words.first], ...keysOf(verb).map((key) => [`\`${key}\``, KEYS[language][key] ?? ''])],
)}

## ${words.example}

${fenced(manual.example, 'yaml')}

${words.whatsapp}

${fenced(seen.whatsapp.join('\n'), 'text')}

${words.sms}

${fenced(seen.sms.join('\n'), 'text')}

## ${words.wrong}

${table(
  [words.code, words.says],
  issues.map((code) => [`[${code}](../../../issues.md#${code.toLowerCase()})`, issueTitle(code, language) ?? '']),
)}

${words.explain(issues[0]!)}
`;
}

/** docs/authors/<language>/verbs/README.md */
export function verbsIndex(language: Language): string {
  const words = WORDS[language];
  const first = (text: string) => /^.*?[.;:](?= |$)/.exec(text)?.[0].replace(/[;:]$/, '.') ?? text;
  return `# ${words.index}

${made}

${words.about}

${table(
  [words.verb, words.what],
  WRITTEN.map((verb) => [`[\`${verb.verb}\`](${verb.verb}.md)`, first(purposeOf(verb, language))]),
)}
`;
}
