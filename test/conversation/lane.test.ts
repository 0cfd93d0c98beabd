import { describe, expect, test } from 'vitest';
import { HOUR } from '../../src/base/clock.ts';
import { tapId } from '../../src/domain/option.ts';
import { BOTES, LIBRETA, PRECIO } from './flows.ts';
import { MINUTE, Talk } from './talk.ts';

const PAIR = [
  { id: 'a', name: 'Ana' },
  { id: 'b', name: 'Luz' },
] as const;
const shared = () => Talk.enrolled([PRECIO, BOTES, LIBRETA], { people: PAIR });

describe('a phone that two share', () => {
  test('every message says whom it is for', () => {
    const talk = Talk.enrolled([PRECIO], { people: PAIR });
    expect(talk.reply()).toMatch(/^Para Luz: ¿Cuántas hace/);
  });

  test('when both could mean it we ask, and the message that waited is then hers', () => {
    const talk = shared().says('30');
    expect(talk.did()).toBe('asked-who');
    expect(talk.sent()[0]!.options?.map(({ label }) => label)).toEqual(['Ana', 'Luz']);
    talk.says('luz');
    expect(talk.effects('answer')).toMatchObject([{ personId: 'b', raw: '30' }]);
    expect(talk.reply()).toMatch(/^Para Luz:/);
    expect(talk.questions('a')[0]!.step).toBe('cuantas');
  });

  test('a number or a tap says who as well; two messages that waited stay together', () => {
    expect(shared().says('30').says('1').effects('answer')).toMatchObject([{ personId: 'a' }]);
    const tapped = shared().says('30');
    expect(tapped.sends({ kind: 'tap', id: tapId.command('who-b'), title: 'Luz' }).effects('answer')).toMatchObject([
      { personId: 'b' },
    ]);
    const both = shared().says('30').says('son treinta').says('2');
    expect(both.turns.some((turned) => JSON.stringify(turned.lane ?? {}).includes('30\\nson treinta'))).toBe(true);
  });

  test('who spoke is remembered for 30 minutes', () => {
    const talk = shared().says('2 30');
    expect(talk.effects('answer')).toMatchObject([{ personId: 'b', raw: '30' }]);
    expect(talk.says('tamales').effects('answer')).toMatchObject([{ personId: 'b', step: 'producto' }]);
    expect(
      talk
        .waits(31 * MINUTE)
        .says('ayuda')
        .did(),
    ).toBe('asked-who');
  });

  test('"2 mil" of the one who is speaking is her amount, not a change of person', () => {
    const talk = shared().says('1 30').says('tamales').says('2 mil');
    expect(talk.effects('answer')).toMatchObject([{ personId: 'a', step: 'precio', answer: { minor: 200_000 } }]);
  });

  test('answers of two, interleaved, go each to her own question', () => {
    const talk = shared();
    talk.event('flow.start', { flow: 'botes' }, 'b');
    talk.says('ana: 30').says('luz: 12').says('ana tamales').says('luz atole');
    expect(talk.allEffects('answer').map(({ personId, step }) => `${personId} ${step}`)).toEqual([
      'a cuantas',
      'b cuantas',
      'a producto',
      'b producto',
    ]);
  });

  test('STOP needs no name: it silences the number', () => {
    const talk = shared().says('STOP');
    expect(talk.effects('opt-out')).toHaveLength(1);
    expect(talk.says('30').sent()).toEqual([]);
  });

  test('distress needs no name either, and gets the ordinary receipt', () => {
    const talk = shared().says('me pega');
    expect(talk.effects('alert')).toHaveLength(1);
    expect(talk.reply()).toBe('Para Ana: Recibido, gracias.');
  });

  test('asked in vain three times, it is a task for the team and silence', () => {
    const talk = shared().says('aja').says('pues si').says('eso mero');
    expect(talk.sent()).toEqual([]);
    expect(talk.effects('task')).toMatchObject([{ topic: 'who-writes' }]);
    expect(talk.waits(HOUR).says('aja').did()).toBe('asked-who');
  });

  test('a tap names its question and so its person', () => {
    const talk = Talk.enrolled([BOTES, LIBRETA], { people: PAIR });
    talk.sends({ kind: 'tap', id: tapId.option(talk.questions('b')[0]!.id, 0), title: 'Sí' });
    expect(talk.effects('answer')).toMatchObject([{ personId: 'b', answer: { option: 'yes' } }]);
  });
});
