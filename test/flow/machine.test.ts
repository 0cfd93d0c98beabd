import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, transition } from 'xstate';
import { RecadoError } from '../../src/base/errors.ts';
import type { Json } from '../../src/base/json.ts';
import { createCel } from '../../src/flow/cel.ts';
import type { BuiltFlow } from '../../src/flow/compile.ts';
import type { Emitted, FlowEvent, FlowStep, MachineState } from '../../src/flow/library.ts';
import { STEPS_PER_TURN } from '../../src/flow/limits.ts';
import { createFlowMachine } from '../../src/flow/machine.ts';
import { END, type Plan, START } from '../../src/flow/plan.ts';
import { answer, choose, did, event, flowOf, WORLD } from './pack.ts';

const LESSON = `lesson: dos-botes
title: Dos botes
steps:
  - say: Hola {{name|vecina}}.
  - ask: ¿Ya separa el dinero?
    id: separa
    answer: yes-no-notyet
    save: person.separa
    when:
      yes: [{ say: Qué bien. }]
      not yet: [{ say: Va a empezar hoy. }]
  - if: person.separa == "yes" || answers.dos-botes.separa == "not yet"
    then: [{ set: { thread.puntos: 1 } }]
  - quiz: ¿De qué bote sale el maíz?
    id: maiz
    options: [NEGOCIO, CASA]
    correct: NEGOCIO
    attempts: 2
    right: ¡Eso es!
    wrong: Es para vender.
  - at-random:
      - { steps: [{ say: Un cuento. }] }
      - { steps: [{ say: Un dicho. }] }
  - choose: ¿De qué hablamos?
    id: tema
    options:
      VENTAS: [{ say: Ventas. }, { end: true }]
      CUENTAS: [{ wait: 1 day at 10:00, id: manana }]
  - run: despedida
    id: despide
  - say: Son {{thread.puntos|cero}} puntos.
    if: thread.puntos == 1
`;
const SERVICE = 'service: despedida\ntitle: Despedida\nsteps:\n  - say: Hasta pronto.\n';
const lesson = flowOf(LESSON, SERVICE);

describe('a lesson', () => {
  it('runs to its end as its file says', () => {
    const first = lesson.start(event('START'));
    expect(did(first)).toEqual(['say ~1.say', 'ask separa']);
    const second = lesson.next(first.state, choose('not yet'));
    expect(did(second)).toEqual(['record separa', 'save person.separa', 'say separa/when/not yet~1.say', 'ask maiz']);
    expect(second.state.context).toEqual({ vars: { puntos: 1 } });
    const third = lesson.next(second.state, choose('NEGOCIO'));
    expect(did(third)).toEqual(['record+ maiz', 'say maiz.right', 'say maiz~1/2~1.say', 'ask tema']);
    expect(third.state.context.draws).toEqual({ 'maiz~1': 0.5 });
    const fourth = lesson.next(third.state, choose('CUENTAS'));
    expect(did(fourth)).toEqual(['record tema', 'timer wait {"days":1,"at":"10:00"}']);
    const fifth = lesson.next(fourth.state, event('TIMER', { name: 'wait' }));
    expect(did(fifth)).toEqual(['run despedida']);
    const last = lesson.next(fifth.state, event('CHILD_DONE'));
    expect(did(last)).toEqual(['say despide~1.say']);
    expect(last.done).toBe(true);
  });

  it('asks a quiz again while tries are left, and then goes on', () => {
    const asked: MachineState = { value: 'maiz', context: {} };
    const wrong = lesson.next(asked, choose('CASA'));
    expect(did(wrong)).toEqual(['record- maiz', 'say maiz.wrong', 'ask maiz']);
    expect(wrong.state).toEqual({ value: 'maiz', context: { tries: { maiz: 1 } } });
    const last = lesson.next(wrong.state, choose('CASA'));
    expect(did(last)).toEqual(['record- maiz', 'say maiz.wrong', 'say maiz~1/2~1.say', 'ask tema']);
  });

  it('keeps no write of the turn in what is stored', () => {
    const step = lesson.next({ value: 'separa', context: {} }, choose('yes'));
    expect(Object.keys(step.state.context)).toEqual(['vars']);
    expect(JSON.parse(JSON.stringify(step.state))).toEqual(step.state);
  });

  it('does not move for what means nothing here', () => {
    const asked: MachineState = { value: 'maiz', context: { tries: { maiz: 1 } } };
    for (const heard of [
      event('TIMER', { name: 'wait' }),
      event('CHILD_DONE'),
      event('DATA', { name: 'x' }),
      event('GOTO nowhere'),
    ]) {
      const step = lesson.next(asked, heard);
      expect(step).toEqual({ state: asked, emitted: [], done: false, moved: false });
    }
    expect(lesson.next({ value: END, context: {} }, choose('CASA'))).toMatchObject({ done: true, moved: false });
  });

  it('is entered at any step by GOTO, with what that step does on arrival', () => {
    const step = lesson.next({ value: 'separa', context: { vars: { puntos: 0 } } }, event('GOTO maiz'));
    expect(did(step)).toEqual(['ask maiz']);
    // A gate in front of the step is asked too: she has no points, so the last words are passed over.
    expect(lesson.next({ value: 'separa', context: { vars: { puntos: 0 } } }, event('GOTO despide~1'))).toMatchObject({
      emitted: [],
      done: true,
    });
    expect(did(lesson.next({ value: 'maiz', context: {} }, event('GOTO maiz')))).toEqual(['ask maiz']);
    // Also by one that is only passed through, and from it.
    const branch = 'separa/when/yes~1';
    const passed = lesson.next({ value: branch, context: {} }, event(`GOTO ${branch}`));
    expect([did(passed), passed.state.value]).toEqual([['say separa/when/yes~1.say', 'ask maiz'], 'maiz']);
  });

  it('draws once and keeps to it', () => {
    const drawn = lesson.next(
      { value: 'maiz', context: { draws: { 'maiz~1': 0.1 } } },
      { ...choose('NEGOCIO'), random: () => 0.9 },
    );
    expect(did(drawn)).toContain('say maiz~1/1~1.say');
  });

  it('throws for a state of another version, which is for the caller to know', () => {
    expect(() => lesson.next({ value: 'gone', context: {} }, choose('CASA'))).toThrow();
  });
});

describe('a homework-like step', () => {
  it('stays for every part and says that it moved', () => {
    const plan: Plan = {
      first: 'parts',
      entries: new Map([['parts', 'parts']]),
      states: [
        {
          key: 'parts',
          step: 'parts',
          fragment: {
            entry: [{ type: 'say', field: 'ask' }],
            on: {
              ANSWER: [
                { to: 'stay', guard: { type: 'answer-type', is: ['photo', 'text'] }, actions: [{ type: 'record' }] },
                {
                  to: 'stay',
                  guard: { type: 'answer-type', is: ['voice'] },
                  actions: [{ type: 'say', field: 'thanks' }],
                },
                { to: 'stay', guard: { type: 'answer-type', is: ['location'] } },
              ],
              DATA: [{ to: 'end', guard: { type: 'data', name: 'reviewed' } }],
            },
          },
          target: (to) => (to === 'end' ? END : to === 'stay' ? undefined : 'parts'),
        },
      ],
    };
    const machine = createFlowMachine('p/botes', plan, createCel({}));
    const { state } = machine.start(event('START'));
    const photo = machine.next(state, answer({ type: 'media', media: [{ kind: 'photo' }] }));
    expect([did(photo), photo.moved, photo.state.value]).toEqual([['record parts'], true, 'parts']);
    const voice = machine.next(state, answer({ type: 'media', media: [{ kind: 'voice' }] }));
    expect([did(voice), voice.moved]).toEqual([['say parts.thanks'], true]);
    const place = machine.next(state, answer({ type: 'location', latitude: 23, longitude: -99 }));
    expect([did(place), place.moved]).toEqual([[], true]);
    expect(machine.next(state, answer({ type: 'number', number: 5 })).moved).toBe(false);
    expect(machine.next(state, event('DATA', { name: 'reviewed' })).done).toBe(true);
  });
});

it('stops a runaway with STEP_BUDGET instead of hanging', () => {
  const round = (key: string, next: string) => ({
    key,
    step: key,
    fragment: { entry: [], always: [{ to: 'next' as const }] },
    target: () => next,
  });
  const plan: Plan = { first: 'a', entries: new Map(), states: [round('a', 'b'), round('b', 'a')] };
  const machine = createFlowMachine('p/runaway', plan, createCel({}));
  let thrown: unknown;
  try {
    machine.start(event('START'));
  } catch (problem) {
    thrown = problem;
  }
  expect(thrown).toBeInstanceOf(RecadoError);
  expect((thrown as RecadoError).code).toBe('STEP_BUDGET');
  expect((thrown as RecadoError).message).toContain(String(STEPS_PER_TURN));
  // The shared scope is whole again for the next flow.
  expect(did(lesson.start(event('START')))).toEqual(['say ~1.say', 'ask separa']);
});

it('a long silent lesson stays within the budget', () => {
  const says = Array.from({ length: 90 }, (_, i) => `  - say: Número ${i}.\n    if: channel == "whatsapp"\n`).join('');
  expect(flowOf(`lesson: larga\ntitle: Larga\nsteps:\n${says}`).start(event('START')).emitted).toHaveLength(90);
});

const heard: fc.Arbitrary<FlowEvent> = fc.oneof(
  fc
    .constantFrom('yes', 'no', 'not yet', 'NEGOCIO', 'CASA', 'VENTAS', 'CUENTAS', 'OTRA')
    .map((option) => choose(option)),
  fc.constantFrom<FlowEvent>(
    event('GIVE_UP'),
    event('TIMER', { name: 'wait' }),
    event('TIMER', { name: 'due' }),
    event('CHILD_DONE'),
    event('EXPIRE'),
    event('DATA', { name: 'x' }),
    answer({ type: 'refused', how: 'declined' }),
    answer({ type: 'text', text: 'no sé' }),
    answer({ type: 'media', media: [{ kind: 'photo' }] }),
    event('ANSWER'),
  ),
  fc.constantFrom(...lesson.keys).map((key) => event(`GOTO ${key}`)),
);

/** Values a person may have: any of the right names, of any type at all. */
const world = fc.dictionary(
  fc.constantFrom('separa', 'nivel', 'x'),
  fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.constant(null), fc.boolean()) as fc.Arbitrary<Json>,
);

/** Where a thread may be left: nobody is ever stored in a step that is only passed through. */
const WAITING = (lesson as BuiltFlow).plan.states.flatMap(({ key, fragment }) => (fragment.always ? [] : [key]));

it('takes any events in any order without throwing, and its state survives JSON', () => {
  fc.assert(
    fc.property(
      fc.array(heard, { maxLength: 30 }),
      world,
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (events, person, chance) => {
        let step: FlowStep = lesson.start(event('START'));
        for (const one of events) {
          const stored = JSON.parse(JSON.stringify(step.state)) as MachineState;
          expect(stored).toEqual(step.state);
          step = lesson.next(stored, { ...one, world: { ...WORLD, person }, random: () => chance });
          expect([END, ...WAITING]).toContain(step.state.value);
          expect(step.done).toBe(step.state.value === END);
        }
      },
    ),
    { numRuns: 300 },
  );
});

it('the reused scope gives what XState gives', () => {
  const { machine } = createFlowMachine('prueba/dos-botes', (lesson as BuiltFlow).plan, createCel({ quiz: 'map' }));
  fc.assert(
    fc.property(fc.array(heard, { maxLength: 12 }), (events) => {
      let ours: FlowStep = lesson.start(event('START'));
      let theirs = publicStep(machine, { value: START, context: {} }, event('START'));
      for (const one of [undefined, ...events]) {
        if (one !== undefined) {
          ours = lesson.next(ours.state, one);
          theirs = theirs.done ? { ...theirs, emitted: [] } : publicStep(machine, theirs.state, one);
        }
        expect([ours.state, ours.emitted, ours.done]).toEqual([theirs.state, theirs.emitted, theirs.done]);
      }
    }),
    { numRuns: 150 },
  );
});

/** One step by XState's public, documented and slow `transition()`. */
function publicStep(machine: AnyStateMachine, state: MachineState, heardEvent: FlowEvent) {
  const [after, actions] = transition(machine, machine.resolveState(state as never), heardEvent as never);
  const { pending: _, ...context } = after.context as Record<string, unknown>;
  return {
    state: { value: after.value as string, context },
    emitted: (actions as readonly { type: string; params: unknown }[])
      .filter(({ type }) => type === 'emit')
      .flatMap(({ params }) => params as readonly Emitted[]),
    done: after.status === 'done',
  };
}
