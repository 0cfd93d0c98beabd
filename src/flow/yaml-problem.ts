import type { YAMLParseError } from 'yaml';
import { inQuotes, keyOf, lineAt, neighbour, quoted, secondColon, type YamlLine } from './yaml-line.ts';

/** A mistake in YAML as an author can use it: what is wrong, where it began, what to write instead. */
export interface YamlProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly fix?: string;
}

/**
 * Says a parser's mistake in plain words. The parser reports where it gave up; a quote or bracket that was never closed
 * is marked where it opens, a line that stands too deep itself.
 */
export function plainProblem({ code, message, pos }: YAMLParseError, text: string): YamlProblem {
  const [start, end] = pos;
  const here = { start, end };
  const line = lineAt(text, start);
  const above = neighbour(text, line, 'above');
  const conflict = [line, above].find((one) => one && /^(?:<{7}|={7}|>{7})(?: |$)/.test(one.text));
  if (conflict)
    return {
      ...whole(conflict),
      message: 'Here two versions of this file were put together.',
      fix: 'Keep one of them, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>.',
    };
  if (code === 'TAB_AS_INDENT' || /^ *\t/.test(line.text)) {
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
  const bullet = [line, above].flatMap((one) => (one ? (noDash(one) ?? []) : []))[0];
  if (bullet) return bullet;
  if (/^\s*-[^\s-]/.test(line.text))
    return {
      ...here,
      message: 'A dash needs a space after it.',
      fix: `Write \`- ${shortened(line.text.trim().slice(1))}\`.`,
    };
  if (/closing ["']quote/i.test(message)) return unclosed(text, message.includes("'") ? "'" : '"', start) ?? other();
  const closer = /must .*end with an? ([\]}])/.exec(message)?.[1];
  if (closer) return unclosed(text, closer === ']' ? '[' : '{', start) ?? other();
  if (code === 'BLOCK_IN_FLOW') return inBraces(text, here);
  if (code === 'BLOCK_AS_IMPLICIT_KEY') {
    if (secondColon(line)) return { ...here, ...SECOND_COLON, fix: quoted(line) };
    return deeper(text, line, message.includes('sequence')) ?? other();
  }
  if (INDENT.some((part) => message.includes(part))) return misplaced(line, above, here);
  if (code === 'UNEXPECTED_TOKEN' || code === 'BAD_SCALAR_START' || /^[!&*]/.test(text.slice(start, end + 1)))
    return { ...here, ...NEEDS_QUOTES, fix: quoted(line) };
  return other();

  function other(): YamlProblem {
    return { ...here, message: `${message}.`.replace(/\.\.$/, '.') };
  }
}

const INDENT = ['Sequence item without', 'must start at the same column', 'Implicit keys need to be on a single line'];
const SECOND_COLON = { message: 'A second `: ` stands on this line.' };
const NEEDS_QUOTES = { message: 'This text cannot stand here without quotes.' };

const whole = ({ first, from, text }: YamlLine): { start: number; end: number } => ({
  start: first,
  end: from + text.length,
});

const shortened = (words: string): string => (words.length > 40 ? `${words.slice(0, 39)}…` : words);

/** What word processors make of a dash at the beginning of a line. */
function noDash(line: YamlLine): YamlProblem | undefined {
  const [, sign, rest] = /^\s*([•·▪◦○●‣*–—−])\s+(.*)$/u.exec(line.text) ?? [];
  return sign === undefined || rest === undefined
    ? undefined
    : {
        start: line.first,
        end: line.first + sign.length,
        message: `\`${sign}\` is no dash: a step begins with \`- \`.`,
        fix: `Write \`- ${shortened(rest)}\`.`,
      };
}

/** A line that begins deeper than the one above it is read as more of its text, which no `: ` may stand in. */
function deeper(text: string, line: YamlLine, isStep: boolean): YamlProblem | undefined {
  const above = isStep ? neighbour(text, line, 'above') : line;
  const culprit = isStep ? line : neighbour(text, line, 'below');
  if (!above || !culprit || culprit.indent <= above.indent) return undefined;
  const column = isStep ? above.indent : above.text.indexOf(keyOf(above) ?? above.text.trim());
  if (isStep || keyOf(culprit) !== undefined)
    return {
      ...whole(culprit),
      message: `This line stands deeper than the ${isStep ? 'step' : 'key'} above it, and is read as more of its words.`,
      fix: `Begin it with ${column} spaces, as the one above.`,
    };
  return {
    ...whole(culprit),
    ...SECOND_COLON,
    fix: 'A text of several lines begins with `|` behind its key, or stands in double quotes.',
  };
}

/** A line at a column where nothing begins: a key or a dash is missing, or the spaces are wrong. */
function misplaced(line: YamlLine, above: YamlLine | undefined, here: { start: number; end: number }): YamlProblem {
  const key = keyOf(line);
  if (key === undefined) {
    const [, word, rest] = /^\s*([a-z-]{2,12}):? ?(\S+)$/.exec(line.text) ?? [];
    const asKey = word === undefined ? '' : `Write \`${word}: ${rest}\`, with a colon and a space. `;
    return {
      ...whole(line),
      message: 'This line has no key.',
      fix: `${asKey}Where it belongs to the text above, that begins with \`|\` behind its key, and each of its lines with two more spaces than the key.`,
    };
  }
  if (above && /^\s*- /.test(above.text) && above.indent === line.indent)
    return {
      ...whole(line),
      message: 'This is a step without its dash, or a key that stands too far left.',
      fix: `Write \`- ${shortened(line.text.trim())}\`, or begin it with ${line.indent + 2} spaces.`,
    };
  return {
    ...here,
    message: 'This line begins at a column where nothing above it begins.',
    fix: 'Give it as many spaces as the lines it belongs with.',
  };
}

/** `{ say: Muy bien: siga. }` */
function inBraces(text: string, { start, end }: { start: number; end: number }): YamlProblem {
  const written = text
    .slice(start, Math.min(end, start + 200))
    .split(/[}\]\n]/)[0]!
    .trim();
  const line = lineAt(text, start);
  const key = /([\w-]+): $/.exec(text.slice(line.from, start))?.[1];
  const shown = key === undefined || written.length > 60 ? undefined : inQuotes(written);
  return {
    start,
    end: start + written.length,
    ...SECOND_COLON,
    fix:
      shown === undefined ? 'Put the text in double quotes.' : `Put the text in double quotes: \`${key}: ${shown}\`.`,
  };
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
  const hash = / #/.test(lineAt(text, start).text);
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
