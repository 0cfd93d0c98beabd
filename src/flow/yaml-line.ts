import { type Said, says } from '../locale/sentence.ts';

/** A line of a YAML file as its author sees it. */
export interface YamlLine {
  readonly text: string;
  /** Where it begins in the file, and where its first sign stands. */
  readonly from: number;
  readonly first: number;
  /** Spaces before it. */
  readonly indent: number;
}

export function lineAt(text: string, at: number): YamlLine {
  const from = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
  const to = text.indexOf('\n', from);
  const line = text.slice(from, to < 0 ? undefined : to).trimEnd();
  const indent = line.length - line.trimStart().length;
  return { text: line, from, first: from + indent, indent };
}

/** The nearest line above or below that says something. */
export function neighbour(text: string, line: YamlLine, way: 'above' | 'below'): YamlLine | undefined {
  for (let at = line; ; ) {
    const next = way === 'above' ? at.from - 1 : text.indexOf('\n', at.from) + 1;
    if (way === 'above' ? next < 0 : next <= at.from || next >= text.length) return undefined;
    at = lineAt(text, next);
    if (at.text !== '' && !at.text.trimStart().startsWith('#')) return at;
  }
}

/** The key that a line begins with, behind its dash. */
export function keyOf({ text }: YamlLine): string | undefined {
  return /^\s*(?:- )?([\w-]+):(?: |$)/.exec(text)?.[1];
}

export function secondColon({ text }: YamlLine): boolean {
  return /^\s*(?:- )?[^\s:]+: .*: /.test(text) || /^\s*(?:- )?[^\s:]+: .*:$/.test(text);
}

/** `title: "Dos botes: negocio y casa"`, of the author's own line where it is short enough to show. */
export function quoted({ text }: YamlLine): Said {
  const [, key, value] = /^\s*(?:- )?([^\s:]+: )(.+)$/.exec(text) ?? [];
  const shown = key !== undefined && value !== undefined && value.length <= 60 ? inQuotes(value) : undefined;
  if (key === undefined || shown === undefined) return says('YAML_SYNTAX.quotes.fix');
  return shown.startsWith("'")
    ? says('YAML_SYNTAX.quotes.single', { line: `${key}${shown}` })
    : says('YAML_SYNTAX.quotes.double', { line: `${key}${shown}` });
}

/** Words between quotes that YAML reads; printed quotes around them were meant as such. Undefined: they hold both kinds. */
export function inQuotes(words: string): string | undefined {
  const bare = /^[“”„«](.*)[“”»]$/.exec(words)?.[1] ?? words;
  if (!bare.includes('"')) return `"${bare}"`;
  return bare.includes("'") ? undefined : `'${bare}'`;
}
