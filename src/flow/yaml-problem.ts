import type { YAMLParseError } from 'yaml';

/** A mistake in YAML as an author can use it: what is wrong, where it began, what to write instead. */
export interface YamlProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly fix?: string;
}

/**
 * Says a parser's mistake in plain words. The parser reports where it gave up; a quote or bracket that was never closed
 * is marked where it opens.
 */
export function plainProblem({ code, message, pos }: YAMLParseError, text: string): YamlProblem {
  const [start, end] = pos;
  const here = { start, end };
  const line = lineAt(text, start);
  if (code === 'TAB_AS_INDENT' || /^ *\t/.test(line)) {
    return {
      ...here,
      message: 'A tab stands at the beginning of this line; only spaces may.',
      fix: 'Replace it by spaces, so that the line begins exactly under its neighbours.',
    };
  }
  if (code === 'MULTIPLE_DOCS') {
    return {
      ...here,
      message: 'Three dashes begin another file here, and what follows them would be lost.',
      fix: 'Take the `---` out, or put what follows it into a file of its own.',
    };
  }
  if (code === 'RESOURCE_EXHAUSTION') return { ...here, message: 'Too many levels inside one another.' };
  if (/^\s*-[^\s-]/.test(line)) {
    return { ...here, message: 'A dash needs a space after it.', fix: `Write \`- ${line.trim().slice(1, 30)}…\`.` };
  }
  if (/closing ["']quote/i.test(message)) return unclosed(text, message.includes("'") ? "'" : '"', start) ?? other();
  const closer = /must .*end with an? ([\]}])/.exec(message)?.[1];
  if (closer) return unclosed(text, closer === ']' ? '[' : '{', start) ?? other();
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && secondColon(line)) {
    return { ...here, message: 'A second `: ` stands on this line.', fix: quoted(line) };
  }
  if (INDENT.some((part) => message.includes(part))) {
    return {
      ...here,
      message: 'This line begins at a column where nothing above it begins.',
      fix: 'Give it as many spaces as the lines it belongs with.',
    };
  }
  if (code === 'UNEXPECTED_TOKEN' || code === 'BAD_SCALAR_START') {
    return { ...here, message: 'This text cannot stand here without quotes.', fix: quoted(line) };
  }
  return other();

  function other(): YamlProblem {
    return { ...here, message: `${message}.`.replace(/\.\.$/, '.') };
  }
}

const INDENT = ['Sequence item without', 'must start at the same column', 'Implicit keys need to be on a single line'];

function lineAt(text: string, at: number): string {
  const from = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
  const to = text.indexOf('\n', from);
  return text.slice(from, to < 0 ? undefined : to).trimEnd();
}

function secondColon(line: string): boolean {
  return /^\s*(?:- )?[^\s:]+: .*: /.test(line) || /^\s*(?:- )?[^\s:]+: .*:$/.test(line);
}

/** `title: "Dos botes: negocio y casa"`, of the author's own line where it is short enough to show. */
function quoted(line: string): string {
  const [, key, value] = /^\s*(?:- )?([^\s:]+: )(.+)$/.exec(line) ?? [];
  const fits = key !== undefined && value !== undefined && value.length <= 60 && !value.includes('"');
  return fits ? `Put the whole text in double quotes: \`${key}"${value}"\`.` : 'Put the whole text in double quotes.';
}

/** The last quote or bracket before the end that nothing closes. */
function unclosed(text: string, open: string, end: number): YamlProblem | undefined {
  const close = { '[': ']', '{': '}' }[open];
  let start = -1;
  if (close === undefined) {
    start = firstOdd(text.slice(0, end), open);
  } else {
    let depth = 0;
    const read = text.slice(0, end).replace(/ #.*$/gm, (comment) => ' '.repeat(comment.length));
    for (let i = end - 1; i >= 0 && start < 0; i--) {
      if (read[i] === close) depth++;
      else if (read[i] === open && depth-- === 0) start = i;
    }
  }
  if (start < 0) return undefined;
  const hash = / #/.test(lineAt(text, start));
  return {
    start,
    end: start + 1,
    message: `This \`${open}\` is never closed.`,
    fix: hash
      ? '` #` begins a comment that hides the rest of the line: put the text in double quotes.'
      : `Write \`${close ?? open}\` where it ends.`,
  };
}

/** Where the line that has an odd number of these quotes opens its value. */
function firstOdd(text: string, quote: string): number {
  let from = 0;
  for (const line of text.split('\n')) {
    const opens = line.search(new RegExp(`(?:: |- |\\[ ?|, )${quote}`));
    if (opens >= 0 && (line.split(quote).length - 1) % 2 === 1) return from + line.indexOf(quote, opens);
    from += line.length + 1;
  }
  return -1;
}
