import type { PackStep } from '../flow/pack-step.ts';
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
    const labels: Readonly<Record<string, string>> = deps.lexicon(languages[0] ?? 'es').labels;
    const named = ({ key, label = labels[key] ?? key }: PackStep['options'][number]) => ({ key, label });
    const steps = library.steps(programme).map((step) => ({ ...step, options: step.options.map(named) }));
    await store.operate(operationName(packStepsKeep), { programme, steps }, at);
  }
  await tell(store, at);
}
