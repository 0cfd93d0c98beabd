import { afterEach, describe, expect, test } from 'vitest';
import { EMULATED } from '../../src/assemble/emulated.ts';
import { HOUR, MINUTE } from '../../src/base/clock.ts';
import { CHANNELS, House, packs, screen } from './house.ts';
import { DOS_BOTES, expectOneLesson, QUESTIONS, questionsOn, takeLesson } from './lesson.ts';

let house: House;
afterEach(() => house.close());

const LUZ = '528341000001';
const ROSA = '528341000002';
const METADATA = { display_phone_number: EMULATED.meta.displayPhone, phone_number_id: EMULATED.meta.phoneNumberId };

/** The pack with one file edited. */
const edit = (path: string, from: string, to: string) => {
  const given = packs();
  const files = given.files.map((file) => {
    if (file.path !== path) return file;
    expect(file.text).toContain(from);
    return { ...file, text: file.text.replace(from, to) };
  });
  return { ...given, files };
};

/** A body of Meta's with these elements of `messages`. */
const meta = (messages: readonly unknown[], more: object = {}) => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '1',
      changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata: METADATA, messages, ...more } }],
    },
  ],
});
const says = (id: string, from: string, body: unknown, more: object = {}) => ({
  id,
  from,
  timestamp: String(Math.floor(house.clock.now() / 1000)),
  type: 'text',
  text: { body },
  ...more,
});

/** Posts to the product as a stranger would; signed as the provider does when `signed`. */
async function post(url: string, payload: string | Buffer, headers: Record<string, string> = {}) {
  const type = url.endsWith('whatsapp') ? 'application/json' : 'application/x-www-form-urlencoded';
  return house.app.server.inject({ method: 'POST', url, payload, headers: { 'content-type': type, ...headers } });
}

/** Signs and delivers a body of Meta's; returns what the product answered. */
async function fromMeta(body: unknown): Promise<number> {
  house.emulator.metaPost(body);
  const [delivery] = house.emulator.takeDue(house.clock.now());
  const { statusCode } = await house.app.server.inject({
    method: 'POST',
    url: delivery!.url,
    headers: delivery!.headers,
    payload: delivery!.body,
  });
  await house.settle();
  return statusCode;
}

const nothingStored = () => {
  for (const table of ['inbox', 'address', 'lane', 'person', 'set_aside', 'event', 'stray_status'])
    expect(house.count(table), table).toBe(0);
};

describe('strangers', () => {
  test('a wrong or missing signature: 401, nothing stored', async () => {
    house = await House.open();
    const body = JSON.stringify(meta([says('wamid.x', LUZ, 'hola')]));
    const wrong = { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` };
    expect((await post('/webhooks/whatsapp', body)).statusCode).toBe(401);
    expect((await post('/webhooks/whatsapp', body, wrong)).statusCode).toBe(401);
    expect((await post('/webhooks/whatsapp', body, { 'x-hub-signature-256': 'sha256=' })).statusCode).toBe(401);
    const form = 'MessageSid=SM1&From=%2B528341000001&To=%2B528340000002&Body=hola';
    for (const url of ['/webhooks/twilio', '/webhooks/twilio/status?outbox=x']) {
      expect((await post(url, form)).statusCode).toBe(401);
      expect((await post(url, form, { 'x-twilio-signature': 'AAAA' })).statusCode).toBe(401);
    }
    await house.settle();
    nothingStored();
  });

  test('a signed body that was changed on its way, or signed for another address', async () => {
    house = await House.open();
    house.emulator.metaPost(meta([says('wamid.x', LUZ, 'hola')]));
    const [delivery] = house.emulator.takeDue(house.clock.now());
    expect(
      (await post('/webhooks/whatsapp', delivery!.body.replace('hola', 'BAJA'), { ...delivery!.headers })).statusCode,
    ).toBe(401);
    house.emulator.phone(LUZ, 'twilio-sms').sends('hola');
    const [sms] = house.emulator.takeDue(house.clock.now());
    expect((await post('/webhooks/twilio/status', sms!.body, { ...sms!.headers })).statusCode).toBe(401);
    nothingStored();
  });

  test('a body larger than any provider sends: 413, nothing stored', async () => {
    house = await House.open();
    expect((await post('/webhooks/whatsapp', Buffer.alloc(5 << 20, 'x'))).statusCode).toBe(413);
    expect((await post('/webhooks/twilio', Buffer.alloc(1 << 20, 'x'))).statusCode).toBe(413);
    nothingStored();
  });
});

describe('signed, and strange', () => {
  test.each([
    ['no JSON', '{"object":'],
    ['an empty body', ''],
    ['null', null],
    ['a list', [1, 2]],
    ['another product', { object: 'page', entry: [] }],
    ['entries of the wrong shape', { object: 'whatsapp_business_account', entry: { a: 1 } }],
    ['changes of the wrong shape', { object: 'whatsapp_business_account', entry: [{ changes: 'x' }, null, 7] }],
    ['deep nesting', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  ])('%s: 200, so that it does not come back for a week', async (_, body) => {
    house = await House.open();
    expect(await fromMeta(body)).toBe(200);
    expect(house.count('inbox')).toBe(0);
  });

  test('every bad item is set aside with its reason, and the good ones beside it are worked', async () => {
    house = await House.open();
    const phone = await house.seat('whatsapp-cloud', LUZ, { lesson: 'dos-botes' });
    const bad = [
      null,
      7,
      { type: 'text' },
      says('', LUZ, 'hola'),
      { ...says('wamid.a', '', 'hola'), from: undefined },
      { id: 'wamid.b', from: LUZ, timestamp: 'yesterday', type: 'text', text: 'no object' },
      { id: 'wamid.c', from: LUZ, timestamp: '9'.repeat(400), type: 'hologram', hologram: { x: 1 } },
      { id: 'wamid.d', from: LUZ, timestamp: '-5', type: 'image', image: null },
      { id: 'wamid.e', from: { toString: 'x' }, timestamp: {}, type: ['text'], text: { body: ['x'] } },
      {
        id: 'wamid.f',
        from: LUZ,
        timestamp: '1',
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: { id: 'q.zzz.99', title: 7 } },
      },
      { id: 'wamid.g', from: LUZ, type: 'reaction', reaction: {} },
    ];
    expect(await fromMeta(meta([...bad, says('wamid.good', LUZ, 'todavia no'), ...bad]))).toBe(200);
    expect(house.rows('select step, plain from answer')).toEqual([{ step: 'separa', plain: '"not yet"' }]);
    expect(house.count('inbox where state <> 1')).toBe(0);
    expect(house.count('set_aside where why is null')).toBe(0);
    expect(house.count('set_aside')).toBeGreaterThanOrEqual(6);
    expect(questionsOn(phone)).toContain(QUESTIONS[1]);
  });

  test.each(CHANNELS)(
    'NUL bytes, lone surrogates, directions and a flood of letters in her words on %s',
    async (channel) => {
      house = await House.open();
      const phone = await house.seat(channel, LUZ, { lesson: 'apartar' });
      phone.sends('30 pe\u0000sos');
      await house.settle();
      phone.sends('50');
      await house.settle();
      phone.sends(`una \ud800olla\u0000 \u202enueva ${'💥'.repeat(2_000)}`);
      await house.settle();
      const [, , last] = house.rows('select step, raw from answer order by entered_at, rowid');
      expect(last!['step']).toBe('para_que');
      expect(String(last!['raw'])).not.toContain('\u0000');
      expect(String(last!['raw'])).not.toMatch(/\p{Surrogate}/u);
      expect(house.count('inbox where state <> 1')).toBe(0);
    },
  );

  test('prototype keys are words like others', async () => {
    house = await House.open();
    const phone = await house.seat('whatsapp-cloud', LUZ, { lesson: 'apartar' });
    const evil = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}';
    const whole = JSON.stringify(meta([says('wamid.p', LUZ, '30 pesos')]));
    expect(await fromMeta(whole.replace('{"object"', `${evil},"object"`))).toBe(200);
    for (const text of ['50', '__proto__', 'constructor', 'toString']) {
      phone.sends(text);
      await house.settle();
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(house.rows('select raw from answer order by entered_at, rowid').map(({ raw }) => raw)).toEqual([
      '30 pesos',
      '50',
      '__proto__',
      'constructor',
      'toString',
    ]);
    expect(house.count('inbox where state <> 1')).toBe(0);
  });

  test('a thousand messages of five hundred people in one POST: all taken, none lost, none twice', async () => {
    house = await House.open();
    const people = Array.from({ length: 500 }, (_, i) => `5283420${String(i).padStart(5, '0')}`);
    const all = people.flatMap((from, i) => [
      says(`wamid.${i}.1`, from, 'hola'),
      says(`wamid.${i}.2`, from, 'MITIERRA'),
    ]);
    expect(await fromMeta(meta(all))).toBe(200);
    expect(await fromMeta(meta(all))).toBe(200);
    await house.settle(5 * MINUTE);
    expect(
      house.rows('select count(*) as n, count(distinct provider_id) as ids, sum(state = 1) as done from inbox'),
    ).toEqual([{ n: 1000, ids: 1000, done: 1000 }]);
    expect(house.count('person')).toBe(500);
    expect(house.rows("select state from enrolment where state <> 'consenting'")).toEqual([]);
    expect(house.count('set_aside')).toBe(0);
    const asked = house.emulator.received.filter(({ text }) => text.includes('Está de acuerdo'));
    expect(new Set(asked.map(({ to }) => to)).size).toBe(500);
    expect(asked).toHaveLength(500);
  }, 120_000);

  test('forms of the wrong shape from Twilio', async () => {
    house = await House.open();
    const { authToken } = EMULATED.twilio;
    const { createHmac } = await import('node:crypto');
    const signed = (url: string, form: string) => {
      const given = [...new URLSearchParams(form)].sort(([a], [b]) => (a < b ? -1 : 1));
      const text = `${EMULATED.settings.PUBLIC_URL}${url}${given.map(([k, v]) => k + v).join('')}`;
      return { 'x-twilio-signature': createHmac('sha1', authToken).update(text).digest('base64') };
    };
    for (const form of [
      '',
      'a=b',
      'MessageSid=SM1',
      'MessageSid=SM1&From=nobody&To=%2B528340000002&Body=x',
      '__proto__=x&MessageSid=SM2',
      'NumMedia=999999999&MessageSid=SM3&From=%2B528341000001&To=%2B528340000002',
    ]) {
      const { statusCode, headers } = await post('/webhooks/twilio', form, signed('/webhooks/twilio', form));
      expect(statusCode, form).toBe(200);
      expect(headers['content-type']).toContain('xml');
    }
    const status = '/webhooks/twilio/status?outbox=nothing';
    expect(
      (
        await post(
          status,
          'MessageSid=SM9&MessageStatus=levitating',
          signed(status, 'MessageSid=SM9&MessageStatus=levitating'),
        )
      ).statusCode,
    ).toBe(200);
    await house.settle();
    expect(house.count('inbox where state <> 1')).toBe(0);
  });
});

describe('a message that breaks its turn', () => {
  test('that throws is set aside after its tries; everybody else goes on, and she too once it is repaired', async () => {
    house = await House.open();
    const luz = await house.seat('whatsapp-cloud', LUZ, { lesson: 'dos-botes' });
    const rosa = await house.seat('whatsapp-cloud', ROSA, { lesson: 'dos-botes', name: 'Rosa' });
    const [spoiled] = house.rows(
      "select c.person_id, c.schema from conversation c join person p on p.id = c.person_id where p.name = 'Ana'",
    );
    house.run('update conversation set schema = 999 where person_id = ?', spoiled!['person_id']);
    luz.sends('todavia no');
    rosa.sends('todavia no');
    await house.settle();
    await house.time.until(house.clock.now() + HOUR);
    expect(house.rows('select state, tries, did from inbox order by seq')).toEqual([
      { state: 2, tries: 5, did: 'CONVERSATION_VERSION' },
      { state: 1, tries: 0, did: expect.any(String) },
    ]);
    expect(questionsOn(rosa)).toEqual(QUESTIONS.slice(0, 2));
    house.run('update conversation set schema = ? where person_id = ?', spoiled!['schema'], spoiled!['person_id']);
    const before = luz.inbox.length;
    luz.sends('todavia no');
    await house.settle();
    expect(screen(luz, before).join('\n')).toContain('500 pesos');
  });

  test('that finds nonsense in place of her conversation is set aside too', async () => {
    house = await House.open();
    const luz = await house.seat('whatsapp-cloud', LUZ, { lesson: 'dos-botes' });
    for (const state of ['not json', '[]', '{"threads":7}', 'null']) {
      house.run('update conversation set state = ?', state);
      luz.sends('todavia no');
      await house.settle();
    }
    const rosa = await house.seat('whatsapp-cloud', ROSA, { lesson: 'dos-botes', name: 'Rosa' });
    rosa.sends('todavia no');
    await house.settle();
    expect(house.count('inbox where state = 0')).toBe(0);
    expect(questionsOn(rosa)).toEqual(QUESTIONS.slice(0, 2));
  });

  test('that hangs is stopped and set aside; what came with it is worked', async () => {
    house = await House.open({
      packs: edit(
        'llera/lessons/apartar.yaml',
        '  - say: Anotado.',
        "  - if: 'person.meta.all(a, person.meta.all(b, a + b >= 0.0))'\n    then: [{ say: Nunca. }]\n  - say: Anotado.",
      ),
    });
    expect(house.app.mind().issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    const luz = await house.seat('whatsapp-cloud', LUZ, { lesson: 'apartar' });
    const rosa = await house.seat('whatsapp-cloud', ROSA, { lesson: 'dos-botes', name: 'Rosa' });
    luz.sends('30 pesos');
    await house.settle();
    // A record that no flow of ours could write: looking through it would take minutes.
    house.run(
      'update person set person_values = ? where name = ?',
      JSON.stringify({ meta: Array(50_000).fill(1) }),
      'Ana',
    );
    luz.sends('50');
    rosa.sends('todavia no');
    await house.settle();
    await house.time.until(house.clock.now() + HOUR);
    expect(house.rows('select state, tries, did from inbox order by seq')).toEqual([
      { state: 1, tries: 0, did: 'answered' },
      { state: 2, tries: 5, did: 'THINK_TIMEOUT' },
      { state: 1, tries: 0, did: 'answered' },
    ]);
    expect(questionsOn(rosa)).toEqual(QUESTIONS.slice(0, 2));
    // Her record is repaired, and she can go on.
    house.run("update person set person_values = '{}' where name = 'Ana'");
    luz.sends('50');
    await house.settle();
    expect(screen(luz).at(-1)).toContain('Para qué lo va a juntar');
  });

  test('a storm of strange words in every lesson question: each turn ends, none is set aside', async () => {
    house = await House.open();
    const strange = [
      '('.repeat(3_000),
      '1'.repeat(4_000),
      'a a '.repeat(3_000),
      '9,'.repeat(3_000),
      '1/1/1/'.repeat(2_000),
      'mil '.repeat(3_000),
      '😀'.repeat(4_000),
      'ño'.repeat(5_000),
      '\n'.repeat(9_000),
      '{{name}}',
      '%s %n',
      "' or 1=1 --",
      '…',
      '\u200d\ufe0f',
      '٣',
      '１',
    ];
    const phones = await Promise.all(
      strange
        .map((_, i) => `5283410${String(10_000 + i)}`)
        .map((number) => house.seat('whatsapp-cloud', number, { lesson: 'apartar', name: 'Ana' })),
    );
    const began = performance.now();
    for (let round = 0; round < 3; round++) {
      for (const [i, phone] of phones.entries()) phone.sends(strange[i]!);
      await house.settle();
      for (const phone of phones) phone.sends(round === 0 ? '30 pesos' : '50');
      await house.settle();
    }
    expect(house.rows('select did, tries from inbox where state <> 1 or tries > 0')).toEqual([]);
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});

describe('packs edited while people are in them', () => {
  test('an edit with mistakes is refused, and the last good version goes on', async () => {
    house = await House.open();
    const phone = await house.seat('whatsapp-cloud', LUZ, { lesson: 'dos-botes' });
    const issues = await house.app.reload(edit('llera/lessons/dos-botes.yaml', 'correct: CASA', 'correct: NINGUNO'));
    expect(issues.filter(({ severity }) => severity === 'error').map(({ place }) => place.path)).toContain(
      'llera/lessons/dos-botes.yaml',
    );
    await takeLesson(house, phone);
    expectOneLesson(house);
  });

  test('a good edit is taken in between two answers, and strands nobody', async () => {
    house = await House.open();
    const phone = await house.seat('whatsapp-cloud', LUZ, { lesson: 'dos-botes' });
    await takeLesson(house, phone, async (step) => {
      if (step !== 'maiz') return;
      const edited = edit(
        'llera/lessons/dos-botes.yaml',
        '  - say: Para hoy',
        '  - ask: ¿Cuántos botes tiene?\n    id: botes\n    answer: number\n  - say: Para hoy',
      );
      expect(await house.app.reload(edited)).toEqual([]);
    });
    const versions = house
      .rows("select version from flow_version where flow = 'llera/dos-botes' order by first_seen")
      .map(({ version }) => version);
    expect(versions).toHaveLength(2);
    phone.sends('2');
    await house.settle();
    // The question that was open was judged as it was asked; she moved at the next step.
    expect(house.rows('select step, version from answer order by entered_at, rowid')).toEqual([
      { step: 'separa', version: versions[0] },
      { step: 'maiz', version: versions[0] },
      { step: 'cuaderno', version: versions[1] },
      { step: 'botes', version: versions[1] },
    ]);
    expect(house.count("flow_progress where flow = 'llera/dos-botes' and finished_at is not null")).toBe(1);
    expect(house.count('inbox where state <> 1')).toBe(0);
  });

  test('the step she stands in is taken away: her answer counts, and she goes on after it', async () => {
    house = await House.open();
    const phone = await house.seat('whatsapp-cloud', LUZ, { lesson: 'dos-botes' });
    phone.sends('todavia no');
    await house.settle();
    const given = packs();
    const files = given.files.map((file) =>
      file.path === 'llera/lessons/dos-botes.yaml'
        ? { ...file, text: file.text.replace(/ {2}- quiz: Doña[\s\S]*?(?= {2}- quiz: Su hijo)/, '') }
        : file,
    );
    expect(await house.app.reload({ ...given, files })).toEqual([]);
    phone.sends('negocio');
    await house.settle();
    phone.sends('casa');
    await house.settle();
    expect(house.rows('select step from answer order by entered_at, rowid').map(({ step }) => step)).toEqual(
      DOS_BOTES.map(({ step }) => step),
    );
    expect(questionsOn(phone)).toEqual(QUESTIONS);
  });
});
