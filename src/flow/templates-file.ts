import type { PackTemplate } from '../domain/template.ts';
import { checkTemplate } from './check/templates.ts';
import type { Issues } from './issues.ts';
import { placeholders } from './placeholders.ts';
import type { Source } from './source.ts';
import { type TemplatesFile, templatesSchema } from './templates-schema.ts';
import { validate } from './validate.ts';

export const TEMPLATES_FILE = 'templates.yaml';

type Entry = TemplatesFile['templates'][number];

/** Reads `templates.yaml`: one template for each entry and language. Mistakes are reported; what has some is left out. */
export function readTemplates(source: Source, programme: string, issues: Issues): readonly PackTemplate[] {
  const file = validate(templatesSchema, source.value, [], source, issues);
  if (!file) return [];
  const seen = new Set<string>();
  return file.templates.flatMap((entry, i) =>
    Object.keys(entry.languages).flatMap((language) => {
      const template = templateOf(entry, language, programme, file.allow_marketing ?? false);
      const right = checkTemplate(template, ['templates', i], { source, issues, seen, text: textOf(entry, language) });
      return right ? [template] : [];
    }),
  );
}

const textOf = (entry: Entry, language: string): string => entry.languages[language]!.text.trim();

/** A placeholder of ours becomes Meta's {{1}}, {{2}}…, in order; one that stands twice is one variable. */
function templateOf(entry: Entry, language: string, programme: string, allowMarketing: boolean): PackTemplate {
  const text = textOf(entry, language);
  const found = placeholders(text);
  const keys = [...new Set(found.map(({ path }) => path))];
  const body = found.reduce((words, one) => words.replace(one.written, `{{${keys.indexOf(one.path) + 1}}}`), text);
  const button = entry.languages[language]!.button?.trim();
  return {
    programme,
    purpose: entry.for,
    name: entry.name,
    language,
    category: entry.category ?? 'utility',
    body,
    variables: keys.map((key) => {
      const fallback = found.find((one) => one.path === key && one.fallback)?.fallback;
      return fallback === undefined ? { key } : { key, fallback };
    }),
    ...(button === undefined ? {} : { button }),
    allowMarketing,
  };
}
