import { says } from '../locale/sentence.ts';
import type { Place } from './issue.ts';
import type { Issues } from './issues.ts';
import { CORE_KINDS, type FlowFileKind, fileName, kindSaid } from './kind.ts';
import type { Programme } from './programme.ts';
import { readProgramme } from './programme-file.ts';
import { type PackFile, readSource, type Source } from './source.ts';
import { renamedKey } from './source-edit.ts';
import type { Verb } from './steps/step.ts';
import { didYouMean, surelyMeant } from './suggest.ts';
import { TEMPLATES_FILE } from './templates-file.ts';
import { type FlowTree, readSteps } from './tree.ts';
import { validate } from './validate.ts';

/** A programme folder as read: its settings and its flows, not yet checked against one another. */
export interface Pack {
  /** `flows/llera`, as paths begin. */
  readonly folder: string;
  readonly programme: Programme;
  readonly source: Source;
  readonly flows: readonly FlowTree[];
  /** Name → kind of every flow file, those with mistakes too: a reference to them is right all the same. */
  readonly names: ReadonlyMap<string, string>;
}

export interface PackReader {
  readonly verbs: ReadonlyMap<string, Verb>;
  readonly kinds: readonly FlowFileKind[];
  readonly issues: Issues;
}

const PROGRAMME_FILE = 'programme.yaml';

/** Finds the programmes among the files and reads each with the files of its folder. */
export function readPacks(files: readonly PackFile[], reader: PackReader): readonly Pack[] {
  const { issues } = reader;
  const yaml = files.filter((file) => /\.ya?ml$/.test(file.path));
  const folders = yaml
    .filter((file) => file.path === PROGRAMME_FILE || file.path.endsWith(`/${PROGRAMME_FILE}`))
    .map((file) => file.path.slice(0, -PROGRAMME_FILE.length).replace(/\/$/, ''));
  const folderOf = (path: string) =>
    folders.filter((folder) => folder === '' || path.startsWith(`${folder}/`)).sort((a, b) => b.length - a.length)[0];
  for (const file of yaml) {
    if (folderOf(file.path) !== undefined) continue;
    issues.add(
      'FILE_WITHOUT_PROGRAMME',
      top(file.path),
      says('FILE_WITHOUT_PROGRAMME', { path: file.path, file: PROGRAMME_FILE }),
    );
  }
  return folders.flatMap((folder) => {
    const own = yaml.filter((file) => folderOf(file.path) === folder);
    return readPack(folder, own, reader) ?? [];
  });
}

function readPack(folder: string, files: readonly PackFile[], reader: PackReader): Pack | undefined {
  const { issues } = reader;
  const sources = new Map<string, Source>();
  for (const file of files) {
    const source = readSource(file, issues);
    if (source) sources.set(file.path.slice(folder === '' ? 0 : folder.length + 1), source);
  }
  const source = sources.get(PROGRAMME_FILE);
  const programme = source && readProgramme(source, (path) => sources.get(path), issues);
  // Flows are read even where the programme cannot be, so that an author sees all mistakes at once.
  const name = programme?.programme ?? folder;
  const flows = [...sources.entries()].flatMap(([path, file]) =>
    path === PROGRAMME_FILE || path === TEMPLATES_FILE ? [] : (readFlow(file, name, reader, path) ?? []),
  );
  if (!programme || !source) return undefined;
  const names = new Map<string, string>();
  const unread = files.filter((file) => ![...sources.values()].some((source) => source.path === file.path));
  // Of a file that is no YAML, or does not say what it is, only its place can be told.
  const nameByPlace = ({ path }: PackFile) => {
    const [, within, base] = /([^/]+)\/([^/]+)\.ya?ml$/.exec(path) ?? [];
    const kind = [...CORE_KINDS, ...reader.kinds].find((one) => one.folder === within);
    if (kind && base) names.set(base, kind.kind);
  };
  unread.forEach(nameByPlace);
  for (const file of sources.values()) {
    const kind = file === source || file === sources.get(TEMPLATES_FILE) ? undefined : kindOf(file, reader.kinds);
    const name = kind && (file.value as Record<string, unknown>)[kind.kind];
    // A name that is refused is told once, where it stands, and not of every mention of the right one.
    if (!kind || typeof name !== 'string' || !fileName.safeParse(name).success) nameByPlace(file);
    else names.set(name, kind.kind);
  }
  const surveys = flows.flatMap(({ survey }) => survey ?? []);
  const homeworks = flows.flatMap(({ kind, name, title }) => (kind === 'homework' ? [{ name, title }] : []));
  return { folder, programme: { ...programme, surveys, homeworks }, source, flows, names };
}

/** By the first key where that names a kind, else by any. */
function kindOf(source: Source, kinds: readonly FlowFileKind[]): FlowFileKind | undefined {
  if (typeof source.value !== 'object' || source.value === null) return undefined;
  const keys = Object.keys(source.value);
  const all = [...CORE_KINDS, ...kinds];
  return all.find((kind) => keys[0] === kind.kind) ?? all.find((kind) => keys.includes(kind.kind));
}

/** Reads one flow file. Undefined when it is of another kind, or cannot be read at all. */
export function readFlow(
  source: Source,
  programme: string,
  { verbs, kinds, issues }: PackReader,
  path = source.path,
): FlowTree | undefined {
  const all = [...CORE_KINDS, ...kinds];
  const { value } = source;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    issues.add(
      'FILE_KIND_UNKNOWN',
      source.place([]),
      value === null
        ? says('FILE_KIND_UNKNOWN.empty', { kinds: kindsIn(all) })
        : says('FILE_KIND_UNKNOWN', { kinds: kindsIn(all) }),
    );
    return undefined;
  }
  const keys = Object.keys(value);
  if (keys.includes('phrases')) return undefined; // read with programme.yaml, which names it
  const kind = kindOf(source, kinds);
  if (!kind) {
    const kindNames = all.map((one) => one.kind);
    const near = keys.map((key) => didYouMean(key, kindNames)).find(Boolean);
    const [slip, more] = keys.filter((key) => surelyMeant(key, kindNames) !== undefined);
    const edit =
      slip === undefined || more !== undefined ? undefined : renamedKey(source, [slip], surelyMeant(slip, kindNames));
    issues.add(
      'FILE_KIND_UNKNOWN',
      keys[0] === undefined ? top(source.path) : source.place([keys[0]], 'key'),
      says('FILE_KIND_UNKNOWN', { kinds: kindsIn(all) }),
      near,
      edit,
    );
    return undefined;
  }
  const folder = path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
  if (folder !== kind.folder && all.some((other) => other.folder === folder)) {
    issues.add(
      'FILE_IN_WRONG_FOLDER',
      source.place([kind.kind], 'key'),
      says('FILE_IN_WRONG_FOLDER', { kind: kindSaid(kind.kind), folder }),
      says('FILE_IN_WRONG_FOLDER.fix', { folder: kind.folder }),
    );
  }
  const file = validate(kind.schema as never, value, [], source, issues) as
    | Readonly<Record<string, unknown>>
    | undefined;
  if (!file) return undefined;
  const { steps, all: every } = readSteps(kind.steps(file), ['steps'], { verbs, source, issues });
  const name = String(file[kind.kind]);
  const title = typeof file['title'] === 'string' ? file['title'].trim() : name;
  const survey = kind.survey?.(file);
  const told = survey ? { survey } : {};
  return { programme, name, kind: kind.kind, rank: kind.rank, title, source, ...told, steps, all: every };
}

const kindsIn = (kinds: readonly FlowFileKind[]): string => kinds.map(({ kind }) => `\`${kind}:\``).join(', ');

function top(path: string): Place {
  return { path, line: 1, column: 1 };
}
