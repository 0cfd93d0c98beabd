import { normalise } from '../text/normalise.ts';
import { builtInServices, builtInTranslations, SHARED_PHONE } from './builtin.ts';
import { type Cel, createCel, type FactType } from './cel.ts';
import { checkPacks } from './check/index.ts';
import { type BuiltFlow, compileFlow } from './compile.ts';
import type { Issue } from './issue.ts';
import { Issues } from './issues.ts';
import type { FlowFileKind } from './kind.ts';
import type { FlowSource, FoundText, Library } from './library.ts';
import type { MediaFile } from './media-file.ts';
import { type Pack, type PackReader, readFlow, readPacks } from './pack.ts';
import { packSteps } from './pack-steps.ts';
import { isPrivate } from './private.ts';
import type { Programme } from './programme.ts';
import type { Reserved } from './reserved.ts';
import { lacksOf } from './rule-lacks.ts';
import { type PackFile, readSource } from './source.ts';
import { spokenOf } from './spoken.ts';
import { CORE_VERBS } from './steps/index.ts';
import type { SourceText, Verb } from './steps/step.ts';
import { languageChain, pluralForm, readTranslation, type Translated, type Translation } from './translations.ts';

export interface LibraryInput {
  /** Every YAML file under the folder of packs. */
  readonly files: readonly PackFile[];
  /** Every file under a `media/` folder, by the same paths. */
  readonly mediaPaths: readonly string[];
  readonly translations: readonly Translation[];
  /** The verbs of capabilities; those of the language itself need not be given. */
  readonly verbs: readonly Verb<never>[];
  readonly fileKinds: readonly FlowFileKind[];
  /** What capabilities publish for conditions. */
  readonly facts: readonly { readonly source: { readonly name: string }; readonly type: FactType }[];
  /** Sources of versions that people may still stand in. */
  readonly old?: readonly FlowSource[];
  /** Whole-message opt-out words of all languages, which no option may be. */
  readonly optOutWords?: readonly string[];
  /** Words of a language that mean something of their own wherever they stand alone. */
  readonly reserved?: (language: string) => Reserved;
  /** Files of the packs that are neither YAML nor media nor transcripts: nothing reads them. */
  readonly otherPaths?: readonly string[];
  /** What the media files are, as whoever has a disk saw them; without it only their names are looked at. */
  readonly media?: readonly MediaFile[];
  /** yyyy-mm-dd: what a programme says until some day is checked against it; without it nothing is too old. */
  readonly today?: string;
}

/**
 * Reads, checks and compiles all packs. Issues come in reading order; with any error among them the library holds only
 * the programmes that have none, and must not replace a good one.
 */
export function buildLibrary(input: LibraryInput): { library: Library; issues: readonly Issue[] } {
  const issues = new Issues();
  const verbs = new Map<string, Verb>([...CORE_VERBS, ...input.verbs].map((verb) => [verb.verb, verb as Verb]));
  const reader: PackReader = { verbs, kinds: input.fileKinds, issues };
  const cel = createCel(Object.fromEntries(input.facts.map((fact) => [fact.source.name, fact.type])));
  const packs = readPacks(input.files, reader).map((pack) => withBuiltIns(pack, reader));
  checkPacks(packs, { ...input, cel, issues });

  const found = issues.sorted();
  const broken = (pack: Pack) =>
    found.some(
      (issue) => issue.severity === 'error' && (pack.folder === '' || issue.place.path.startsWith(`${pack.folder}/`)),
    );
  const good = packs.filter((pack) => !broken(pack));
  return { library: createLibrary(good, input, reader, cel), issues: found };
}

/** Adds the built-in flows that the programme asks for by name and does not bring itself. */
function withBuiltIns(pack: Pack, reader: PackReader): Pack {
  const asked = keptBy(pack).some(({ save }) => save === SHARED_PHONE);
  const files = builtInServices(pack.programme, !asked).filter((file) => {
    const name = file.path.replace(/^.*\//, '').replace(/\.ya?ml$/, '');
    return !pack.names.has(name);
  });
  const added = files.flatMap((file) => {
    const source = readSource({ ...file, path: `builtin/${file.path}` }, reader.issues);
    return (source && readFlow(source, pack.programme.programme, reader, file.path)) ?? [];
  });
  const names = new Map([...added.map((tree): [string, string] => [tree.name, tree.kind]), ...pack.names]);
  const hidden = keptBy(pack).flatMap(({ save, hidden }) => (hidden ? [save] : []));
  const programme = { ...pack.programme, private: [...new Set([...pack.programme.private, ...hidden])] };
  return { ...pack, programme, flows: [...pack.flows, ...added], names };
}

/** What the questions of a pack keep, and which of it is private. */
function keptBy({ flows }: Pack): readonly { readonly save: string; readonly hidden: boolean }[] {
  return flows.flatMap(({ kind, all }) =>
    all.flatMap(({ step }) => {
      const { save } = step;
      if (typeof save !== 'string') return [];
      const marked = step['private'] as boolean | undefined;
      return [{ save, hidden: isPrivate({ marked, kind, money: step['answer'] === 'money', save }) }];
    }),
  );
}

function createLibrary(packs: readonly Pack[], input: LibraryInput, reader: PackReader, cel: Cel): Library {
  const programmes = new Map(packs.map((pack) => [pack.programme.programme, pack.programme]));
  const current = new Map<string, BuiltFlow>();
  const sources: FlowSource[] = [];
  for (const pack of packs) {
    for (const tree of pack.flows) {
      const flow = compileFlow(tree, { programme: pack.programme, cel });
      current.set(flow.id, flow);
      sources.push({
        flow: flow.id,
        version: flow.version,
        kind: flow.kind,
        path: tree.source.path,
        text: tree.source.text,
      });
    }
  }
  /** Today's flows, and older versions of them, each compiled on first use; undefined when today's language refuses it. */
  function versions(given: readonly FlowSource[]): Pick<Library, 'sources' | 'flow'> {
    const old = given.filter((source) => current.get(source.flow)?.version !== source.version);
    const waiting = new Map(old.map((source) => [`${source.flow} ${source.version}`, source]));
    const recompiled = new Map<string, BuiltFlow | undefined>();

    function older(id: string, version: string): BuiltFlow | undefined {
      const key = `${id} ${version}`;
      if (recompiled.has(key)) return recompiled.get(key);
      const source = waiting.get(key);
      const programme = programmes.get(id.slice(0, id.indexOf('/')));
      let flow: BuiltFlow | undefined;
      if (source && programme) {
        const issues = new Issues();
        const read = readSource(source, issues);
        const tree = read && readFlow(read, programme.programme, { ...reader, issues });
        if (tree && !issues.hasErrors) flow = compileFlow(tree, { programme, cel, version });
      }
      recompiled.set(key, flow);
      return flow;
    }

    return {
      sources: [...sources, ...old],
      flow: (id, version) => {
        const newest = current.get(id);
        return version === undefined || newest?.version === version ? newest : older(id, version);
      },
    };
  }

  const translated = translationsOf(input.translations, programmes);
  const joins = new Map<string, Programme>();
  for (const programme of programmes.values()) {
    for (const word of [programme.programme, programme.join]) joins.set(normalise(word), programme);
  }
  const facts = new Set([...current.values()].flatMap((flow) => [...flow.facts]));
  for (const programme of programmes.values()) {
    const rules = [
      programme.certificate?.rule,
      ...programme.atRisk.map(({ when }) => when),
      ...programme.indicators.map(({ when }) => when),
    ];
    for (const rule of rules) if (rule !== undefined) for (const root of cel.compile(rule).roots) facts.add(root);
  }

  const mediaPaths = new Set(input.mediaPaths);
  const lacks = new Map(
    [...programmes.values()].flatMap(({ programme, certificate }) =>
      certificate ? [[programme, lacksOf(certificate, cel)] as const] : [],
    ),
  );

  const packsAlone: Omit<Library, 'sources' | 'flow' | 'knowing'> = {
    programmes,
    facts,
    lacks: (programme, scope) => lacks.get(programme)?.(scope),
    spoken: (flow, step) => spokenOf(flow as BuiltFlow, step),
    mediaFile(flow, file, language) {
      const first = programmes.get(flow.programme)?.languages[0] ?? language;
      const own = languagesBefore(first, language).find((one) =>
        mediaPaths.has(`${flow.programme}/media/${one}/${file}`),
      );
      return own === undefined ? { file, language: first } : { file: `${own}/${file}`, language: own };
    },
    steps(name) {
      const programme = programmes.get(name);
      const pack = packs.find((one) => one.programme.programme === name);
      if (!programme || !pack) return [];
      const own = pack.flows.filter(({ source }) => !source.path.startsWith('builtin/'));
      return own.flatMap((tree) =>
        packSteps(current.get(`${name}/${tree.name}`)!, programme, {
          translated: (language) => translated.get(`${name} ${language}`),
          has: (file) => mediaPaths.has(`${name}/media/${file}`),
        }),
      );
    },
    joining: (text) => joins.get(normalise(text)),
    text(flow, step, field, language, count) {
      const texts = (flow as BuiltFlow).texts.get(step);
      const words = texts?.fields.get(field);
      if (!texts || words === undefined) return undefined;
      const first = programmes.get(flow.programme)?.languages[0] ?? language;
      for (const candidate of languagesBefore(first, language)) {
        const fields = translated.get(`${flow.programme} ${candidate}`)?.get(flow.name)?.get(step);
        const own = fields?.get(field)?.words;
        if (own !== undefined)
          return textForms(own, field === texts.first ? fields?.get('sms')?.words : undefined, candidate, count);
      }
      return textForms(words, field === texts.first ? texts.fields.get('sms') : undefined, first, count);
    },
  };
  const knowing = (old: readonly FlowSource[]): Library => ({ ...packsAlone, ...versions(old), knowing });
  return knowing(input.old ?? []);
}

/** Where to look before the pack's first language is taken, best first. */
function languagesBefore(first: string, language: string): readonly string[] {
  const chain = languageChain(language);
  const end = chain.findIndex((one) => one === first || one === first.split('-')[0]);
  return end < 0 ? chain : chain.slice(0, end);
}

function translationsOf(
  given: readonly Translation[],
  programmes: ReadonlyMap<string, Programme>,
): ReadonlyMap<string, Translated> {
  const translated = new Map<string, Translated>();
  for (const { programme, language, entries } of given) {
    if (programmes.has(programme)) translated.set(`${programme} ${language}`, readTranslation(entries));
  }
  for (const programme of programmes.values()) {
    for (const { language, entries } of builtInTranslations(programme)) {
      const key = `${programme.programme} ${language}`;
      // The pack's own words win over ours.
      translated.set(key, new Map([...readTranslation(entries), ...(translated.get(key) ?? [])]));
    }
  }
  return translated;
}

/** A short form belongs to the words it was written for: a translation without one is sent whole by SMS. */
function textForms(
  words: SourceText,
  sms: SourceText | undefined,
  language: string,
  count: number | undefined,
): FoundText {
  const text = pluralForm(words, language, count);
  return { text, sms: sms === undefined ? text : pluralForm(sms, language, count), language };
}
