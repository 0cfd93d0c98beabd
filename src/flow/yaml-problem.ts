import type { YAMLParseError } from 'yaml';
import { type Said, says } from '../locale/sentence.ts';
import { inQuotes, keyOf, lineAt, neighbour, quoted, secondColon, type YamlLine } from './yaml-line.ts';

/** A mistake in YAML as an author can use it: what is wrong, where it began, what to write instead. */
export interface YamlProblem {
  readonly start: number;
  readonly end: number;
  readonly message: Said;
  readonly fix?: Said;
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
      message: says('YAML_SYNTAX.conflict'),
      fix: says('YAML_SYNTAX.conflict.fix'),
    };
  if (code === 'TAB_AS_INDENT' || /^ *\t/.test(line.text)) {
    return {
      ...here,
      message: says('YAML_SYNTAX.tab'),
      fix: says('YAML_SYNTAX.tab.fix'),
    };
  }
  if (code === 'MULTIPLE_DOCS') {
    return {
      ...here,
      message: says('YAML_SYNTAX.two-files'),
      fix: says('YAML_SYNTAX.two-files.fix'),
    };
  }
  if (code === 'RESOURCE_EXHAUSTION') return { ...here, message: says('YAML_SYNTAX.deep') };
  const bullet = [line, above].flatMap((one) => (one ? (noDash(one) ?? []) : []))[0];
  if (bullet) return bullet;
  if (/^\s*-[^\s-]/.test(line.text))
    return {
      ...here,
      message: says('YAML_SYNTAX.dash'),
      fix: says('YAML_SYNTAX.dash.fix', { text: shortened(line.text.trim().slice(1)) }),
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
    return { ...here, message: says('YAML_SYNTAX', { message: message.replace(/\.$/, '') }) };
  }
}

const INDENT = ['Sequence item without', 'must start at the same column', 'Implicit keys need to be on a single line'];
const SECOND_COLON = { message: says('YAML_SYNTAX.colon') };
const NEEDS_QUOTES = { message: says('YAML_SYNTAX.quotes') };

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
        message: says('YAML_SYNTAX.bullet', { sign }),
        fix: says('YAML_SYNTAX.dash.fix', { text: shortened(rest) }),
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
      message: isStep ? says('YAML_SYNTAX.deeper.step') : says('YAML_SYNTAX.deeper'),
      fix: says('YAML_SYNTAX.deeper.fix', { spaces: column }),
    };
  return {
    ...whole(culprit),
    ...SECOND_COLON,
    fix: says('YAML_SYNTAX.lines.fix'),
  };
}

/** A line at a column where nothing begins: a key or a dash is missing, or the spaces are wrong. */
function misplaced(line: YamlLine, above: YamlLine | undefined, here: { start: number; end: number }): YamlProblem {
  const key = keyOf(line);
  if (key === undefined) {
    const [, word, rest] = /^\s*([a-z-]{2,12}):? ?(\S+)$/.exec(line.text) ?? [];
    return {
      ...whole(line),
      message: says('YAML_SYNTAX.no-key'),
      fix:
        word === undefined || rest === undefined
          ? says('YAML_SYNTAX.no-key.fix')
          : says('YAML_SYNTAX.no-key.colon', { key: word, text: rest, else: says('YAML_SYNTAX.no-key.fix') }),
    };
  }
  if (above && /^\s*- /.test(above.text) && above.indent === line.indent)
    return {
      ...whole(line),
      message: says('YAML_SYNTAX.no-dash'),
      fix: says('YAML_SYNTAX.no-dash.fix', { text: shortened(line.text.trim()), spaces: line.indent + 2 }),
    };
  return {
    ...here,
    message: says('YAML_SYNTAX.column'),
    fix: says('YAML_SYNTAX.column.fix'),
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
      key === undefined || shown === undefined
        ? says('YAML_SYNTAX.quote-text')
        : says('YAML_SYNTAX.quote-text.so', { key, text: shown }),
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
    message: says('YAML_SYNTAX.open', { open }),
    fix: hash ? says('YAML_SYNTAX.open.hash') : says('YAML_SYNTAX.open.fix', { close: close ?? open }),
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
