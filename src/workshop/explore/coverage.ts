import type { Place } from '../../flow/issue.ts';
import type { Library } from '../../flow/library.ts';
import type { Programme } from '../../flow/programme.ts';
import { type Said, says } from '../../locale/sentence.ts';
import { built } from './matters.ts';
import { rootsOf } from './pack.ts';
import type { Places } from './places.ts';
import type { Seen } from './watched.ts';

/** How much of one flow the transcripts play. */
export interface FlowCoverage {
  readonly programme: string;
  readonly flow: string;
  readonly kind: string;
  /** Steps and answers that some transcript reaches, of all there are. */
  readonly reached: number;
  readonly of: number;
  /** The same for one language on one channel; those in which nobody played it are there too. */
  readonly by: readonly { readonly language: string; readonly form: string; readonly reached: number }[];
  readonly missing: readonly Missing[];
}

export interface Missing {
  readonly place: Place;
  /** `step maiz`, `maiz: option CASA`, `cuanto: an answer`. */
  readonly what: Said;
}

/** One thing that a transcript can reach: a step, or an answer at one. */
interface Goal {
  readonly key: string;
  readonly step: string;
  readonly what: Said;
}

const FORMS = ['sms', 'whatsapp'] as const;

/** What no transcript reaches, flow by flow, in the order in which a programme gives them. */
export function coverageOf(
  seen: readonly Seen[],
  programmes: Iterable<Programme>,
  library: Library,
  places: Places,
): readonly FlowCoverage[] {
  const met = new Map<string, Set<string>>();
  const add = (name: string, key: string) => met.set(name, (met.get(name) ?? new Set()).add(key));
  for (const { flow, form, language, heard, entered } of seen) {
    const keys = [...entered.map((step) => `@ ${step}`), ...(heard ? [`${heard.step} ${heard.class}`] : [])];
    for (const key of keys) {
      add(flow, key);
      add(`${flow} ${language} ${form}`, key);
    }
  }
  return [...programmes].flatMap((programme) =>
    flowsOf(programme, library).map((id) => {
      const goals = goalsOf(id, library);
      const reached = (name: string) => goals.filter(({ key }) => met.get(name)?.has(key)).length;
      return {
        programme: programme.programme,
        flow: id.slice(programme.programme.length + 1),
        kind: library.flow(id)!.kind,
        reached: reached(id),
        of: goals.length,
        by: programme.languages.flatMap((language) =>
          FORMS.map((form) => ({ language, form, reached: reached(`${id} ${language} ${form}`) })),
        ),
        missing: goals
          .filter(({ key }) => !met.get(id)?.has(key))
          .map(({ step, what }) => ({ place: places(id, step), what })),
      };
    }),
  );
}

/** Flows that stand in files of the pack: what is built in has tests of its own. */
function flowsOf(programme: Programme, library: Library): readonly string[] {
  const own = library.sources.filter(({ flow }) => flow.startsWith(`${programme.programme}/`));
  const written = own.filter(({ path }) => !path.startsWith('builtin/')).map(({ flow }) => flow);
  const order = rootsOf(programme, library).filter((root) => written.includes(root));
  return [...new Set([...order, ...written])];
}

function goalsOf(id: string, library: Library): readonly Goal[] {
  const goals: Goal[] = [];
  const flow = library.flow(id);
  for (const { key, step, fragment } of flow ? built(flow).plan.states : []) {
    if (key !== step) continue; // the gate before a step
    const does = fragment.entry.length > 0 || fragment.on !== undefined;
    if (does) goals.push({ key: `@ ${step}`, step, what: says('coverage.step', { step }) });
    for (const action of fragment.entry) {
      if (action.type !== 'ask') continue;
      const { options, accepts, collects } = action.question;
      const answers = options.length > 0 ? options.map((option) => `option:${option}`) : kindsOf(accepts.types);
      for (const one of [...answers, ...(collects ? ['option:done'] : [])])
        goals.push({ key: `${step} ${one}`, step, what: answerSaid(step, one) });
    }
  }
  return goals;
}

function answerSaid(step: string, answer: string): Said {
  if (answer.startsWith('option:')) return says('coverage.option', { step, option: answer.slice('option:'.length) });
  const file = FILES_SAID[answer];
  return file ? file(step) : says('coverage.answer', { step });
}

const FILES_SAID: Readonly<Record<string, (step: string) => Said>> = {
  photo: (step) => says('coverage.photo', { step }),
  voice: (step) => says('coverage.voice', { step }),
  document: (step) => says('coverage.document', { step }),
};

/** What is written is one kind of answer, whatever was asked for; each kind of file another. */
function kindsOf(types: readonly string[]): readonly string[] {
  const files = types.filter((type) => ['photo', 'voice', 'document'].includes(type));
  return files.length < types.length ? ['answer', ...files] : files;
}
