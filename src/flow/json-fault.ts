/** What may stand next. `first`: a map or list was just opened, and may close at once. */
type Wanted = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'more' | 'nothing';

const PART =
  /\s+|[{}[\]:,]|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y;

export interface JsonFault {
  readonly at: number;
  /** A comma stands before a closing brace. */
  readonly comma: boolean;
  /** The file is over too soon. */
  readonly ended: boolean;
}

/** Where JSON stops being JSON; the parser of the language says so only in some of its messages. */
export function jsonFault(text: string): JsonFault | undefined {
  const open: ('{' | '[')[] = [];
  let wanted: Wanted = 'value';
  let last = 0;
  PART.lastIndex = 0;
  for (let at = 0; at < text.length; at = PART.lastIndex) {
    PART.lastIndex = at;
    const part = PART.exec(text)?.[0];
    if (part === undefined) return { at, comma: false, ended: false };
    if (part.trim() === '') continue;
    const next = after(part, wanted, open);
    if (next === undefined) return { at, comma: /[}\]]/.test(part) && /^(key|value)$/.test(wanted), ended: false };
    wanted = next;
    last = at;
  }
  return wanted === 'nothing' ? undefined : { at: last, comma: false, ended: true };
}

/** Undefined where the part cannot stand; keeps what is open. */
function after(part: string, wanted: Wanted, open: ('{' | '[')[]): Wanted | undefined {
  const closed = (): Wanted => (open.length === 0 ? 'nothing' : 'more');
  if (wanted === 'nothing') return undefined;
  if (wanted === 'colon') return part === ':' ? 'value' : undefined;
  if (part === '}' || part === ']') {
    const may = wanted === 'more' || wanted === (part === '}' ? 'first key' : 'first value');
    if (!may || open.pop() !== (part === '}' ? '{' : '[')) return undefined;
    return closed();
  }
  if (wanted === 'more') return part === ',' ? (open.at(-1) === '{' ? 'key' : 'value') : undefined;
  if (wanted === 'key' || wanted === 'first key') return part.startsWith('"') ? 'colon' : undefined;
  if (part === '{' || part === '[') {
    open.push(part);
    return part === '{' ? 'first key' : 'first value';
  }
  return part === ':' || part === ',' ? undefined : closed();
}
