import type { BuiltFlow } from './compile.ts';
import type { MediaKeys, SourceText } from './steps/step.ts';
import { textHash } from './version.ts';

/** What a step says aloud: what somebody reads who records it, and by which her recording is known to be of these words. */
export interface Spoken {
  /** The text of the step that it is. */
  readonly field: string;
  readonly words: SourceText;
  /** In order; where the pack writes no label of its own (`yes`), the built-in one is meant. */
  readonly options: readonly { readonly key: string; readonly label?: string }[];
  /** Hash of words and choices: a recording of others is stale. */
  readonly source: string;
  readonly media?: MediaKeys;
}

const KNOWN = new WeakMap<BuiltFlow, Map<string, Spoken | undefined>>();

/** Undefined for a step that says nothing. */
export function spokenOf(flow: BuiltFlow, step: string): Spoken | undefined {
  let known = KNOWN.get(flow);
  if (!known) KNOWN.set(flow, (known = new Map()));
  if (!known.has(step)) known.set(step, made(flow, step));
  return known.get(step);
}

function made(flow: BuiltFlow, step: string): Spoken | undefined {
  const texts = step === '' ? undefined : flow.texts.get(step);
  const words = texts?.first === undefined ? undefined : texts.fields.get(texts.first);
  if (!texts || words === undefined) return undefined;
  const state = flow.plan.states.find(({ key }) => key === step);
  const said = state?.fragment.entry.find((action) => action.type === 'ask' || action.type === 'say');
  const keys = said?.type === 'ask' ? said.question.options : [];
  const options = keys.map((key) => {
    const label = texts.fields.get(`options.${key}`);
    return typeof label === 'string' ? { key, label } : { key };
  });
  const media = said?.type === 'ask' ? said.question.media : said?.media;
  const source = textHash([JSON.stringify(words), ...options.map(({ key, label }) => label ?? key)].join('\n'));
  return { field: texts.first!, words, options, source, ...(media ? { media } : {}) };
}
