import type { Answer } from '../../src/domain/answer.ts';
import type { World } from '../../src/domain/world.ts';
import type { FactType } from '../../src/flow/cel.ts';
import type { Issue } from '../../src/flow/issue.ts';
import type { FlowFileKind } from '../../src/flow/kind.ts';
import type { CompiledFlow, FlowEvent, FlowStep, Library } from '../../src/flow/library.ts';
import { buildLibrary, type LibraryInput } from '../../src/flow/library-build.ts';
import type { PackFile } from '../../src/flow/source.ts';
import { english } from '../locale/tell.ts';

export const FACTS: LibraryInput['facts'] = (
  [
    ['attendance', 'double'],
    ['count', 'map'],
    ['quiz', 'map'],
    ['homework', 'map'],
    ['sessions', 'map'],
  ] as [string, FactType][]
).map(([name, type]) => ({ source: { name }, type }));

/** A programme that has nothing but what it must have; its one module holds these lessons. */
export function programmeFile(lessons: readonly string[], more = ''): PackFile {
  return {
    path: 'flows/prueba/programme.yaml',
    text: `programme: prueba\ntitle: Prueba\nlanguages: [es-MX]\ntimezone: America/Monterrey\njoin: PRUEBO\nmodules: [{ title: Todo, lessons: [${lessons.join(', ')}] }]\n${more}`,
  };
}

/** Files as they would lie in a pack folder: the key that names a file says where. */
export function packFiles(...texts: readonly string[]): PackFile[] {
  const files = texts.map((text) => {
    const [, kind, name] = /^(lesson|service|homework|survey): (\S+)/m.exec(text) ?? [];
    const folder = kind === 'homework' ? 'homework' : `${kind}s`;
    return { path: `flows/prueba/${folder}/${name}.yaml`, text };
  });
  const lessons = texts.flatMap((text) => /^lesson: (\S+)/m.exec(text)?.[1] ?? []);
  return [programmeFile(lessons), ...files];
}

export interface Built {
  readonly library: Library;
  readonly issues: readonly Issue[];
}

export function build(files: readonly PackFile[], more: Partial<LibraryInput> = {}): Built {
  return buildLibrary({
    files,
    mediaPaths: [],
    translations: [],
    verbs: [],
    fileKinds: [] as FlowFileKind[],
    facts: FACTS,
    ...more,
  });
}

/** The one flow of a text without errors. */
export function flowOf(...texts: readonly string[]): CompiledFlow {
  const { library, issues } = build(packFiles(...texts));
  if (issues.some(({ severity }) => severity === 'error'))
    throw new Error(
      issues
        .map((issue) => `${issue.code} ${issue.place.line}:${issue.place.column} ${english(issue.message)}`)
        .join('\n'),
    );
  const name = /^(?:lesson|service): (\S+)/m.exec(texts[0]!)![1];
  return library.flow(`prueba/${name}`)!;
}

export const WORLD: World = { person: {}, profile: {}, answers: {}, channel: 'whatsapp', language: 'es-MX', facts: {} };

export function event(type: FlowEvent['type'], more: Partial<FlowEvent> = {}): FlowEvent {
  return { type, world: WORLD, random: () => 0.5, ...more };
}

export function choose(option: string, world: Partial<World> = {}): FlowEvent {
  return event('ANSWER', { answer: { type: 'choice', option }, world: { ...WORLD, ...world } });
}

export function answer(given: Answer, world: Partial<World> = {}): FlowEvent {
  return event('ANSWER', { answer: given, world: { ...WORLD, ...world } });
}

/** What a step did, short enough to read: `say ~1.say`, `ask separa`, `record- maiz`. */
export function did(step: FlowStep): string[] {
  return step.emitted.map(({ step: key, action }) => {
    switch (action.type) {
      case 'say':
        return `say ${key}.${action.field}`;
      case 'record':
        return `record${action.correct === undefined ? '' : action.correct ? '+' : '-'} ${key}`;
      case 'save':
        return `save ${action.to}`;
      case 'set':
        return `set ${action.path}=${JSON.stringify(action.value)}`;
      case 'tag':
        return `tag ${action.on ? '' : '-'}${action.tag}`;
      case 'run':
        return `run ${action.flow}`;
      case 'timer':
        return `timer ${action.purpose} ${JSON.stringify(action.rule)}`;
      default:
        return `${action.type} ${key}`;
    }
  });
}
