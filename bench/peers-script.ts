import type { Packs } from '../src/assemble/packs.ts';
import type { Json } from '../src/base/json.ts';
import type { LaneEvent, Turned } from '../src/conversation/event.ts';
import type { Conversation } from '../src/conversation/state.ts';
import { built } from './built.ts';
import { SCRIPT, textFrom, viewOf } from './lesson.ts';
import type { Given } from './peers-child.ts';

const BEGAN = Date.UTC(2026, 10, 3, 18);
const MINUTE = 60_000;

/** What the product says to the script, letter by letter: its peers have to say the same before anything is timed. */
export async function scriptOf(packs: Packs): Promise<Pick<Given, 'opening' | 'openingLabels' | 'between' | 'script'>> {
  const { buildMind } = await built<typeof import('../src/assemble/mind.ts')>('assemble/mind.js');
  const { converse } = await built<typeof import('../src/conversation/converse.ts')>('conversation/converse.js');
  const { deps } = buildMind(packs);
  let conversation: Conversation = { threads: [], questions: [], closed: [], strays: 0 };
  let minutes = 0;

  function turn(event: LaneEvent): { text: string; labels: readonly string[] } {
    const at = { now: BEGAN + minutes * MINUTE + 500, seed: `peers/${minutes}` };
    const turned: Turned = converse(viewOf(conversation), event, deps, at);
    conversation = turned.conversations['p1'] ?? conversation;
    const sent = turned.effects.flatMap((effect) => (effect.kind === 'send' ? effect.group.parts : []));
    return {
      text: sent.map(({ message }) => message.text).join('\n\n'),
      labels: sent.flatMap(({ message }) => message.options?.map(({ label }) => label) ?? []),
    };
  }

  const event = (name: string, payload: Json): LaneEvent => ({ kind: 'event', personId: 'p1', name, payload });
  turn(event('programme.place', { programme: 'llera', stage: 'lessons', finished: [] }));
  const opening = turn(event('flow.start', { flow: 'dos-botes' }));
  const script = SCRIPT.map((text) => {
    minutes++;
    const said = turn({ kind: 'message', inbound: textFrom(text, BEGAN + minutes * MINUTE), addressId: 'a1' });
    return { text, reply: said.text, labels: said.labels };
  });
  // The last reply: feedback, what closes the lesson, our words between two lessons, the homework.
  const between = script.at(-1)!.reply.split('\n\n').slice(2, -1).join('\n\n');
  return { opening: opening.text, openingLabels: opening.labels, between, script };
}
