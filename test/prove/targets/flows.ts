import { join } from 'node:path';
import fc from 'fast-check';
import { type Document, isMap, isNode, isPair, isSeq, parseDocument, visit } from 'yaml';
import { buildMind } from '../../../src/assemble/mind.ts';
import { type Packs, readAll } from '../../../src/assemble/packs.ts';
import { walkDeps } from '../../../src/assemble/turns.ts';
import { readTranslationFile } from '../../../src/files.ts';
import type { Issue } from '../../../src/flow/issue.ts';
import { PLACES_MOST, walk } from '../../../src/workshop/explore/walk.ts';
import { LOCALES, TOP } from '../../end-to-end/house.ts';
import { english, spanish } from '../../locale/tell.ts';
import { anyWords, change, changed, share } from '../bytes.ts';
import { broken, bytesOf, type Ground, HANG, type Target } from '../target.ts';

/** Sound packs whose files are spoiled. Between them they use every verb and every kind of file. */
const PACKS = {
  llera: join(TOP, 'test/end-to-end/flows'),
  todo: join(TOP, 'test/data/every-verb'),
  surveys: join(TOP, 'test/end-to-end/flows-surveys'),
  selection: join(TOP, 'test/end-to-end/flows-selection'),
} as const;
type PackName = keyof typeof PACKS;

/** One file of a pack as somebody left it: its bytes, each a character. */
interface Spoiled {
  readonly pack: PackName;
  /** Under the folder of packs; `locales/en/llera.json` is a translation. */
  readonly path: string;
  readonly bytes: string;
}

const read = new Map<PackName, Packs>();
function packsOf(name: PackName): Packs {
  const known = read.get(name);
  if (known) return known;
  const { transcripts: _, ...packs } = readAll({ flows: PACKS[name], locales: LOCALES });
  read.set(name, packs);
  return packs;
}

/** How a node of a file becomes another: told by shares, so that it means something in any file. */
interface Graft {
  readonly at: number;
  readonly from: number;
  readonly do: 'drop' | 'twice' | 'swap' | 'words' | 'key' | 'wrap' | 'number' | 'more';
  readonly words: string;
}

/** What an author might write where it does not belong. */
const authors = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'yes-no',
      'number',
      'choice',
      'photo',
      'id',
      'say',
      'ask',
      'quiz',
      'if',
      'then',
      'else',
      'when',
      'options',
      'correct',
      'save',
      'person.x',
      'profile.name',
      'consent',
      'required',
      'true',
      'attendance >= 0.8',
      'person.x == "a" && (count.homework.accepted > 1 || !true)',
      'person.x ==',
      '1/0 > 1',
      'person.x[person.x[person.x]]',
      'days_since(person.x) > 3',
      'size(person.x) > 1e9',
      '"a".matches("(a+)+$")',
      '[1,2,3].exists(x, x > 1)',
      '3 days at 20:00',
      '-1 days',
      '99999999 weeks',
      '1 day before at 25:61',
      'mon',
      '2026-02-30',
      '10:00',
      '24:00',
      'dos-botes',
      'apartar',
      'todo',
      'cuentas',
      '../../etc/passwd',
      'voz.ogg',
      '{{name|vecina}}',
      '{{person.x}}',
      '{{ }}',
      'es-MX',
      'xx-XX',
      'America/Monterrey',
      'Mars/Olympus',
      'STOP',
      'MXN',
      '900 MXN',
      'role:focal',
      '__proto__',
      'constructor',
      '0',
      '-0',
      '1.50',
      '1e400',
    ),
  },
  anyWords,
);
const graft: fc.Arbitrary<Graft> = fc.record({
  at: share,
  from: share,
  do: fc.constantFrom(
    'drop',
    'twice',
    'swap',
    'swap',
    'swap',
    'words',
    'words',
    'words',
    'key',
    'wrap',
    'number',
    'more',
  ),
  words: authors,
});

const pick = <T>(list: readonly T[], at: number): T | undefined =>
  list[Math.min(list.length - 1, Math.floor(at * list.length))];

/** The file with its tree changed, written again as YAML (of JSON: as JSON, which is YAML too). */
function grafted(text: string, grafts: readonly Graft[]): string {
  const document = parseDocument(text, { keepSourceTokens: false });
  for (const one of grafts) graftOnce(document, one);
  try {
    return document.toString();
  } catch {
    return text; // a tree that cannot be written is no file
  }
}

interface Spot {
  readonly parent: { items: unknown[] };
  readonly index: number;
}

/** What a file says it is stands first: without it nothing else of the file is looked at. */
function spotsIn(document: Document): readonly Spot[] {
  const spots: Spot[] = [];
  visit(document, {
    Collection(_key, node) {
      for (const index of node.items.keys())
        if (node !== document.contents || index > 0) spots.push({ parent: node as { items: unknown[] }, index });
    },
  });
  return spots;
}

const itemOf = ({ parent, index }: Spot): unknown => parent.items[index];
const heldBy = (spot: Spot): unknown => {
  const item = itemOf(spot);
  return isPair(item) ? item.value : item;
};
/** A word takes the place of a word, a list that of a list: what is worth trying is nearly right. */
const kindOf = (spot: Spot): string => {
  const value = heldBy(spot);
  return isMap(value) ? 'map' : isSeq(value) ? 'list' : 'word';
};

function graftOnce(document: Document, one: Graft): void {
  const spots = spotsIn(document);
  const words = spots.filter((spot) => kindOf(spot) === 'word');
  const spot = pick(one.do === 'words' || one.do === 'number' ? words : spots, one.at);
  if (!spot) return;
  const { parent, index } = spot;
  const item = itemOf(spot);
  const put = (made: unknown) => {
    if (isPair(item)) (item as { value: unknown }).value = made;
    else parent.items[index] = made;
  };
  switch (one.do) {
    case 'drop':
      parent.items.splice(index, 1);
      break;
    case 'twice':
      if (!isPair(item)) parent.items.splice(index, 0, cloned(item));
      break;
    case 'swap': {
      const alike = spots.filter((other) => kindOf(other) === kindOf(spot) && isPair(itemOf(other)) === isPair(item));
      put(cloned(heldBy(pick(alike, one.from)!)));
      break;
    }
    case 'key':
      if (isPair(item)) (item as { key: unknown }).key = document.createNode(one.words);
      break;
    case 'more': {
      // A step or a field of another place of the file stands here too.
      const other = pick(
        spots.filter((candidate) => isPair(itemOf(candidate)) === isPair(item)),
        one.from,
      )!;
      const found = itemOf(other);
      parent.items.splice(index, 0, isPair(found) ? found.clone() : cloned(found));
      break;
    }
    case 'words':
      put(document.createNode(one.words));
      break;
    case 'number':
      put(document.createNode(Math.round(one.from * 1e6) / (one.words.length || 1)));
      break;
    case 'wrap':
      put(
        document.createNode(
          one.words.length % 2 === 0 ? [cloned(heldBy(spot))] : { [one.words]: cloned(heldBy(spot)) },
        ),
      );
      break;
  }
}

const cloned = (node: unknown): unknown => (isNode(node) ? node.clone() : node);

const spoiled: fc.Arbitrary<Spoiled> = fc
  .tuple(
    fc.constantFrom(...(Object.keys(PACKS) as PackName[])),
    share,
    fc.oneof(
      { weight: 5, arbitrary: fc.array(graft, { minLength: 1, maxLength: 2 }) },
      fc.array(graft, { maxLength: 6 }),
    ),
    fc.oneof({ weight: 5, arbitrary: fc.constant([]) }, fc.array(change, { minLength: 1, maxLength: 3 })),
  )
  .map(([pack, which, grafts, changes]) => {
    const { files, locales } = packsOf(pack);
    const all = [
      ...files,
      ...locales
        .filter(({ name }) => name === pack)
        .map(({ path = '', entries }) => ({ path, text: JSON.stringify(entries, null, 2) })),
    ];
    const { path, text } = pick(all, which)!;
    const tree = grafts.length > 0 ? grafted(text, grafts) : text;
    return { pack, path, bytes: changed(Buffer.from(tree).toString('latin1'), changes) };
  });

/** Walking is what `recado test --explore` does for minutes; a case of it is bounded by its places, and takes so long at most, in ms. */
const WALK = 20_000;
const WALKED_AT_MOST = 6;

function holds({ pack, path, bytes }: Spoiled): void {
  const packs = packsOf(pack);
  const raw = bytesOf(bytes);
  const text = raw.toString('utf8').replace(/^\uFEFF/, '');
  const isLocale = packs.locales.some((one) => one.path === path);
  const before = process.cpuUsage();
  const mind = buildMind({
    ...packs,
    files: packs.files.map((file) => (file.path === path ? { ...file, text } : file)),
    locales: packs.locales.map((file) =>
      isLocale && file.path === path ? { ...file, ...readTranslationFile(raw) } : file,
    ),
  });
  const { user, system } = process.cpuUsage(before);
  if ((user + system) / 1_000 > HANG) broken(`checking took more than ${HANG} ms`);
  const { library, issues } = mind;
  if (({} as { polluted?: unknown }).polluted !== undefined) broken('Object.prototype was changed');
  for (const issue of issues) placed(issue, path, text, packs);
  if (issues.some(({ severity }) => severity === 'error')) return;
  for (const { flow } of library.sources)
    if (!library.flow(flow)) broken(`a pack without errors has a flow that does not compile: ${flow}`);
  const own = library.sources.filter((source) => source.path === path).slice(0, 2);
  for (const { flow } of own) {
    const programme = library.programmes.get(flow.split('/')[0]!);
    if (!programme) continue;
    const walks = walk(
      { root: flow, programme, language: programme.languages[0]!, form: 'sms', plain: true },
      walkDeps(mind),
    );
    for (const one of walks.slice(0, WALKED_AT_MOST))
      if (!one.bounded && one.places.length >= PLACES_MOST)
        broken(`a walk of ${flow} neither ends nor says that it did not`);
  }
}

/** An issue is in a file that was given, on a line and in a column that this file has, and says something. */
function placed(issue: Issue, path: string, text: string, packs: Packs): void {
  const { place, message, code, edit } = issue;
  const given = [
    ...packs.files.map((file) => file.path),
    ...packs.locales.map((file) => file.path ?? ''),
    ...packs.media,
  ];
  // What no file says yet is told where the file would stand.
  const known = given.some((file) => same(file, place.path)) || place.path.startsWith('locales/');
  if (!known) broken(`${code} stands in a file that is not there: ${place.path}`, issue);
  if (english(message).trim() === '' || spanish(message).trim() === '') broken(`${code} says nothing`, issue);
  if (!Number.isInteger(place.line) || !Number.isInteger(place.column) || place.line < 1 || place.column < 1)
    broken(`${code} has no place`, issue);
  if (!same(path, place.path)) return;
  const lines = text.split(/\r\n|\r|\n/);
  const line = lines[place.line - 1];
  if (line === undefined) broken(`${code} stands at line ${place.line} of ${lines.length}`, issue);
  if (place.column > line.length + 1) broken(`${code} stands in column ${place.column} of ${line.length}`, issue);
  if (edit && !(0 <= edit.from && edit.from <= edit.to && edit.to <= text.length))
    broken(`the mend of ${code} is not in the file`, issue);
}

const same = (a: string, b: string): boolean => a === b || a.endsWith(`/${b}`) || b.endsWith(`/${a}`);

export const flows: Target<Spoiled> = {
  name: 'flows',
  promise:
    'Whatever stands in a file of a pack: told with its place in that file, in under a second; what has no error compiles, and every way through it ends.',
  cases: spoiled,
  short: 60,
  long: 20_000,
  chunk: 250,
  open: async (): Promise<Ground<Spoiled>> => {
    // The first build of a process reads catalogues and compiles code that later ones share.
    for (const name of Object.keys(PACKS) as PackName[]) buildMind(packsOf(name));
    return { holds, hang: WALK };
  },
};
