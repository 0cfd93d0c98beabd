import { isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';

/** Adds a lesson at the end of a module (the last one, or the one of that id). Undefined where it cannot be told how. */
export function withLesson(programme: string, lesson: string, module?: string): string | undefined {
  const modules = at(programme, 'modules');
  const items = isSeq(modules) ? modules.items.filter((item): item is YAMLMap => isMap(item)) : [];
  const found = module === undefined ? items.at(-1) : items.find((item) => item.get('id') === module);
  const lessons = found?.get('lessons', true);
  return isSeq(lessons) ? appended(programme, lessons, lesson) : undefined;
}

/** Adds a survey to `surveys:`, which is made where there is none. */
export function withSurvey(programme: string, entry: string): string | undefined {
  const surveys = at(programme, 'surveys');
  if (isSeq(surveys)) return appended(programme, surveys, entry);
  if (surveys !== undefined) return undefined;
  const newline = newlineOf(programme);
  return `${programme.replace(/(?<=[^\n])$/, newline)}surveys:${newline}  - ${entry}${newline}`;
}

/** Adds a step at the end of a lesson. */
export function withStep(lesson: string, step: string): string | undefined {
  const steps = at(lesson, 'steps');
  return isSeq(steps) ? appended(lesson, steps, step) : undefined;
}

function at(text: string, key: string): unknown {
  const { contents } = parseDocument(text);
  return isMap(contents) ? contents.get(key, true) : undefined;
}

/** One more item behind the last of a list, as the list is written; every other byte stays, comments too. */
function appended(text: string, list: YAMLSeq, item: string): string | undefined {
  const start = list.range?.[0];
  const last = list.items.at(-1) as { range?: [number, number, number] } | undefined;
  if (start === undefined) return undefined;
  if (text[start] === '[') {
    const place = last?.range?.[1] ?? start + 1;
    return `${text.slice(0, place)}${last ? ', ' : ''}${item}${text.slice(place)}`;
  }
  if (!last?.range) return undefined;
  const [from, to] = last.range;
  const lead = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
  if (!/^ *- +$/.test(lead)) return undefined;
  let end = to;
  while (end > from && /\s/.test(text[end - 1]!)) end -= 1;
  const lineEnd = text.indexOf('\n', end);
  const newline = newlineOf(text);
  if (lineEnd < 0) return `${text}${newline}${lead}${item}${newline}`;
  return `${text.slice(0, lineEnd + 1)}${lead}${item}${newline}${text.slice(lineEnd + 1)}`;
}

const newlineOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');
