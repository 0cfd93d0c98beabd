import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/base/json.ts';
import { ANSWER, answering, care, ELENA, inCare, MARTA } from './care.ts';
import { PACK } from './flows.ts';
import { HOUR, Talk } from './talk.ts';

const QUESTION = '¿Ya separa el dinero?';
const STAFF = [MARTA, ELENA] as unknown as Json;

/** Marta's own phone: she takes part in nothing. */
function marta(cases: readonly Json[] = [inCare()], role: Partial<typeof MARTA> = {}): Talk {
  const facts = { staff: [{ ...MARTA, ...role }] as unknown as Json, cases: [...cases] };
  return new Talk(PACK, { people: [{ id: 'marta', name: 'Marta Pérez', facts }], form: 'sms' });
}

function quoting(talk: Talk, text: string, thread = 'case:c14'): Talk {
  const inbound = {
    our: { channel: 'twilio-sms', number: '1' },
    providerId: `q${text}`,
    sender: { raw: '1' },
    sentAt: talk.now,
    sentBy: 'provider',
    content: { kind: 'text', text },
  } as const;
  return talk.hears({ kind: 'message', inbound, addressId: 'a1', quoted: { threadId: thread, personId: 'marta' } });
}

describe('a learner asks for a person', () => {
  const asks = (facts: Record<string, Json>, word = 'PERSONA') =>
    Talk.enrolled(PACK, { people: [{ id: 'ana', name: 'Ana', facts }], form: 'sms' }).says(word);

  test('the promise is as good as what stands behind it', () => {
    expect(asks({ staff: STAFF }).reply()).toContain('Le contesta por este mismo número en cuanto pueda');
    expect(asks({ staff: [] }).reply()).toContain('Todavía no podemos decirle cuándo');
    expect(asks({}).reply()).toContain('Todavía no podemos decirle cuándo');
    expect(asks({ staff: [] }, 'QUEJA').reply()).not.toContain('escríbala aquí');
  });

  test('a complaint goes to nobody who only works in her group', () => {
    const field = [{ ...MARTA, role: 'facilitator' }] as unknown as Json;
    expect(asks({ staff: field }).reply()).toContain('en cuanto pueda');
    expect(asks({ staff: field }, 'QUEJA').reply()).toContain('Todavía no podemos decirle cuándo');
  });

  test('nobody answers herself', () => {
    const herself = [{ ...MARTA, id: 'ana' }] as unknown as Json;
    expect(asks({ staff: herself }).reply()).toContain('Todavía no podemos decirle cuándo');
  });

  test('what was not understood while she waits is handed on, once with a word about it', () => {
    const talk = Talk.enrolled(PACK, answering());
    expect(talk.says('qué es esto de los botes').reply()).toContain('Se lo pasamos');
    expect(talk.effects('case.say')).toMatchObject([{ case: 'c14', text: 'qué es esto de los botes' }]);
    expect(talk.says('ayer fui al mercado').reply()).toBe('');
    expect(talk.effects('case.say')).toHaveLength(1);
    expect(talk.says('si').effects('answer')).toHaveLength(1);
  });
});

describe('a person answers her', () => {
  test('from our number, signed, and the bot keeps quiet', () => {
    const talk = Talk.enrolled(PACK, answering()).event('case.answer', ANSWER);
    expect(talk.reply()).toBe('Mañana voy.\n- Marta');
    expect(talk.effects('case.answered')).toMatchObject([{ case: 'c14', by: 'marta' }]);
    expect(talk.effects('staff.tell')).toMatchObject([{ to: 'marta', key: 'staff.sent', vars: { name: 'Ana' } }]);
    expect(talk.says('si').reply()).toBe('');
    expect(talk.effects('case.say')).toMatchObject([{ text: 'si' }]);
    expect(talk.voice().effects('case.say')).toMatchObject([{ text: '', files: [{ kind: 'voice' }] }]);
  });

  test('commands, leaving and taps keep their meaning meanwhile', () => {
    const talk = () => Talk.enrolled(PACK, answering()).event('case.answer', ANSWER);
    expect(talk().says('AYUDA').reply()).toContain(QUESTION);
    expect(talk().says('STOP').effects('opt-out')).toHaveLength(1);
    expect(talk().taps(1).effects('answer')).toHaveLength(1);
    expect(talk().says('seguir').says('si').effects('answer')).toHaveLength(1);
  });

  test('the second of two is told that it was answered', () => {
    const taken = care({ answered: true, owner: 'elena', ownerName: 'Elena' });
    const talk = Talk.enrolled(PACK, answering());
    talk.people.get('ana')!.facts['care'] = [taken];
    talk.event('case.answer', ANSWER);
    expect([talk.reply(), talk.effects('case.answered')]).toEqual(['', []]);
    expect(talk.effects('staff.tell')).toMatchObject([
      { to: 'marta', key: 'staff.answered-already', vars: { number: 14, owner: 'Elena' } },
    ]);
  });

  test('what cannot reach her is not taken for sent', () => {
    const gone = Talk.enrolled(PACK, answering()).says('BAJA').event('case.answer', ANSWER);
    expect([gone.reply(), gone.effects('case.answered')]).toEqual(['', []]);
    expect(gone.effects('staff.tell')).toMatchObject([{ key: 'staff.unreachable' }]);
    const late = Talk.enrolled(PACK, { ...answering(), form: 'whatsapp' }).event('case.answer', ANSWER);
    expect(late.effects('staff.tell')).toMatchObject([{ key: 'staff.window' }]);
    expect(late.reply()).toBe('');
  });

  test('closing tells her in one line and she goes on where she was; twice is once', () => {
    const talk = Talk.enrolled(PACK, answering()).event('case.answer', ANSWER).event('case.close', ANSWER);
    expect(talk.reply()).toMatch(/^Cerramos su consulta.*\n.*¿Ya separa el dinero/s);
    expect(talk.effects('staff.tell')).toMatchObject([{ key: 'staff.closed' }]);
    talk.people.get('ana')!.facts['care'] = [];
    expect(talk.event('case.close', ANSWER).reply()).toBe('');
    expect(talk.effects('staff.tell')).toMatchObject([{ key: 'staff.closed-already' }]);
    expect(talk.says('si').effects('answer')).toHaveLength(1);
  });

  test('a call for help: nothing she writes is handed on before somebody answered, and it is closed without a word', () => {
    const help = { topic: 'safeguarding' };
    const talk = Talk.enrolled(PACK, answering(help)).says('me pega');
    expect(talk.effects('alert')).toHaveLength(1);
    expect(talk.effects('case.open')).toMatchObject([{ topic: 'safeguarding', role: 'focal' }]);
    expect(talk.says('ya no importa').effects('case.say')).toEqual([]);
    talk.event('case.answer', ANSWER);
    expect(talk.reply()).toContain('Mañana voy.');
    talk.people.get('ana')!.facts['care'] = [care({ ...help, answered: true })];
    expect(talk.says('fue un susto').effects('case.say')).toHaveLength(1);
    expect(talk.event('case.close', ANSWER).reply()).not.toContain('Cerramos');
    expect(talk.reply()).toContain(QUESTION);
  });

  test('a case that nobody answers moves; one that was answered, or is over, does not', () => {
    const due = { key: 'case:c14', anchor: { at: 0 }, rule: { after: 0 }, purpose: 'case' } as const;
    const talk = Talk.enrolled(PACK, answering()).waits(4 * HOUR);
    expect(talk.firesRequest(due).effects('case.move')).toMatchObject([{ case: 'c14' }]);
    talk.people.get('ana')!.facts['care'] = [care({ answered: true, waiting: null })];
    expect(talk.firesRequest(due).last.effects).toEqual([]);
    talk.people.get('ana')!.facts['care'] = [];
    expect(talk.firesRequest(due).last.effects).toEqual([]);
  });
});

describe('staff write from their own phones', () => {
  test('RESPONDER, with its number in any dress and its word misspelt', () => {
    for (const text of [
      'RESPONDER 14 Mañana voy.',
      'responder14: Mañana voy.',
      'Respondr #14 Mañana voy.',
      'Contesta n° 14, Mañana voy.',
    ]) {
      const talk = marta().says(text);
      expect(talk.effects('case.answer'), text).toMatchObject([
        { case: 'c14', number: 14, learner: 'ana', lane: 'lane-ana', name: 'Marta', text: 'Mañana voy.' },
      ]);
      expect(talk.reply(), text).toBe('');
    }
  });

  test('quoting the alert says which; words that begin like a verb stay words', () => {
    for (const text of ['Mañana voy.', 'Responde tu hermana si no estoy', 'Cerramos a las cinco'])
      expect(quoting(marta(), text).effects('case.answer'), text).toMatchObject([{ case: 'c14', text }]);
    expect(quoting(marta(), 'cerrar').effects('case.close')).toMatchObject([{ case: 'c14' }]);
    expect(quoting(marta(), 'RESPONDER 14 Voy').effects('case.answer')).toMatchObject([{ text: 'Voy' }]);
  });

  test('numbers that are unknown, closed, missing or without words get a clear line and do nothing', () => {
    const says = (talk: Talk) => [talk.reply(), talk.effects('case.answer'), talk.effects('case.close')];
    expect(says(marta().says('RESPONDER 15 hola'))).toEqual([expect.stringContaining('No hay un caso 15'), [], []]);
    expect(says(marta([inCare({ open: false })]).says('CERRAR 14'))).toEqual(['El caso 14 ya está cerrado.', [], []]);
    expect(says(marta().says('RESPONDER hola'))).toEqual([expect.stringContaining('Falta el número'), [], []]);
    expect(says(marta().says('CERRAR'))).toEqual([expect.stringContaining('Falta el número'), [], []]);
    expect(says(marta().says('RESPONDER 14'))).toEqual([expect.stringContaining('Falta su respuesta'), [], []]);
    expect(says(quoting(marta(), 'hola', 'case:c99'))).toEqual([expect.stringContaining('no está a su cargo'), [], []]);
  });

  test('CASOS lists what is open', () => {
    const closed = inCare({ id: 'c3', number: 3, open: false });
    const answered = inCare({ id: 'c9', number: 9, name: '', answered: true, waiting: false });
    expect(marta([inCare(), answered, closed]).says('casos').reply()).toBe(
      'Casos abiertos:\n14 Ana: espera respuesta\n9 Sin nombre: ya se le contestó',
    );
    expect(marta([]).says('CASOS').reply()).toBe('No tiene casos abiertos.');
  });

  test('other words get help, and an answering machine does not get it for ever', () => {
    const talk = marta();
    expect(talk.says('hola').reply()).toContain('CASOS');
    for (let i = 0; i < 5; i++) talk.says('Estoy fuera de la oficina');
    expect(talk.reply()).toBe('');
    expect(talk.allEffects('task')).toEqual([]);
    expect(talk.says('casos').reply()).toContain('Casos abiertos');
  });

  test('leaving comes first, and a story about somebody is no call for help of her own', () => {
    expect(marta().says('BAJA').effects('opt-out')).toHaveLength(1);
    const told = marta().says('RESPONDER 14 Si él me pega, dijo. ¿Está usted bien?');
    expect([told.effects('alert'), told.effects('case.answer')]).toEqual([[], [expect.anything()]]);
    expect(marta().says('me pega').effects('alert')).toHaveLength(1);
  });

  test('the same words from a learner or a stranger do nothing special', () => {
    for (const text of ['RESPONDER 14 hola', 'CERRAR 14', 'CASOS']) {
      const learner = Talk.enrolled(PACK).says(text);
      expect(learner.did(), text).toBe('missed');
      const stranger = new Talk(PACK).says(text);
      for (const talk of [learner, stranger]) {
        expect(talk.effects('case.answer')).toEqual([]);
        expect(talk.effects('case.close')).toEqual([]);
        expect(talk.reply()).not.toContain('Casos abiertos');
      }
    }
  });

  test('on a phone that she shares with a learner a verb is hers, and nobody is asked who writes', () => {
    const hers = { staff: [MARTA] as unknown as Json };
    const people = [
      { id: 'luz', name: 'Luz', facts: hers },
      { id: 'marta', name: 'Marta', facts: { ...hers, cases: [inCare()] } },
    ];
    const talk = new Talk(PACK, { people, form: 'sms' }).event(
      'programme.place',
      { programme: 'prueba', stage: 'lessons' },
      'luz',
    );
    expect(talk.says('RESPONDER 14 Voy').effects('case.answer')).toMatchObject([{ personId: 'marta', text: 'Voy' }]);
    expect(talk.says('quiero saber algo').did()).toBe('asked-who');
  });

  test('someone who also takes part answers her lessons with words that only resemble verbs', () => {
    const facts = { staff: [{ ...MARTA, id: 'ana' }] as unknown as Json, cases: [inCare()] };
    const talk = Talk.enrolled(PACK, { people: [{ id: 'ana', name: 'Ana', facts }], form: 'sms' });
    expect(talk.says('caso').did()).not.toBe('answered');
    expect(talk.says('si').effects('answer')).toHaveLength(1);
    expect(talk.says('RESPONDER 14 Voy').effects('case.answer')).toHaveLength(1);
  });
});

describe('an alert', () => {
  const alerted = (over: Parameters<typeof inCare>[0], why = 'new') =>
    marta([inCare(over)]).event('case.alert', { case: 'c14', why }, 'marta');

  test('says the number, her first name, what it is about, her last words and how to answer', () => {
    const talk = alerted({ words: ['no puedo entrar', 'x'.repeat(200)] });
    expect(talk.reply()).toMatch(/^Caso 14: Ana pide hablar con alguien\.\nEscribió: "no puedo entrar \/ x+\.\.\."\n/);
    expect(talk.reply()).toContain('RESPONDER 14');
    const [group] = talk.effects('send');
    expect(group!.group.kind).toBe('staff');
    expect(group!.group.parts).toMatchObject([
      { threadId: 'case:c14', message: { template: { parameters: ['14', 'Ana'] } } },
    ]);
  });

  test("a pack's own topic is told in the pack's words", () => {
    expect(alerted({ topic: 'Quiere hablar de su crédito' }).reply()).toContain(
      'Caso 14: Ana. Quiere hablar de su crédito',
    );
  });

  test('of a case that is over or was never hers says nothing', () => {
    expect(alerted({ open: false }).last.effects).toEqual([]);
    expect(marta([]).event('case.alert', { case: 'c14', why: 'new' }, 'marta').last.effects).toEqual([]);
  });
});
