import type { Millis } from '../base/clock.ts';
import type { Answer } from '../domain/answer.ts';
import type { OpenQuestion } from '../domain/question.ts';
import type { CompiledFlow } from '../flow/library.ts';
import { homeworkIn } from '../programme/homework/facts.ts';
import { normalise } from '../text/normalise.ts';
import { change, type Draft, effect, type Message, programmeOf } from './draft.ts';
import { commandBefore } from './hear.ts';
import { owe } from './receipts.ts';
import { flowId, threadOf } from './threads.ts';

/** A homework of hers in the programme she is in. */
export interface Homework {
  /** In the order she was given them: TAREA 3. */
  readonly number: number;
  /** The name of its file. */
  readonly name: string;
  /** As she knows it. */
  readonly title: string;
  readonly flow: CompiledFlow;
  /** As at the start of this turn; undefined: given since. */
  readonly state: string | undefined;
  /** What takes its parts, until she says that this is all. */
  readonly question: OpenQuestion | undefined;
}

/** All that she was given, in that order. */
export function homeworksOf(d: Draft): readonly Homework[] {
  const programme = programmeOf(d)?.programme;
  if (programme === undefined) return [];
  const open = d.conversation.questions.filter(({ collects }) => collects);
  const questionOf = (id: string) => open.find(({ thread }) => threadOf(d, thread)?.flow === id);
  const known = Object.entries(homeworkIn(d.world.facts))
    .filter(([, one]) => one.programme === programme)
    .toSorted(([, a], [, b]) => a.number - b.number)
    .map(([name, { state }]) => ({ name, state }));
  const fresh = open
    .map(({ thread }) => threadOf(d, thread)?.flow)
    .filter((id) => id?.startsWith(`${programme}/`))
    .map((id) => ({ name: id!.slice(programme.length + 1), state: undefined }))
    .filter(({ name }) => !known.some((one) => one.name === name));
  return [...known, ...fresh].flatMap(({ name, state }, i) => {
    const flow = d.deps.library.flow(flowId(d, name));
    if (!flow) return [];
    const question = questionOf(flow.id);
    const title = d.deps.library.text(flow, '', 'title', d.language)?.text ?? flow.title;
    return [{ number: i + 1, name, title, flow, state, question }];
  });
}

/** The one to which something belongs that she sends when none is open: what still waits for the team, the newest first. */
export function handedIn(d: Draft): Homework | undefined {
  const all = homeworksOf(d);
  return all.findLast(({ state }) => state === 'received') ?? all.findLast(({ state }) => state !== 'accepted');
}

/**
 * What the team has looked at since she sent this: it was on its way then, and is of what was looked at. Undefined where
 * that may be one of several.
 */
export function underWay(d: Draft, sentAt: Millis): Homework | undefined {
  const facts = homeworkIn(d.world.facts);
  const looked = homeworksOf(d).filter(({ name }) => sentAt < (facts[name]?.reviewed ?? 0));
  return looked.length === 1 ? looked[0] : undefined;
}

/** More of a homework whose question is closed: kept with what has come, and acknowledged like it. */
export function keepPart(d: Draft, { flow, title }: Homework, answer: Answer, raw: string, message: Message): string {
  const step = flow.keys[0] ?? '';
  const of = { personId: d.person.id, flow: flow.id, version: flow.version, step, questionId: '', answer, raw };
  const sent = message.sentAt === d.sentAt ? {} : { sentAt: message.sentAt };
  effect(d, { kind: 'answer', ...of, ...sent });
  effect(d, { kind: 'homework.part', threadId: '', ...of, ...sent });
  owe(d, flow.id, title, answer);
  change(d, { strays: 0 });
  return 'answered';
}

/** Which one she names, by number, by file or by title, and what follows: "costos: harina 30", "3 harina 30". */
export function named(d: Draft, rest: string): { readonly homework: Homework; readonly words: string } | undefined {
  const all = homeworksOf(d);
  const [, digits, after = ''] = /^(\d{1,2})(?![\d.,/]*\d)[.):]?(?:\s+([\s\S]*))?$/.exec(rest) ?? [];
  const numbered = digits === undefined ? undefined : all.find(({ number }) => number === Number(digits));
  if (numbered) return { homework: numbered, words: after.trim() };
  for (const homework of all) {
    const words = [homework.title, homework.name].map((name) => afterName(rest, name)).find((one) => one !== undefined);
    if (words !== undefined) return { homework, words };
  }
  return undefined;
}

/** `TAREA costos …`: one that she was given. */
export function namesHomework(d: Draft, { content }: Message): boolean {
  const before = content.kind === 'text' ? commandBefore(d, content.text) : undefined;
  return before?.command === 'homework' && named(d, before.rest) !== undefined;
}

/** What stands after a name at the head of a text; undefined where it does not stand there. Case, accents and signs aside. */
function afterName(text: string, name: string): string | undefined {
  const wanted = normalise(name);
  const heads = [...text.matchAll(/[\p{L}\p{N}]+(?=[^\p{L}\p{N}]|$)/gu)].slice(0, MOST_WORDS);
  for (const head of heads) {
    const end = head.index + head[0].length;
    if (normalise(text.slice(0, end)).replace(/[^\p{L}\p{N}]+/gu, ' ') !== wanted.replace(/[^\p{L}\p{N}]+/gu, ' '))
      continue;
    return text.slice(end).replace(/^[\s.:,;-]+/, '');
  }
  return undefined;
}

/** Words of the longest title that anybody writes out. */
const MOST_WORDS = 10;
