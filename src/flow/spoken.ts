import type { BuiltFlow } from './compile.ts';
import type { Spoken } from './pack-step.ts';
import { textHash } from './version.ts';

const KNOWN = new WeakMap<BuiltFlow, Map<string, Spoken | undefined>>();

/** Undefined for a step that says nothing. */
export function spokenOf(flow: BuiltFlow, step: string): Spoken | undefined {
  const known = KNOWN.get(flow) ?? new Map<string, Spoken | undefined>();
  KNOWN.set(flow, known);
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
