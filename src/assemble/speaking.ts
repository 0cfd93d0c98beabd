import type { InLanguage, PackStep } from '../flow/pack-step.ts';
import { approved, CHANGES_RECORDINGS, packStepsKeep } from '../programme/recording/index.ts';
import { operationName, type Store } from '../store/port.ts';
import type { Mind, Spoken } from './mind.ts';

interface At {
  readonly now: number;
  readonly seed: string;
}

/** The store, whose engine is told of it when another set of recordings may be sent. Turns after that speak them. */
export function speaking(store: Store): Store {
  return {
    turnBatch: (request) => store.turnBatch(request),
    read: (query) => store.read(query),
    reload: (packs) => store.reload(packs),
    close: () => store.close(),
    async operate(name, input, at) {
      const output = await store.operate(name, input, at);
      // It is done by now, whether the engine hears of it or not: at the next start it does.
      if (CHANGES_RECORDINGS.has(name.name)) await tell(store, at).catch(() => {});
      return output;
    },
  };
}

async function tell(store: Store, at: At): Promise<void> {
  const recordings = await store.operate(operationName(approved), {}, at);
  await store.reload({ recordings } satisfies Spoken);
}

/** What the packs say now, for those who record it and for the report of coverage; and what is recorded of it. */
export async function keepSteps(store: Store, { library, deps }: Mind, at: At): Promise<void> {
  for (const { programme, languages } of library.programmes.values()) {
    const named = (options: PackStep['options'], language: string): PackStep['options'] => {
      const labels: Readonly<Record<string, string>> = deps.lexicon(language).labels;
      return options.map(({ key, label = labels[key] ?? key }) => ({ key, label }));
    };
    const inIts = ([language, [there, stale, said]]: [string, InLanguage]): [string, InLanguage] => [
      language,
      said ? [there, stale, { ...said, options: named(said.options, language) }] : [there, stale],
    ];
    const steps = library.steps(programme).map((step) => ({
      ...step,
      options: named(step.options, languages[0] ?? 'es'),
      translated: Object.fromEntries(Object.entries(step.translated).map(inIts)),
    }));
    await store.operate(operationName(packStepsKeep), { programme, steps }, at);
  }
  await tell(store, at);
}
