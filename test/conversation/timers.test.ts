import { describe, expect, test } from 'vitest';
import { DAY } from '../../src/base/clock.ts';
import { BOTES, LIBRETA, PACK, PRECIO } from './flows.ts';
import { HOUR, START, Talk } from './talk.ts';

const keyOf = (talk: Talk, purpose: string) => [...talk.timers.keys()].find((key) => key.includes(`:${purpose}`))!;

describe('reminders', () => {
  test('an unanswered question is reminded so often as the programme says, each anchored on what came before', () => {
    const talk = Talk.enrolled(PACK);
    const key = keyOf(talk, 'unanswered');
    expect(talk.timers.get(key)).toMatchObject({
      anchor: { question: talk.questions()[0]!.id },
      rule: { after: 24 * HOUR },
      nth: 1,
    });
    talk.waits(DAY).fires(key);
    expect(talk.did()).toBe('reminded');
    expect(talk.effects('send')[0]!.group.kind).toBe('reminder');
    expect(talk.reply()).toMatch(/Dos botes[\s\S]*¿Ya separa el dinero\?/);
    expect(talk.timers.get(key)).toMatchObject({ anchor: { at: talk.now }, nth: 2 });
    talk.waits(DAY).fires(key);
    expect(talk.did()).toBe('reminded');
    // Escalation ends in a task for a person, and there is no fourth message.
    talk.waits(DAY).fires(keyOf(talk, 'no-answer'));
    expect(talk.effects('task')).toMatchObject([{ why: 'no-answer', about: 'Dos botes' }]);
    expect(talk.sent()).toEqual([]);
    expect(talk.effects('timer.set')).toEqual([]);
  });

  test('an answer cancels it, and one that comes all the same does nothing', () => {
    const talk = Talk.enrolled(PACK);
    const request = talk.timers.get(keyOf(talk, 'unanswered'))!;
    talk.says('si');
    expect(talk.timers.has(request.key)).toBe(false);
    const before = JSON.stringify(talk.state());
    talk.firesRequest(request);
    expect(talk.did()).toBe('stale-timer');
    expect(talk.last.effects).toEqual([]);
    expect(JSON.stringify(talk.state())).toBe(before);
  });

  test('case 20: "al rato" to a reminder moves it to later that day, once; the answer itself still counts', () => {
    const talk = Talk.enrolled([PRECIO]);
    talk.waits(DAY).fires(keyOf(talk, 'unanswered')).says('al rato');
    expect(talk.did()).toBe('reminder-answered');
    expect(talk.reply()).toBe('Está bien. Se lo recordamos más tarde.');
    expect(talk.effects('answer')).toEqual([]);
    expect(talk.timers.get(keyOf(talk, 'unanswered'))).toMatchObject({
      purpose: 'snooze',
      rule: { after: 3 * HOUR },
      anchor: { at: talk.now },
    });
    talk
      .waits(3 * HOUR)
      .fires(keyOf(talk, 'unanswered'))
      .says('al rato');
    expect(talk.reply()).toBe('Está bien, cuando pueda. Aquí estamos.');
    expect(talk.effects('timer.set')).toEqual([]);
    expect(talk.says('30').effects('answer')).toMatchObject([{ step: 'cuantas' }]);
    const direct = Talk.enrolled([PRECIO]);
    expect(direct.waits(DAY).fires(keyOf(direct, 'unanswered')).says('30').effects('answer')).toHaveLength(1);
  });

  test('"no puedo" to a reminder of homework is no answer to it', () => {
    const talk = Talk.enrolled([BOTES, PRECIO, LIBRETA.replace('due:', 'remind: [1 day after at 10:00]\ndue:')])
      .says('si')
      .says('negocio');
    talk
      .waits(4 * DAY)
      .fires(keyOf(talk, 'remind:1'))
      .says('no puedo');
    expect(talk.effects('homework.part')).toEqual([]);
    expect(talk.reply()).toContain('PERSONA');
    expect([...talk.timers.keys()].filter((key) => key.includes('remind'))).toEqual([]);
  });

  test('who has handed in a part of her homework is not reminded of it', () => {
    const talk = Talk.enrolled([BOTES, PRECIO, LIBRETA.replace('due:', 'remind: [1 day after at 10:00]\ndue:')])
      .says('si')
      .says('negocio');
    const key = keyOf(talk, 'remind:1');
    talk.photo().waits(HOUR).fires(key);
    expect(talk.did()).toBe('handed-in');
    expect(talk.last.effects).toEqual([]);
  });
});

describe('pause', () => {
  test('holds reminders until it is over, then brings her question back', () => {
    const talk = Talk.enrolled(PACK);
    const key = keyOf(talk, 'unanswered');
    talk.says('pausa');
    const until = talk.state().pausedUntil!;
    expect(until - talk.now).toBe(3 * DAY);
    talk.waits(DAY).fires(key);
    expect(talk.did()).toBe('paused');
    expect(talk.sent()).toEqual([]);
    expect(talk.timers.get(key)).toMatchObject({ anchor: { at: until }, rule: { after: DAY } });
    talk.now = until;
    talk.fires('pause');
    expect(talk.reply()).toContain('¿Ya separa el dinero?');
    expect(talk.state().pausedUntil).toBeUndefined();
  });

  test('SEGUIR ends it', () => {
    const talk = Talk.enrolled(PACK).says('pausa').says('seguir');
    expect(talk.effects('timer.cancel')).toMatchObject([{ key: 'pause' }]);
  });
});

describe("a flow's own timers", () => {
  const WAITS =
    'lesson: espera\ntitle: Espera\nsteps:\n  - say: Mañana seguimos.\n  - wait: 1 day at 10:00\n    id: manana\n  - say: Buenos días.\n';

  test('a wait goes on when it comes back, once', () => {
    const talk = Talk.enrolled([WAITS]);
    const request = talk.timers.get(keyOf(talk, 'wait'))!;
    expect(request).toMatchObject({ rule: { days: 1, at: '10:00' }, anchor: { at: START } });
    expect(talk.waits(DAY).firesRequest(request).reply()).toContain('Buenos días.');
    expect(talk.firesRequest(request).did()).toBe('stale-timer');
  });

  test('an attendance question ends with its window', () => {
    const session = {
      id: 'x',
      plan: 's1',
      title: 'S',
      place: '',
      word: 'COLIBRI',
      starts: START,
      ends: START + HOUR,
      opens: START,
      closes: START + 2 * HOUR,
      status: '',
      recorded: false,
    };
    const check =
      'lesson: llegada\ntitle: Asistencia\nsteps:\n  - check-in: ¿Ya está?\n    id: llego\n  - ask: ¿Qué espera?\n    id: espera\n';
    const talk = Talk.enrolled([check], {
      people: [{ id: 'ana', facts: { sessions: { missed_in_a_row: 0, list: [session], now: session } } }],
    });
    expect(talk.questions()[0]).toMatchObject({ step: 'llego-now', until: session.closes });
    talk.now = session.closes;
    talk.fires(keyOf(talk, 'expire'));
    expect(talk.did()).toBe('expired');
    expect(talk.questions().map(({ step }) => step)).toEqual(['espera']);
  });
});
