import type { Entry } from './entry.ts';
import type { Change } from './judge.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * The translation file with these changes in it: what they do not touch stays as it is written. Flows, steps and fields
 * in the order of the pack, then whatever else the file holds, so that the same texts make the same file.
 */
export function merged(
  written: unknown,
  entries: readonly Entry[],
  changes: readonly Change[],
  { by, on }: { readonly by: string; readonly on: string },
): Json {
  const file = mapOf(written);
  const flows: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const [flow, steps] of Object.entries(file))
    flows[flow] = Object.fromEntries(
      Object.entries(mapOf(steps)).map(([step, fields]) =>
        step === 'title' && !isFields(fields) ? ['', { title: fields }] : [step, { ...mapOf(fields) }],
      ),
    );
  for (const change of changes) {
    const { flow, step, field } = change.entry;
    flows[flow] ??= {};
    flows[flow][step] ??= {};
    const fields = flows[flow][step];
    fields[field] = value(fields[field], change, by, on);
  }
  return ordered(flows, entries);
}

const mapOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** A step may be called `title`: then its fields stand there. */
const isFields = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !('text' in value) && !('one' in value);

function value(before: unknown, change: Change, by: string, on: string): Json {
  const { entry, translation, of, reviewed, reviewer } = change;
  const old = mapOf(before);
  const translator = change.translator || (reviewed ? '' : by);
  const text = wordsOf('text' in old ? old['text'] : before, entry.form, translation);
  return {
    text,
    of: reviewed && typeof old['of'] === 'string' ? old['of'] : of,
    ...kept('by', translator || old['by']),
    ...kept('reviewed_by', reviewer || (reviewed ? old['reviewed_by'] : undefined)),
    ...kept('on', reviewed ? old['on'] : on),
  };
}

const kept = (key: string, value: unknown): Json => (typeof value === 'string' && value !== '' ? { [key]: value } : {});

function wordsOf(before: unknown, form: Entry['form'], translation: string): unknown {
  if (form === '') return translation;
  const old = mapOf(before);
  const both = typeof before === 'string' ? { one: before, other: before } : { one: old['one'], other: old['other'] };
  return { one: both.one ?? translation, other: both.other ?? translation, [form]: translation };
}

function ordered(flows: Record<string, Record<string, Record<string, unknown>>>, entries: readonly Entry[]): Json {
  const order = new Map<string, Map<string, Set<string>>>();
  for (const { flow, step, field } of entries) {
    if (!order.has(flow)) order.set(flow, new Map());
    const steps = order.get(flow)!;
    if (!steps.has(step)) steps.set(step, new Set());
    steps.get(step)!.add(field);
  }
  const first = (known: Iterable<string>, there: Readonly<Record<string, unknown>>): string[] => [
    ...[...known].filter((key) => Object.hasOwn(there, key)),
    ...Object.keys(there).filter((key) => ![...known].includes(key)),
  ];
  return Object.fromEntries(
    first([...order.keys()], flows).map((flow) => {
      const steps = flows[flow]!;
      const known = order.get(flow);
      return [
        flow,
        Object.fromEntries(
          first([...(known?.keys() ?? [])], steps).map((step) => {
            const fields = steps[step]!;
            if (step === '') return ['title', fields['title']];
            return [
              step,
              Object.fromEntries(first([...(known?.get(step) ?? [])], fields).map((field) => [field, fields[field]])),
            ];
          }),
        ),
      ];
    }),
  );
}
