import type { Rank } from '../domain/question.ts';
import { type Said, says } from '../locale/sentence.ts';
import type { SourceEdit } from './issue.ts';
import type { Issues } from './issues.ts';
import { type Keyed, keysOf } from './keys.ts';
import { ID_MAX, STEPS_MAX } from './limits.ts';
import type { SurveyFile } from './programme.ts';
import type { Source, YamlPath } from './source.ts';
import { addedBelow, renamedKey } from './source-edit.ts';
import { idFor, idsIn } from './step-id.ts';
import { text as textSchema } from './steps/fields.ts';
import type { RawStep, SourceText, Verb } from './steps/step.ts';
import { didYouMean, surelyMeant } from './suggest.ts';
import { tellUnknownKey } from './unknown-key.ts';
import { shapeOf, validate } from './validate.ts';

/** A step as checked against its verb's schema, with its key and its branches. */
export interface StepNode extends Keyed {
  readonly verb: Verb;
  /** What the schema returned, and the keys every step may have. */
  readonly step: Readonly<Record<string, unknown>>;
  readonly key: string;
  readonly id?: string;
  /** `if:` beside another verb: the step is passed over when it does not hold. */
  readonly gate?: string;
  readonly sms?: SourceText;
  readonly path: YamlPath;
  readonly branches: readonly { readonly name: string; readonly steps: readonly StepNode[] }[];
}

/** A flow file as checked: what the compiler and the checks work on. */
export interface FlowTree {
  readonly programme: string;
  readonly name: string;
  readonly kind: string;
  readonly rank: Rank;
  readonly title: string;
  readonly source: Source;
  readonly survey?: SurveyFile;
  readonly steps: readonly StepNode[];
  /** Every step, branches after their owner, in file order. */
  readonly all: readonly StepNode[];
}

const COMMON = ['id', 'sms', 'if'] as const;
const ID = /^[A-Za-z][A-Za-z0-9_-]*$/;

export interface StepReader {
  readonly verbs: ReadonlyMap<string, Verb>;
  readonly source: Source;
  readonly issues: Issues;
}

interface Reader extends StepReader {
  /** Every id of the file, and those that `check --fix` would add. */
  readonly ids: () => Set<string>;
}

/** Reads the steps of a file; steps with mistakes are reported and left out, so that the rest is checked too. */
export function readSteps(
  list: readonly unknown[],
  at: YamlPath,
  reader: StepReader,
): { steps: StepNode[]; all: StepNode[] } {
  let ids: Set<string> | undefined;
  const inner: Reader = { ...reader, ids: () => (ids ??= idsIn(reader.source.value)) };
  const steps = readList(list, at, inner) as Draft[];
  const keys = keysOf(steps);
  const all: StepNode[] = [];
  const finish = (draft: Draft): StepNode => {
    draft.key = keys.get(draft)!;
    all.push(draft as StepNode);
    for (const branch of draft.branches) branch.steps.forEach(finish);
    return draft as StepNode;
  };
  const finished = steps.map(finish);
  const { issues, source } = reader;
  if (all.length > STEPS_MAX)
    issues.add(
      'STEPS_TOO_MANY',
      source.place(at),
      says('STEPS_TOO_MANY', { limit: STEPS_MAX }),
      says('STEPS_TOO_MANY.fix'),
    );
  if (all.length === 0 && !issues.hasErrors) issues.add('FLOW_EMPTY', source.place(at), says('FLOW_EMPTY'));
  return { steps: finished, all };
}

interface Draft extends Omit<StepNode, 'key' | 'branches'> {
  key?: string;
  readonly branches: readonly { readonly name: string; readonly steps: readonly Draft[] }[];
}

/** `owner` is the step whose branch this is: steps that a verb made by itself stand where it stands. */
function readList(list: readonly unknown[], at: YamlPath, reader: Reader, owner?: YamlPath): Draft[] {
  const base = reader.source.pathOf(list) ?? at;
  // One more than may be is enough to say so; a file of thousands is not worth the time.
  return list.slice(0, STEPS_MAX + 1).flatMap((item, i) => {
    if (isRawStep(item)) return readStep(item.path.length === 0 && owner ? { ...item, path: owner } : item, reader);
    const path = (typeof item === 'object' && item !== null && reader.source.pathOf(item)) || [...base, i];
    if (typeof item !== 'object' || item === null || Array.isArray(item)) {
      reader.issues.add(
        'VERB_MISSING',
        reader.source.place(path),
        says('VERB_MISSING.text'),
        withColon(item, reader.verbs),
      );
      return [];
    }
    const keys = item as Record<string, unknown>;
    const verb = verbOf(keys, path, reader);
    return verb === undefined ? [] : readStep({ verb, keys, path }, reader);
  });
}

/** `say Hola` and `say:Hola` as they were meant. */
function withColon(item: unknown, verbs: ReadonlyMap<string, Verb>): Said | undefined {
  const [, word, words] = (typeof item === 'string' && /^([\p{L}-]+)[ :]+(.+)$/su.exec(item)) || [];
  const known = [...verbs.values()].flatMap(({ verb, internal }) => (internal ? [] : [verb]));
  const verb = word === undefined || known.includes(word) ? word : surelyMeant(word, known);
  if (verb === undefined || words === undefined) return undefined;
  const shown = words.length > 40 ? `${words.slice(0, 39)}…` : words;
  return says('VERB_MISSING.colon', { verb, text: shown });
}

/** A FileKind hands over steps that are already taken apart. */
function isRawStep(item: unknown): item is RawStep {
  return (
    typeof item === 'object' &&
    item !== null &&
    Array.isArray((item as RawStep).path) &&
    typeof (item as RawStep).verb === 'string' &&
    typeof (item as RawStep).keys === 'object'
  );
}

function verbOf(
  keys: Readonly<Record<string, unknown>>,
  path: YamlPath,
  { verbs, issues, source }: StepReader,
): string | undefined {
  const names = Object.keys(keys);
  const known = names.filter((name) => verbs.has(name) && !verbs.get(name)!.internal);
  // `if` beside a verb is its condition, and a verb may have a key that is elsewhere a verb (`wait` of homework).
  const others = known.filter((name) => name !== 'if');
  const candidates = others.length ? others : known;
  const owner = candidates.find((name) =>
    candidates.every((other) => other === name || Object.hasOwn(shapeOf(verbs.get(name)!.schema) ?? {}, other)),
  );
  if (owner !== undefined) return owner;
  if (candidates.length) {
    issues.add(
      'VERB_TWO',
      source.place([...path, candidates[1]!], 'key'),
      says('VERB_TWO', { verb: candidates[0]!, other: candidates[1]! }),
      says('VERB_TWO.fix'),
    );
    return undefined;
  }
  const writable = [...verbs.values()].filter((verb) => !verb.internal).map((verb) => verb.verb);
  // A key that some verb has is no verb misspelt: `id` is not `if`.
  const keysOfVerbs = new Set([
    ...COMMON,
    ...[...verbs.values()].flatMap(({ schema, internal }) => (internal ? [] : Object.keys(shapeOf(schema) ?? {}))),
  ]);
  const strange = names.filter((name) => !keysOfVerbs.has(name) && surelyMeant(name, COMMON) === undefined);
  const typed = strange[0];
  if (typed === undefined)
    issues.add(
      'VERB_MISSING',
      source.place(path),
      says('VERB_MISSING'),
      says('VERB_UNKNOWN.fix', { verbs: writable.join(', ') }),
    );
  else {
    const near = strange.map((name) => didYouMean(name, writable)).find(Boolean);
    const [slip, more] = strange.filter((name) => surelyMeant(name, writable) !== undefined);
    const edit =
      slip === undefined || more !== undefined
        ? undefined
        : renamedKey(source, [...path, slip], surelyMeant(slip, writable));
    issues.add(
      'VERB_UNKNOWN',
      source.place([...path, typed], 'key'),
      says('VERB_UNKNOWN', { verb: typed }),
      near ?? says('VERB_UNKNOWN.fix', { verbs: writable.join(', ') }),
      edit,
    );
  }
  return undefined;
}

function readStep(raw: RawStep, reader: Reader): Draft[] {
  const { verbs, source, issues } = reader;
  const { path } = raw;
  const verb = verbs.get(raw.verb);
  if (!verb) {
    issues.add(
      'VERB_UNKNOWN',
      source.place(path),
      says('VERB_UNKNOWN', { verb: raw.verb }),
      didYouMean(raw.verb, verbs.keys()),
    );
    return [];
  }
  const shape = shapeOf(verb.schema);
  const isCommon = (key: string) =>
    (COMMON as readonly string[]).includes(key) && !(shape && Object.hasOwn(shape, key));
  const own: Record<string, unknown> = {};
  let sound = true;
  const meant = new Set<string>();
  for (const [key, value] of Object.entries(raw.keys)) {
    if (isCommon(key)) continue;
    if (shape && !Object.hasOwn(shape, key)) {
      sound = false;
      const known = [...Object.keys(shape), ...COMMON];
      const message = says('KEY_UNKNOWN', { verb: verb.verb, key });
      meant.add(tellUnknownKey(key, raw.keys, path, known, message, reader) ?? key);
      continue;
    }
    own[key] = value;
  }
  const step = validate<object>(verb.schema, own, path, source, issues, meant);
  if (!step) sound = false;

  const common: { id?: string; gate?: string; sms?: SourceText } = {};
  const id = raw.keys['id'];
  if (id !== undefined) {
    const written = typeof id === 'string' ? id : (source.written([...path, 'id']) ?? '');
    if (ID.test(written) && written.length <= ID_MAX) common.id = written;
    else
      issues.add(
        'ID_INVALID',
        source.place([...path, 'id']),
        says('ID_INVALID', { id: written, limit: ID_MAX }),
        says('ID_INVALID.fix', { id: idFor(verb.verb, written, new Set()) }),
      );
  } else if (verb.needsId && !meant.has('id')) {
    issues.add(
      'ID_MISSING',
      source.place(path),
      says('ID_MISSING', { verb: verb.verb }),
      says('ID_MISSING.fix'),
      missingId(raw, reader),
    );
  }
  const gate = isCommon('if') ? raw.keys['if'] : undefined;
  if (gate !== undefined) common.gate = typeof gate === 'string' ? gate : (source.written([...path, 'if']) ?? '');
  if (raw.keys['sms'] !== undefined) {
    const sms = validate(textSchema, raw.keys['sms'] ?? null, [...path, 'sms'], source, issues);
    if (sms !== undefined) common.sms = sms;
  }
  if (!step || !sound) return [];
  const whole = {
    ...step,
    ...(common.id === undefined ? {} : { id: common.id }),
    ...(common.sms === undefined ? {} : { sms: common.sms }),
  };
  const branches = (verb.branches?.(whole as never) ?? []).map((branch) => ({
    name: branch.name,
    steps: readList(branch.steps, path, reader, path),
  }));
  return [{ verb, step: whole, path, branches, ...common }];
}

/** The edit that names a step by its own first words. */
function missingId({ verb, keys, path }: RawStep, { source, ids }: Reader): SourceEdit | undefined {
  const own = keys[verb];
  const plural = typeof own === 'object' && own !== null ? (own as { other?: unknown }).other : undefined;
  const words = typeof own === 'string' ? own : typeof plural === 'string' ? plural : source.written([...path, verb]);
  const id = idFor(verb, words ?? '', ids());
  const edit = addedBelow(source, path, verb, `id: ${id}`);
  if (edit) ids().add(id);
  return edit;
}
