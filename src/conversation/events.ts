import { z } from 'zod';
import type { Json } from '../base/json.ts';
import { advance } from './advance.ts';
import { endPause } from './commands/next.ts';
import { change, type Draft } from './draft.ts';
import { join } from './journey.ts';
import { currentQuestion, sayQuestion } from './questions.ts';
import { say } from './speech.ts';
import { flowId, openThread } from './threads.ts';

/**
 * News for a person from an operation, the outbox, media or another lane. Each name has its payload; one that does not
 * fit, or that nobody here knows, changes nothing.
 */
export function news(d: Draft, name: string, payload: Json): string {
  const handler = Object.hasOwn(NEWS, name) ? NEWS[name] : undefined;
  return handler?.(d, payload) ?? 'ignored';
}

type Handler = (d: Draft, payload: Json) => string | undefined;

function on<T>(schema: z.ZodType<T>, handle: (d: Draft, payload: T) => string): Handler {
  return (d, payload) => {
    const parsed = schema.safeParse(payload);
    return parsed.success ? handle(d, parsed.data) : undefined;
  };
}

const text = z.string().min(1);

const NEWS: Readonly<Record<string, Handler>> = {
  /** The team enrolled her: she is asked for her consent as if she had texted the join word. */
  'programme.join': on(z.object({ programme: text }), (d, { programme }) => {
    const found = d.deps.library.programmes.get(programme);
    if (!found || d.conversation.journey?.programme === programme) return 'ignored';
    d.kind = 'lesson';
    join(d, found);
    return 'joined';
  }),
  /** She is placed in a programme without a word: consent and registration were taken elsewhere (on paper, by import). */
  'programme.place': on(
    z.object({ programme: text, stage: z.enum(['lessons', 'done']), finished: z.array(text).default([]) }),
    (d, journey) => {
      change(d, { journey });
      return 'placed';
    },
  ),
  /** A lesson is released, a survey or a check-in is due: it speaks when its turn comes. */
  'flow.start': on(z.object({ flow: text }), (d, { flow }) => {
    d.kind = 'lesson';
    return openThread(d, flowId(d, flow)) ? 'opened' : 'ignored';
  }),
  /** News for a running flow: homework was reviewed. */
  'flow.data': on(z.object({ flow: text, name: text, data: z.json().optional() }), (d, { flow, name, data }) => {
    const thread = d.conversation.threads.find((one) => one.flow === flowId(d, flow));
    if (!thread) return 'ignored';
    const event = { type: 'DATA', name, ...(data === undefined ? {} : { data: data as Json }) } as const;
    return advance(d, thread.id, event) ? 'data' : 'ignored';
  }),
  /** A system text, said on behalf of the team. */
  say: on(
    z.object({ key: text, vars: z.record(z.string(), z.union([z.string(), z.number()])).default({}) }),
    (d, said) => {
      d.kind = 'staff';
      say(d, said.key, said.vars);
      return 'said';
    },
  ),
  /** A person of the team answers her from this number: the bot keeps quiet where it would not understand her. */
  'case.taken': on(z.object({ case: text }), (d, taken) => {
    change(d, { withPerson: taken.case });
    return 'with-person';
  }),
  /** The case, or a false alarm, is closed: she goes on where she was. */
  'case.closed': on(z.object({ say: text.optional() }), (d, closed) => {
    change(d, { withPerson: undefined });
    endPause(d);
    d.kind = 'staff';
    if (closed.say !== undefined) say(d, closed.say);
    const question = currentQuestion(d);
    if (question) sayQuestion(d, question);
    return 'case-closed';
  }),
};
