import type { ConverseDeps } from '../conversation/deps.ts';
import { type Recording, recordingsOf } from '../domain/recording.ts';
import type { Issue } from '../flow/issue.ts';
import type { FlowSource, Library } from '../flow/library.ts';
import { buildLibrary } from '../flow/library-build.ts';
import type { MediaFile } from '../flow/media-file.ts';
import { SHARED_CATALOGUES, systemCatalogues } from '../locale/catalogue.ts';
import { createLexicon } from '../locale/lexicon.ts';
import { createTexts } from '../locale/texts.ts';
import type { FactSource, Think } from '../store/port.ts';
import { makeThink } from '../turn/think.ts';
import { type Seen, watchedLibrary } from '../workshop/explore/watched.ts';
import { FACTS, FILE_KINDS, HANDLERS, LISTENERS, NEEDED_FACTS, STAFF_VERBS, VERBS } from './capabilities.ts';
import type { Packs } from './packs.ts';

/** What thinks, built of data alone: in this thread, in the store's, and again after an edit. */
export interface Mind {
  readonly library: Library;
  readonly issues: readonly Issue[];
  readonly think: Think;
  /** Only the facts that these packs ask for are loaded with a lane. */
  readonly facts: readonly FactSource[];
  readonly deps: ConverseDeps;
}

/** What replaces the recordings of a mind and leaves all else: nothing has to be compiled for it. */
export interface Spoken {
  readonly recordings: readonly Recording[];
}

/** Versions of flows that were loaded before; the packs of today stay as they are, checked and compiled. */
export interface Versions {
  readonly versions: readonly FlowSource[];
}

const WORKSPACE = 'main';

/** What `recado check` looks at beside the packs; nothing of it decides what is said to anybody. */
export interface Beside {
  readonly media?: readonly MediaFile[];
  /** Files that nothing reads. */
  readonly otherPaths?: readonly string[];
  /** yyyy-mm-dd. */
  readonly today?: string;
}

/** Compiles packs and catalogues. Throws CATALOGUE_ENTRY; mistakes in packs come back as issues. */
export function buildMind({ files, media, locales, old }: Packs, beside: Beside = {}): Mind {
  const lexicon = createLexicon(locales.filter(({ name }) => name === 'words'));
  const { library, issues } = buildLibrary({
    files,
    mediaPaths: media,
    translations: locales
      .filter(({ name }) => !SHARED_CATALOGUES.test(name))
      .map(({ name, ...file }) => ({ ...file, programme: name })),
    verbs: VERBS,
    fileKinds: FILE_KINDS,
    facts: FACTS,
    old,
    reserved: lexicon,
    // The words of every language stop, whatever language one is asked for.
    optOutWords: [...lexicon('es').optOut.stop],
    ...beside,
  });
  const deps: ConverseDeps = {
    library,
    texts: createTexts(systemCatalogues(locales)),
    lexicon,
    listeners: LISTENERS,
    staffVerbs: STAFF_VERBS,
  };
  const asked = new Set([...library.facts, ...NEEDED_FACTS]);
  const facts = FACTS.map(({ source }) => source).filter(({ name }) => asked.has(name));
  return { library, issues, think: thinkWith(deps), facts, deps };
}

/** The same mind, telling of every move that its flows make: what transcripts reach is counted by it. */
export function watchedMind(mind: Mind, tell: (seen: Seen) => void): Mind {
  const deps = { ...mind.deps, library: watchedLibrary(mind.library, tell) };
  return { ...mind, deps, think: thinkWith(deps) };
}

const thinkWith = (deps: ConverseDeps): Think =>
  makeThink({ ...deps, handlers: HANDLERS, facts: FACTS, workspace: WORKSPACE });

/** The same mind with other recordings. */
function withRecordings(mind: Mind, { recordings }: Spoken): Mind {
  const deps = { ...mind.deps, recordings: recordingsOf(recordings) };
  return { ...mind, deps, think: thinkWith(deps) };
}

/** The same mind, which knows these older versions too. */
export function withVersions(mind: Mind, { versions }: Versions): Mind {
  // Of what thinks: where it is watched, so are they.
  const library = mind.deps.library.knowing(versions);
  const deps = { ...mind.deps, library };
  return { ...mind, library, deps, think: thinkWith(deps) };
}

/** What an engine makes of what it is given anew: edited packs, which keep the recordings; or recordings, or older versions, alone. */
export function rebuilder(first: Mind): (given: unknown) => Mind {
  let mind = first;
  let spoken: Spoken = { recordings: [] };
  return (given) => {
    if (has<Spoken>(given, 'recordings')) {
      spoken = given;
      mind = withRecordings(mind, spoken);
    } else if (has<Versions>(given, 'versions')) mind = withVersions(mind, given);
    else mind = withRecordings(buildMind(given as Packs), spoken);
    return mind;
  };
}

const has = <T extends object>(given: unknown, key: keyof T): given is T =>
  typeof given === 'object' && given !== null && key in given;
