import { afterEach, describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/base/clock.ts';
import type { OutMessage } from '../../src/domain/outbound.ts';
import type { PackTemplate, StandIn, TemplateNews } from '../../src/domain/template.ts';
import { type Choosing, choose } from '../../src/outbox/templates/choose.ts';
import { templateNewsName } from '../../src/outbox/templates/news.ts';
import { FakeChannel, type House, openHouse, refused } from './house.ts';

const LESSON: PackTemplate = {
  programme: 'llera',
  purpose: 'lesson',
  name: 'leccion',
  language: 'es_MX',
  category: 'utility',
  body: 'Hola {{1}}. Ya está {{2}} aquí.',
  variables: [{ key: 'name', fallback: 'vecina' }, { key: 'title' }],
  button: 'Recibir lección',
  allowMarketing: false,
};
const GENERIC: PackTemplate = {
  ...LESSON,
  purpose: 'message',
  name: 'mensaje',
  body: 'Hay un mensaje.',
  variables: [],
};
const STAND_IN: StandIn = {
  purpose: 'lesson',
  programme: 'llera',
  language: 'es-MX',
  values: { name: 'Ana', title: 'Dos\nbotes' },
  tap: 'c.next',
};
const message = (standIn: Partial<StandIn> = {}): OutMessage => ({
  text: 'La lección',
  sms: 'La leccion',
  standIn: { ...STAND_IN, ...standIn },
});
const at = (packs: readonly PackTemplate[], more: Partial<Choosing> = {}): Choosing => ({
  packs,
  known: new Map(),
  byId: false,
  now: 0,
  ...more,
});

describe('which template stands in', () => {
  test('a broadcast goes by a template that carries its words, or by none', () => {
    const carries = { ...GENERIC, purpose: 'broadcast', name: 'aviso', variables: [{ key: 'text' }] } as const;
    const mute = { ...GENERIC, purpose: 'broadcast', name: 'mudo' } as const;
    const said = message({ purpose: 'broadcast', values: { text: 'El camino está cerrado' } });
    expect(choose(said, at([GENERIC, mute]))).toBeUndefined();
    expect(choose(said, at([GENERIC, mute, carries]))).toMatchObject({ key: 'aviso/es_MX' });
  });

  test('one of its purpose, filled in, with what a tap on it means', () => {
    expect(choose(message(), at([GENERIC, LESSON]))).toEqual({
      template: {
        name: 'leccion',
        language: 'es_MX',
        parameters: ['Ana', 'Dos botes'],
        text: 'Hola Ana. Ya está Dos botes aquí.',
        button: { title: 'Recibir lección', tap: 'c.next' },
      },
      category: 'utility',
      key: 'leccion/es_MX',
      called: true,
    });
  });

  test.each(['yua', 'tzo', 'es-MX', 'es', 'es-CL'])(
    'in %s, which Meta may have no code for: the Spanish beside it',
    (language) => {
      expect(choose(message({ language }), at([LESSON]))?.key).toBe('leccion/es_MX');
    },
  );

  test('her own language goes before its neighbour', () => {
    const packs = [LESSON, { ...LESSON, language: 'en' }, { ...LESSON, language: 'es_AR' }];
    expect(choose(message({ language: 'en' }), at(packs))?.key).toBe('leccion/en');
    expect(choose(message({ language: 'es-AR' }), at(packs))?.key).toBe('leccion/es_AR');
  });

  test('one whose variable has no value is passed over; another programme has no part in it', () => {
    const { title: _, ...values } = STAND_IN.values;
    expect(choose(message({ values }), at([LESSON, GENERIC]))?.key).toBe('mensaje/es_MX');
    expect(choose(message({ programme: 'otra' }), at([LESSON, GENERIC]))).toBeUndefined();
  });

  test('the button of the generic one never says yes to what she has not read', () => {
    const session = message({ purpose: 'session', tap: 'q.abc.0' });
    expect(choose(session, at([GENERIC]))?.template.button?.tap).toBe('c.repeat');
  });

  test('where the provider names templates by an id, one without it cannot go', () => {
    expect(choose(message(), at([LESSON], { byId: true }))).toBeUndefined();
  });
});

let house: House;
let opened: House | undefined;
afterEach(async () => {
  await opened?.outbox.stop();
  await opened?.close();
  opened = undefined;
});

/** Ana's window is closed; the packs have these templates. */
async function closed(packs: readonly PackTemplate[] = [LESSON, GENERIC], sms = false): Promise<House> {
  opened = await openHouse({
    channels: (clock) => [
      new FakeChannel(clock, 'whatsapp-cloud'),
      ...(sms ? [new FakeChannel(clock, 'twilio-sms')] : []),
    ],
    deps: { templates: () => packs },
  });
  await opened.write({ op: 'update', table: 'address', key: { id: 'ana' }, set: { window_at: null } });
  return opened;
}

const tell = (news: Partial<TemplateNews>, packs: readonly PackTemplate[] = [LESSON, GENERIC]) =>
  house.store.operate(
    templateNewsName,
    { news: [{ channel: 'whatsapp-cloud', name: 'leccion', language: 'es_MX', ...news }], packs: [...packs] },
    { now: house.clock.now(), seed: house.seed() },
  );
const lesson = () => house.queue('lección', { kind: 'lesson', question: 'q1', message: message() });
const went = () => house.channel.sent.map((sent) => sent.message.template?.name);
const events = (name: string) => house.read('select person_id, payload from event where name = @name', { name });

/** Marta is the coordinator. */
async function coordinator(): Promise<void> {
  await house.write(
    { op: 'insert', table: 'lane', values: { id: 'lane-marta', created_at: 0 } },
    { op: 'insert', table: 'person', values: { id: 'marta', lane_id: 'lane-marta', name: 'Marta', created_at: 0 } },
    { op: 'insert', table: 'staff', values: { person_id: 'marta', role: 'coordinator', programme: '', since: 0 } },
  );
}

describe('a closed window', () => {
  test('the lesson is called by its template, and the price class stands on the row', async () => {
    house = await closed();
    const id = await lesson();
    await house.pass(HOUR);
    expect(went()).toEqual(['leccion']);
    expect(await house.row(id)).toMatchObject({ template: 'leccion/es_MX', category: 'utility', called: 1 });
    expect(await events('lesson.called')).toMatchObject([{ person_id: 'ana' }]);
  });

  test('a part before the last is left out, so that one message goes', async () => {
    house = await closed();
    const first = await house.queue('uno', { kind: 'lesson', group: 'g', message: { ...message(), rides: true } });
    await house.queue('dos', { kind: 'lesson', group: 'g', part: 1, question: 'q1', message: message() });
    await house.pass(HOUR);
    expect(went()).toEqual(['leccion']);
    expect(await house.row(first)).toMatchObject({ state: 'dropped', why: 'by-template' });
  });

  test('free-form words in an open window are service', async () => {
    house = opened = await openHouse({ deps: { templates: () => [LESSON] } });
    const id = await lesson();
    await house.pass(HOUR);
    expect(await house.row(id)).toMatchObject({ template: null, category: 'service', called: 0 });
  });

  test.each(['rejected', 'paused', 'disabled', 'pending', 'missing'] as const)(
    '%s: the generic one goes in its place',
    async (status) => {
      house = await closed();
      await tell({ status });
      await lesson();
      await house.pass(HOUR);
      expect(went()).toEqual(['mensaje']);
    },
  );

  test('none can go: by SMS where she has it', async () => {
    house = await closed([LESSON], true);
    await house.address('ana-sms', {}, 'twilio-sms', 'ana');
    await tell({ status: 'paused' }, [LESSON]);
    const id = await lesson();
    await house.pass(HOUR);
    expect(await house.row(id)).toMatchObject({ state: 'failed', why: 'by-sms' });
    expect(house.channels[1]!.texts).toEqual(['La lección']);
  });

  test('refused as paused at the attempt: the next one goes, and no other message tries it again', async () => {
    house = await closed();
    house.channel.answers = [refused('template', '132015')];
    await lesson();
    await lesson();
    await house.pass(HOUR);
    expect(went()).toEqual(['leccion', 'mensaje', 'mensaje']);
    expect(await house.read('select status, reason, trouble from template')).toEqual([
      { status: 'refused', reason: '132015', trouble: 'refused' },
    ]);
  });
});

describe('case 13: a template is re-categorised or stopped in mid-cohort', () => {
  test('lessons that cannot go end with the reason; one task and one word to the coordinator, however many', async () => {
    house = await closed([LESSON]);
    await coordinator();
    await tell({ status: 'paused' }, [LESSON]);
    const ids = [await lesson(), await lesson(), await lesson()];
    await house.pass(HOUR);
    await tell({ status: 'paused', quality: 'RED' }, [LESSON]);
    for (const id of ids) expect(await house.row(id)).toMatchObject({ state: 'failed', why: 'no-template' });
    expect(await house.read('select person_id, topic, why, about, state from task')).toEqual([
      { person_id: 'marta', topic: 'template', why: 'template-stopped', about: 'leccion (es_MX)', state: 'open' },
    ]);
    expect(await events('say')).toMatchObject([{ person_id: 'marta' }]);
    expect(await events('lesson.unsent')).toHaveLength(3);
  });

  test('approved again: what waits goes, and the task is done', async () => {
    house = await closed([LESSON]);
    await coordinator();
    await tell({ status: 'rejected' }, [LESSON]);
    await lesson();
    await house.pass(HOUR);
    await tell({ status: 'approved' }, [LESSON]);
    expect(await events('lesson.again')).toEqual([{ person_id: 'ana', payload: '{}' }]);
    expect(await house.read('select state from task')).toEqual([{ state: 'done' }]);
  });

  test('marketing: lessons stop using it, broadcasts do not', async () => {
    const broadcast = { ...GENERIC, purpose: 'broadcast', name: 'leccion', variables: [{ key: 'text' }] } as const;
    house = await closed([LESSON, broadcast]);
    await tell({ category: 'marketing' }, [LESSON, broadcast]);
    const id = await lesson();
    await house.queue('aviso', {
      kind: 'broadcast',
      message: message({ purpose: 'broadcast', values: { text: 'aviso' } }),
    });
    await house.pass(HOUR);
    expect(await house.row(id)).toMatchObject({ why: 'no-template' });
    expect(await house.read("select kind, category from outbox where state = 'accepted'")).toEqual([
      { kind: 'broadcast', category: 'marketing' },
    ]);
  });

  test('marketing that the programme pays for: it goes on, at that price', async () => {
    const paid = { ...LESSON, allowMarketing: true };
    house = await closed([paid]);
    await tell({ category: 'marketing' }, [paid]);
    const id = await lesson();
    await house.pass(HOUR);
    expect(await house.row(id)).toMatchObject({ state: 'accepted', category: 'marketing' });
    expect(await house.read('select trouble from template')).toEqual([{ trouble: null }]);
  });

  test('the pack is edited to pay for it: no trouble any more, and what waits goes', async () => {
    house = await closed([LESSON]);
    await tell({ category: 'marketing' }, [LESSON]);
    await lesson();
    await house.pass(HOUR);
    await house.store.operate(
      templateNewsName,
      { news: [], packs: [{ ...LESSON, allowMarketing: true }] },
      { now: house.clock.now(), seed: house.seed() },
    );
    expect(await house.read('select category, trouble from template')).toEqual([
      { category: 'marketing', trouble: null },
    ]);
    expect(await events('lesson.again')).toHaveLength(1);
  });

  test('announced a day before: told at once, used until then and not after', async () => {
    house = await closed([LESSON]);
    await coordinator();
    await tell({ next: { category: 'marketing', at: house.clock.now() + DAY } }, [LESSON]);
    const before = await lesson();
    await house.pass(HOUR);
    expect(await house.row(before)).toMatchObject({ state: 'accepted', category: 'utility' });
    expect(await house.read('select why from task')).toEqual([{ why: 'template-marketing' }]);
    await house.pass(DAY);
    const after = await lesson();
    await house.pass(HOUR);
    expect(await house.row(after)).toMatchObject({ why: 'no-template' });
  });

  test('a template of somebody else on the same account is kept and troubles nobody', async () => {
    house = await closed([LESSON]);
    await coordinator();
    await tell({ name: 'ajena', status: 'rejected' }, [LESSON]);
    expect(await house.read('select name, trouble from template')).toEqual([{ name: 'ajena', trouble: null }]);
    expect(await house.read('select id from task')).toEqual([]);
  });
});
