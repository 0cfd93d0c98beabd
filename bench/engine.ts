import assert from 'node:assert/strict';
import type { LaneEvent, Turned } from '../src/conversation/event.ts';
import type { Conversation } from '../src/conversation/state.ts';
import type { Answer } from '../src/domain/answer.ts';
import type { World } from '../src/domain/world.ts';
import type { MachineState } from '../src/flow/library.ts';
import { built } from './built.ts';
import { type HandState, handWritten } from './hand-written.ts';
import { FLOW, lessonPacks, SCRIPT, textFrom, viewOf } from './lesson.ts';
import { type Contestant, compete, type Rate } from './rounds.ts';

const BEGAN = Date.UTC(2026, 10, 3, 18);
const MINUTE = 60_000;

/**
 * One message through the engine, nothing else: stored state parsed, her words understood, XState's transition, the
 * reply composed, the state written out; against the hand-written switch. And the flow's own part of it alone.
 */
export async function engine(rounds: number, lessons: number): Promise<Rate[]> {
  const { buildMind } = await built<typeof import('../src/assemble/mind.ts')>('assemble/mind.js');
  const { converse } = await built<typeof import('../src/conversation/converse.ts')>('conversation/converse.js');
  const { readConversation, writeConversation } =
    await built<typeof import('../src/conversation/stored.ts')>('conversation/stored.js');
  const { deps } = buildMind(await lessonPacks());
  const messages = SCRIPT.map((text, i): LaneEvent => {
    return { kind: 'message', inbound: textFrom(text, BEGAN + (i + 1) * MINUTE), addressId: 'a1' };
  });
  const at = (i: number) => ({ now: BEGAN + (i + 1) * MINUTE + 500, seed: `bench/${i}` });

  const vars = { programme: 'Negocio de mi tierra', title: 'Para qué vendo' };
  const between = deps.texts.say('journey.next', { language: 'es-MX', vars });
  const opening = open();
  const hand0 = JSON.stringify({ step: 'separa', tries: 0 } satisfies HandState);
  same();

  /** The lesson opened, its first question asked. */
  function open(): string {
    let conversation: Conversation = { threads: [], questions: [], closed: [], strays: 0 };
    for (const [name, payload] of [
      ['programme.place', { programme: 'llera', stage: 'lessons', finished: [] }],
      ['flow.start', { flow: 'dos-botes' }],
    ] as const) {
      const event: LaneEvent = { kind: 'event', personId: 'p1', name, payload };
      conversation = converse(viewOf(conversation), event, deps, at(0)).conversations['p1'] ?? conversation;
    }
    return writeConversation(conversation).state;
  }

  function product(state: string, i: number): { turned: Turned; state: string } {
    const turned = converse(viewOf(readConversation(state, 1)), messages[i]!, deps, at(i));
    return { turned, state: writeConversation(turned.conversations['p1']!).state };
  }

  /** Both say and keep the same, to the letter, or nothing is measured. */
  function same(): void {
    let ours = opening;
    let theirs = hand0;
    for (const [i, text] of SCRIPT.entries()) {
      const { turned, state } = product(ours, i);
      const hand = handWritten(JSON.parse(theirs) as HandState, text, between);
      const sent = turned.effects.flatMap((effect) => (effect.kind === 'send' ? effect.group.parts : []));
      const kept = turned.effects.flatMap((effect) => (effect.kind === 'answer' ? [effect] : []));
      assert.deepEqual(
        sent.map(({ message }) => [message.text, message.sms, message.options?.map(({ label }) => label) ?? []]),
        [[hand.text, hand.sms, hand.labels]],
      );
      const option = (answer: Answer) => (answer.type === 'choice' ? answer.option : undefined);
      assert.deepEqual(
        kept.map(({ step, answer, correct }) => [step, option(answer), correct]),
        [[hand.answer.step, hand.answer.option, hand.answer.correct]],
      );
      ours = state;
      theirs = JSON.stringify(hand.state);
    }
  }

  const flow = deps.library.flow(FLOW)!;
  const world: World = { person: {}, profile: {}, answers: {}, channel: 'whatsapp', language: 'es-MX', facts: {} };
  const random = () => 0.5;
  const began = JSON.stringify(flow.start({ world, random }).state);
  const given = ['not yet', 'CASA', 'NEGOCIO'].map((option): Answer => ({ type: 'choice', option }));

  const contestants: Contestant[] = [
    {
      name: 'engine: hand-written switch, parse + step + stringify',
      run() {
        for (let n = 0; n < lessons * 20; n++) {
          let state = hand0;
          for (const text of SCRIPT)
            state = JSON.stringify(handWritten(JSON.parse(state) as HandState, text, between).state);
        }
        return lessons * 20 * SCRIPT.length;
      },
    },
    {
      name: 'engine: flow alone (XState), parse + next + stringify',
      run() {
        for (let n = 0; n < lessons * 4; n++) {
          let state = began;
          for (const answer of given) {
            const step = flow.next(JSON.parse(state) as MachineState, { type: 'ANSWER', answer, world, random });
            state = JSON.stringify(step.state);
          }
        }
        return lessons * 4 * given.length;
      },
    },
    {
      name: 'engine: conversation (parse, understand, route, XState, compose, stringify)',
      run() {
        for (let n = 0; n < lessons; n++) {
          let state = opening;
          for (let i = 0; i < messages.length; i++) state = product(state, i).state;
        }
        return lessons * messages.length;
      },
    },
  ];
  return compete(contestants, rounds);
}
