import { normalise } from '../text/normalise.ts';
import { checked, type LocaleFile } from './catalogue.ts';
import { familyOf } from './chain.ts';
import { COMMANDS, type CommandId, MEANINGS, type Meaning, WORDS, type Words } from './words.ts';

type WordSet = ReadonlySet<string>;
type WordMap<T> = ReadonlyMap<string, T>;

/** The words of one language, normalised as text/normalise does it, ready to be looked up. */
export interface Lexicon {
  readonly language: string;
  /** How the built-in options are shown; not normalised. */
  readonly labels: Readonly<Record<Meaning, string>>;
  readonly meanings: Readonly<Record<Meaning, WordSet>>;
  readonly emoji: Readonly<Record<Meaning, WordSet>>;
  readonly refused: { readonly unknown: WordSet; readonly declined: WordSet };
  readonly numbers: WordMap<number>;
  readonly times: WordMap<number>;
  readonly and: WordSet;
  readonly half: WordSet;
  readonly zero: WordSet;
  readonly about: WordSet;
  readonly range: WordSet;
  readonly doubtful: WordSet;
  readonly units: WordSet;
  readonly ordinals: WordMap<number>;
  readonly optionWords: WordSet;
  /** Currency word → ISO codes it may stand for. */
  readonly currencies: WordMap<readonly string[]>;
  /** Multipliers of money only: "lucas". */
  readonly moneyTimes: WordMap<number>;
  readonly cents: WordSet;
  readonly dates: DateWords;
  readonly optOut: { readonly stop: WordSet; readonly ambiguous: WordSet };
  readonly optIn: WordSet;
  readonly wrongPerson: WordSet;
  readonly commands: WordMap<CommandId>;
  /** The word taught for a command, as its file writes it: for texts and buttons. */
  readonly taught: Readonly<Partial<Record<CommandId, string>>>;
  /** Word of staff → the name of its verb. They count in every language: staff of one team may write in several. */
  readonly staff: WordMap<string>;
  readonly greetings: WordSet;
  readonly thanks: WordSet;
  readonly readiness: WordSet;
  readonly acks: WordSet;
  readonly courtesy: WordSet;
  readonly ordinary: WordSet;
  /** Calls for help, and what only sounds like them: of all languages, as opt-out words are. */
  readonly distress: { readonly phrases: WordSet; readonly not: WordSet };
  readonly nameStarts: WordSet;
  readonly nameParticles: WordSet;
  readonly habits: WordMap<string>;
}

export interface DateWords {
  readonly days: WordMap<number>;
  readonly weekdays: WordMap<number>;
  readonly months: WordMap<number>;
  readonly last: WordSet;
  readonly next: WordSet;
  readonly in: WordSet;
  readonly ago: WordSet;
  readonly spans: WordMap<number>;
  readonly filler: WordSet;
  readonly until: WordSet;
  readonly from: WordSet;
  readonly because: WordSet;
  readonly clock: { readonly before: WordSet; readonly morning: WordSet; readonly afternoon: WordSet };
}

/**
 * The lexicon of each language, compiled once when first asked for. A language is its own words, those of its base, and
 * those of the Spanish spoken beside it (yua: also es-MX and es); one without any file gets Spanish and English. Opt-out
 * words count in every language, whatever hers is thought to be. Throws CATALOGUE_ENTRY on a bad file.
 *
 * @param files all locale files; only `words` are read.
 */
export function createLexicon(files: readonly LocaleFile[]): (language: string) => Lexicon {
  const byLanguage = new Map(
    files.filter(({ name }) => name === 'words').map((file) => [file.language, checked(WORDS, file)] as const),
  );
  const compiled = new Map<string, Lexicon>();
  return (language) => {
    let lexicon = compiled.get(language);
    if (!lexicon) {
      const own = familyOf(language).filter((code) => byLanguage.has(code));
      const family = own.length > 0 ? own : ['es', 'en'];
      lexicon = compile(
        language,
        family.flatMap((code) => byLanguage.get(code) ?? []),
        [...byLanguage.values()],
      );
      compiled.set(language, lexicon);
    }
    return lexicon;
  };
}

/** @param family nearest first: of two values or labels the nearer counts; lists add up. */
function compile(language: string, family: readonly Words[], all: readonly Words[]): Lexicon {
  const set = (of: (words: Words) => readonly string[] | undefined): WordSet =>
    wordSet(family.flatMap((w) => of(w) ?? []));
  const map = <T>(of: (words: Words) => Readonly<Record<string, T>> | undefined): WordMap<T> => {
    const found = new Map<string, T>();
    for (const words of family) {
      for (const [word, value] of Object.entries(of(words) ?? {})) {
        const key = normalise(word);
        if (!found.has(key)) found.set(key, value);
      }
    }
    return found;
  };
  const perMeaning = (of: (meaning: Meaning) => WordSet): Record<Meaning, WordSet> =>
    Object.fromEntries(MEANINGS.map((meaning) => [meaning, of(meaning)])) as Record<Meaning, WordSet>;
  const stop = wordSet(all.flatMap((w) => w.optOut?.stop ?? []));
  return {
    language,
    labels: Object.fromEntries(
      MEANINGS.map((meaning) => [meaning, family.find((w) => w.labels?.[meaning])?.labels?.[meaning] ?? meaning]),
    ) as Record<Meaning, string>,
    meanings: perMeaning((meaning) => set((w) => w.meanings?.[meaning])),
    emoji: perMeaning((meaning) => new Set(family.flatMap((w) => w.emoji?.[meaning] ?? []))),
    refused: { unknown: set((w) => w.refused?.unknown), declined: set((w) => w.refused?.declined) },
    numbers: map((w) => w.numbers),
    times: map((w) => w.times),
    and: set((w) => w.and),
    half: set((w) => w.half),
    zero: set((w) => w.zero),
    about: set((w) => w.about),
    range: set((w) => w.range),
    doubtful: set((w) => w.doubtful),
    units: set((w) => w.units),
    ordinals: map((w) => w.ordinals),
    optionWords: set((w) => w.optionWords),
    currencies: currenciesOf(family),
    moneyTimes: map((w) => w.money?.times),
    cents: set((w) => w.money?.cents),
    dates: {
      days: map((w) => w.dates?.days),
      weekdays: map((w) => w.dates?.weekdays),
      months: map((w) => w.dates?.months),
      last: set((w) => w.dates?.last),
      next: set((w) => w.dates?.next),
      in: set((w) => w.dates?.in),
      ago: set((w) => w.dates?.ago),
      spans: map((w) => w.dates?.spans),
      filler: set((w) => w.dates?.filler),
      until: set((w) => w.dates?.until),
      from: set((w) => w.dates?.from),
      because: set((w) => w.dates?.because),
      clock: {
        before: set((w) => w.dates?.clock?.before),
        morning: set((w) => w.dates?.clock?.morning),
        afternoon: set((w) => w.dates?.clock?.afternoon),
      },
    },
    optOut: {
      stop,
      ambiguous: wordSet(all.flatMap((w) => w.optOut?.ambiguous ?? []).filter((word) => !stop.has(normalise(word)))),
    },
    optIn: set((w) => w.optIn),
    wrongPerson: set((w) => w.wrongPerson),
    commands: commandsOf(family),
    taught: Object.fromEntries(
      COMMANDS.flatMap((id) => {
        const word = family.find((w) => w.commands?.[id])?.commands?.[id]?.[0];
        return word ? [[id, word.toUpperCase()]] : [];
      }),
    ),
    staff: staffWords([...family, ...all]),
    greetings: set((w) => w.greetings),
    thanks: set((w) => w.thanks),
    readiness: set((w) => w.readiness),
    acks: set((w) => w.acks),
    courtesy: set((w) => w.courtesy),
    ordinary: set((w) => w.ordinary),
    distress: {
      phrases: wordSet(all.flatMap((w) => w.distress?.phrases ?? [])),
      not: wordSet(all.flatMap((w) => w.distress?.not ?? [])),
    },
    nameStarts: set((w) => w.names?.before),
    nameParticles: set((w) => w.names?.particles),
    habits: new Map([...map((w) => w.habits)].map(([short, long]) => [short, normalise(long)])),
  };
}

function wordSet(words: readonly string[]): Set<string> {
  return new Set(words.map(normalise).filter((word) => word !== ''));
}

function currenciesOf(family: readonly Words[]): WordMap<readonly string[]> {
  const found = new Map<string, string[]>();
  for (const words of family) {
    for (const [code, names] of Object.entries(words.money?.currencies ?? {})) {
      for (const name of names) {
        const key = normalise(name);
        const codes = found.get(key);
        if (codes) codes.push(code);
        else found.set(key, [code]);
      }
    }
  }
  return found;
}

function commandsOf(family: readonly Words[]): WordMap<CommandId> {
  const found = new Map<string, CommandId>();
  for (const words of family) {
    for (const id of COMMANDS) {
      for (const phrase of words.commands?.[id] ?? []) {
        const key = normalise(phrase);
        if (!found.has(key)) found.set(key, id);
      }
    }
  }
  return found;
}

function staffWords(files: readonly Words[]): WordMap<string> {
  const found = new Map<string, string>();
  for (const words of files) {
    for (const [name, phrases] of Object.entries(words.staff ?? {})) {
      for (const phrase of phrases) {
        const key = normalise(phrase);
        if (!found.has(key)) found.set(key, name);
      }
    }
  }
  return found;
}
