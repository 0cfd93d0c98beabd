import type { Answer } from '../../domain/answer.ts';
import type { Form } from '../../domain/channel.ts';
import type { CompiledFlow, FlowEvent, FlowStep, Library } from '../../flow/library.ts';

/** One move of a real flow machine, as a transcript made it. */
export interface Seen {
  readonly flow: string;
  readonly form: Form;
  readonly language: string;
  /** Where it stood and what it heard there; absent at its beginning. */
  readonly heard?: { readonly step: string; readonly class: string };
  /** Steps that said, asked or did something, and the one it came to. */
  readonly entered: readonly string[];
}

/** The same library, which tells of every move that its flows make. */
export function watchedLibrary(library: Library, tell: (seen: Seen) => void): Library {
  const watched = new Map<CompiledFlow, CompiledFlow>();
  const watch = (flow: CompiledFlow): CompiledFlow => {
    const told = (event: Omit<FlowEvent, 'type'>, step: FlowStep, heard?: Seen['heard']): FlowStep => {
      if (step.moved) {
        const { channel, language } = event.world;
        const entered = [...new Set([...step.emitted.map((one) => one.step), step.state.value])];
        tell({ flow: flow.id, form: channel, language, entered, ...(heard ? { heard } : {}) });
      }
      return step;
    };
    return {
      ...flow,
      start: (event, vars) => told(event, flow.start(event, vars)),
      next: (state, event) => told(event, flow.next(state, event), { step: state.value, class: classOf(event) }),
    };
  };
  return {
    ...library,
    knowing: (old) => watchedLibrary(library.knowing(old), tell),
    flow(id, version) {
      const flow = library.flow(id, version);
      if (!flow) return undefined;
      const known = watched.get(flow) ?? watch(flow);
      watched.set(flow, known);
      return known;
    },
  };
}

/** As answers.ts calls it, as far as what was understood says: a number is a number, whichever it was. */
function classOf({ type, answer, name }: FlowEvent): string {
  if (type === 'ANSWER' && answer) return answerClass(answer);
  return type === 'TIMER' ? `silence:${name ?? ''}` : type.toLowerCase();
}

function answerClass(answer: Answer): string {
  switch (answer.type) {
    case 'choice':
      return `option:${answer.option}`;
    case 'media':
      return answer.media[0]?.kind ?? 'media';
    case 'refused':
      return 'refused';
    default:
      return 'answer';
  }
}
