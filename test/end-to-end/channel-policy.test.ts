import { afterEach, describe, expect, test } from 'vitest';
import { EMULATED } from '../../src/assemble/emulated.ts';
import type { Packs } from '../../src/assemble/packs.ts';
import { DAY, HOUR, MINUTE } from '../../src/base/clock.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import { House, MONDAY, packs, screen } from './house.ts';
import { takeLesson } from './lesson.ts';

let house: House;
afterEach(() => house.close());

const ANA = '528341000001';

/** The pack that stands still, with a channel policy. */
function withChannel(channel: string, more = '', also: Packs['files'] = []): Packs {
  const still = packs();
  const files = still.files.map((file) =>
    file.path.endsWith('programme.yaml') ? { ...file, text: `${file.text}channel: { ${channel} }\n${more}` } : file,
  );
  return { ...still, files: [...files, ...also] };
}

async function seated(given = withChannel('fallback_after: 6 hours')): Promise<{ phone: Phone; sms: Phone }> {
  house = await House.open({ packs: given });
  const phone = await house.seat('whatsapp-cloud', ANA, { lesson: 'dos-botes' });
  return { phone, sms: house.emulator.phone(`+${ANA}`, 'twilio-sms') };
}

async function says(phone: Phone, text: string): Promise<void> {
  phone.sends(text);
  await house.settle();
}

async function pass(hours: number): Promise<void> {
  await house.time.until(house.clock.now() + hours * HOUR);
  await house.settle();
}

describe('P10: what WhatsApp does not deliver', () => {
  test('P10: a question that is undelivered after six hours goes by SMS, once, and is one question', async () => {
    const { phone, sms } = await seated();
    expect(screen(phone).at(-1)).toContain('separa');
    phone.off = true;
    await says(phone, 'todavia no');
    await pass(5.9);
    expect(sms.inbox).toHaveLength(0);
    await pass(0.2);
    expect(sms.inbox).toHaveLength(1);
    const asked = screen(sms)[0]!;
    expect(asked).toContain('500 pesos');
    expect(asked).toMatch(/^1 NEGOCIO$/m);
    const rows = house.rows(
      `select channel, state, why, copy_of is null as original from outbox where question_id = (
         select question_id from outbox where copy_of is not null) order by seq`,
    );
    expect(rows).toMatchObject([
      { channel: 'whatsapp-cloud', state: 'failed', why: 'by-sms', original: 1 },
      { channel: 'twilio-sms', state: 'delivered', original: 0 },
    ]);
    await pass(7);
    expect(sms.inbox).toHaveLength(1);
  });

  test('P10: the copy on WhatsApp arrives later, and both are answered once', async () => {
    const { phone, sms } = await seated();
    phone.off = true;
    await says(phone, 'todavia no');
    await pass(7);
    phone.off = false;
    await house.settle();
    expect(house.rows('select state, why from outbox where copy_of is null order by seq desc limit 1')).toEqual([
      { state: 'read', why: null },
    ]);
    await says(sms, '1');
    expect(screen(sms).at(-1)).toContain('Eso es');
    const before = house.count(`answer where step = 'maiz'`);
    expect(before).toBe(1);
    phone.sends({ tap: phone.last!.choices[0]!.title });
    await house.settle();
    expect(house.count(`answer where step = 'maiz'`)).toBe(1);
    expect(house.count(`flow_progress where flow = 'llera/dos-botes'`)).toBe(1);
  });

  test('P10: from then on by SMS, and back to WhatsApp on her next WhatsApp message', async () => {
    const { phone, sms } = await seated();
    phone.off = true;
    await says(phone, 'todavia no');
    await pass(7);
    const got = sms.inbox.length;
    const sent = house.emulator.received.filter(({ channel }) => channel === 'whatsapp-cloud').length;
    await pass(40); // the reminder of the question is due
    expect(sms.inbox.length).toBeGreaterThan(got);
    expect(house.emulator.received.filter(({ channel }) => channel === 'whatsapp-cloud')).toHaveLength(sent);
    phone.off = false;
    await house.settle();
    await says(phone, 'negocio');
    expect(screen(phone).at(-1)).toContain('Eso es');
    expect(house.rows('select by_sms_since, away_since from address where channel = ?', 'whatsapp-cloud')).toEqual([
      { by_sms_since: null, away_since: null },
    ]);
  });

  test('P10: without the rule nothing is copied; where she never said yes no SMS number is made of her WhatsApp', async () => {
    const { phone, sms } = await seated(withChannel('monthly_budget: 900 MXN'));
    phone.off = true;
    await says(phone, 'todavia no');
    await pass(40);
    expect(sms.inbox).toHaveLength(0);
    await house.close();

    house = await House.open({ packs: withChannel('fallback_after: 6 hours') });
    const stranger = house.emulator.phone('528341000002', 'whatsapp-cloud');
    stranger.off = true;
    await says(stranger, 'MITIERRA');
    await pass(8);
    expect(house.count(`outbox where channel = 'twilio-sms'`)).toBe(0);
    expect(house.count(`address where channel = 'twilio-sms'`)).toBe(0);
  });

  test('P10: a word of thanks is not sent again half a day later; a broadcast never', async () => {
    const { phone, sms } = await seated();
    phone.off = true;
    await says(phone, 'AYUDA');
    const help = house.rows(`select id, question_id from outbox order by seq desc limit 1`)[0]!;
    const ana = house.rows('select lane_id, person_id, address_id, our_number from outbox order by seq limit 1')[0]!;
    house.run(
      `insert into outbox (id, lane_id, person_id, address_id, channel, our_number, group_id, part, kind, priority, message,
         next_at, created_at, undelivered_after) values ('aviso', ?, ?, ?, 'whatsapp-cloud', ?, 'g', 0, 'broadcast', 2,
         '{"text":"Aviso","sms":"Aviso"}', ?, ?, 1000)`,
      ...[ana['lane_id'], ana['person_id'], ana['address_id'], ana['our_number'], house.clock.now(), house.clock.now()],
    );
    house.app.outbox.wake();
    await pass(8);
    expect(house.count(`outbox where copy_of = 'aviso'`)).toBe(0);
    if (help['question_id'] === null) expect(sms.inbox).toHaveLength(0);
  });
});

test('case 22: three weeks suspended, then everything at once: nothing twice, one recap, nothing lost', async () => {
  const { phone, sms } = await seated(withChannel('fallback_after: 6 hours'));
  sms.unreachable = true;
  phone.off = true;
  await says(phone, 'todavia no');
  await pass(21 * 24);
  const sent = house.emulator.received.length;
  expect(sent).toBeLessThan(15);
  const waited = phone.inbox.length;
  phone.off = false;
  sms.unreachable = false;
  await house.settle();
  // The backlog: her question, once, and no pile of reminders of three weeks.
  const backlog = screen(phone, waited);
  expect(backlog.filter((text) => text.includes('500 pesos'))).toHaveLength(1);
  expect(backlog.length).toBeLessThanOrEqual(2);

  const answered = phone.inbox.length;
  await says(phone, 'negocio');
  const said = screen(phone, answered);
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('Eso es');
  expect(house.rows(`select dead_at, away_since, strikes from address where channel = 'whatsapp-cloud'`)).toEqual([
    { dead_at: null, away_since: null, strikes: 0 },
  ]);
  expect(house.count(`answer where step = 'maiz'`)).toBe(1);
  await house.time.until(house.clock.now() + 2 * DAY);
  await house.settle(MINUTE);
  expect(house.count(`outbox where state in ('pending', 'sending', 'unknown')`)).toBe(0);
  expect(house.clock.now()).toBeGreaterThan(MONDAY + 21 * DAY);
});

describe('a lesson that was let go and is not opened', () => {
  const release = 'release: { days: [mon, tue, wed, thu, fri], at: "10:00" }\n';
  const template = {
    path: 'llera/templates.yaml',
    text: `templates:
  - for: lesson
    name: llera_leccion
    languages:
      es_MX: { text: "Hola {{name|vecina}}. Ya está lista «{{title}}».", button: Recibir lección }
`,
  };
  const waits = async (rule: string, more: Packs['files'] = []): Promise<Phone> => {
    house = await House.open({ packs: withChannel(`unopened: { after: 48 hours, do: ${rule} }`, release, more) });
    const phone = await house.seat('whatsapp-cloud', ANA, { lesson: 'dos-botes' });
    await house.shell('cohort new llera --name grupo-a --starts 2026-03-02');
    await house.shell(`enrol Ana --cohort grupo-a --phone +${ANA}`);
    await takeLesson(house, phone);
    return phone;
  };
  const opened = () => house.rows(`select opened_at from flow_progress where flow = 'llera/apartar'`)[0]?.['opened_at'];

  test('she is called: one task, however many release days go by', async () => {
    await waits('call');
    await pass(10 * 24);
    expect(house.rows(`select why, about, state from task where topic = 'lesson'`)).toEqual([
      { why: 'lesson-unopened', about: expect.stringMatching(/./), state: 'open' },
    ]);
    expect(opened()).toBeNull();
  });

  test('it goes by SMS, once, after its template lay there unopened', async () => {
    const phone = await waits('sms', [template]);
    await house.shell(`enrol Ana --cohort grupo-a --phone +${ANA} --channel twilio-sms`);
    const sms = house.emulator.phone(`+${ANA}`, 'twilio-sms');
    await pass(47);
    expect(phone.inbox.at(-1)?.template).toBe('llera_leccion');
    expect([sms.inbox.length, opened()]).toEqual([0, null]);
    await pass(26);
    expect(screen(sms).filter((text) => text.includes('Primero aparte'))).toHaveLength(1);
    expect(opened()).toBeGreaterThan(0);
    expect(house.count(`task where topic = 'lesson'`)).toBe(0);
    await pass(72);
    expect(
      house.rows(`select distinct question_id from outbox where kind = 'lesson' and channel = 'twilio-sms'`),
    ).toHaveLength(1);
  });
});

test('what she tells WhatsApp about marketing is kept, and taken back', async () => {
  const { phone } = await seated();
  const wish = (value: string) => ({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '1',
        changes: [
          {
            field: 'user_preferences',
            value: {
              metadata: { phone_number_id: EMULATED.meta.phoneNumberId },
              user_preferences: [{ wa_id: ANA, category: 'marketing_messages', value }],
            },
          },
        ],
      },
    ],
  });
  const kept = () =>
    house.rows(`select no_marketing_at from address where channel = 'whatsapp-cloud'`)[0]!['no_marketing_at'];
  house.emulator.metaPost(wish('stop'));
  await house.settle();
  expect(kept()).toBeGreaterThan(0);
  await says(phone, 'todavia no');
  expect(screen(phone).at(-1)).toContain('500 pesos');
  house.emulator.metaPost(wish('resume'));
  await house.settle();
  expect(kept()).toBeNull();
});

test('the doctor says what the month has cost, and what nobody knows the price of', async () => {
  const lines =
    'monthly_budget: 900 MXN, prices: [{ for: whatsapp, country: MX, category: utility, price: 0.17 MXN, verified_on: 2026-09-01 }]';
  await seated(withChannel(lines));
  const said = async () => (await house.app.health()).find(({ name }) => name === 'budget llera')!;
  expect(await said()).toMatchObject({ ok: true, says: '0.00 of 900.00 MXN for 1 messages in 2026-03' });
  await house.close();
  const { phone } = await seated(withChannel('monthly_budget: 900 MXN'));
  await says(phone, 'todavia no');
  expect((await said()).next).toContain('channel.prices');
});

test('a dead number: one task, her lessons stand still, and her next word brings her back to her place', async () => {
  house = await House.open({
    packs: withChannel('fallback_after: 6 hours', 'release: { days: [wed], at: "10:00" }\n'),
  });
  const phone = await house.seat('twilio-sms', ANA, { lesson: 'dos-botes' });
  await house.shell('cohort new llera --name grupo-a --starts 2026-03-02');
  await house.shell(`enrol Ana --cohort grupo-a --phone +${ANA}`);
  house.emulator.failNext({ kind: 'undelivered', code: 30005 });
  await says(phone, 'todavia no');
  expect(house.rows('select topic, why, state from task')).toEqual([
    { topic: 'dead-number', why: 'dead-number', state: 'open' },
  ]);
  const sent = house.emulator.received.length;
  await pass(14 * 24);
  expect(house.emulator.received).toHaveLength(sent);
  expect(house.count(`task where topic <> 'dead-number'`)).toBe(0);
  expect(house.count(`flow_progress where flow = 'llera/apartar'`)).toBe(0);
  await says(phone, 'negocio');
  expect(house.rows('select dead_at from address')).toEqual([{ dead_at: null }]);
  expect(screen(phone).at(-1)).toMatch(/Eso es|500 pesos/);
});
