import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/base/clock.ts';
import { formOf } from '../../src/domain/channel.ts';
import { SAMPLES } from '../../src/workshop/emulator/samples.ts';
import { CHANNELS, House, MONDAY, screen } from './house.ts';
import { at, DOS_BOTES, expectOneLesson, expectSaidOnce, takeLesson } from './lesson.ts';

let house: House;
afterEach(() => house.close());

const LUZ = '528341000001';

describe.each(CHANNELS)('the four verbs on %s', (channel) => {
  test('a lesson with a quiz', async () => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    await takeLesson(house, phone);
    expectOneLesson(house);
    expectSaidOnce(house, phone);
  });

  test('from the first word: consent, registration, and the first lesson at once', async () => {
    house = await House.open();
    const phone = house.emulator.phone(LUZ, channel);
    for (const says of ['mitierra', 'si', 'me llamo luz', 'comida', 'no']) {
      phone.sends(says);
      await house.settle();
    }
    expect(house.rows('select given, purpose from consent')).toEqual([{ given: 1, purpose: 'programme' }]);
    expect(house.rows('select name, profile from person')).toEqual([
      { name: 'Luz', profile: JSON.stringify({ name: 'Luz', giro: 'COMIDA', shared_phone: 'no' }) },
    ]);
    await takeLesson(house, phone);
    expect(house.count("answer where flow = 'llera/dos-botes'")).toBe(DOS_BOTES.length);
    expect(house.count("flow_progress where flow = 'llera/dos-botes' and finished_at is not null")).toBe(1);
  });

  test('a reminder fired by a durable timer, once, whatever restarts', async () => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    const before = phone.inbox.length;
    expect(house.count("timer where state = 0 and key like '%:unanswered' and due_at is not null")).toBe(1);
    await house.time.until(MONDAY + 8 * HOUR);
    await house.restart();
    expect(screen(phone, before)).toEqual([]);
    await house.time.until(MONDAY + 15 * HOUR);
    await house.restart();
    await house.time.until(MONDAY + DAY - 10 * MINUTE);
    await house.settle();
    expect(house.rows('select kind, state from outbox where kind = ?', 'reminder')).toEqual([
      { kind: 'reminder', state: formOf(channel) === 'sms' ? 'delivered' : 'read' },
    ]);
    expect(phone.inbox.length).toBe(before + 1);
    phone.sends('todavia no');
    await house.settle();
    expect(house.rows('select step, plain from answer')).toEqual([{ step: 'separa', plain: '"not yet"' }]);
  });

  test('a check-in word is recorded once, with the time it was sent', async () => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    await house.shell('cohort new llera --name grupo-a --starts 2026-03-02');
    await house.shell(`enrol Ana --cohort grupo-a --phone +${LUZ}`);
    await house.time.until(at('2026-03-03T16:10'));
    const [session] = house.rows('select id, word from session');
    house.emulator.knobs.duplicates = 2;
    phone.sends(String(session!['word']).toLowerCase(), { late: 20 * MINUTE });
    await house.time.until(house.clock.now() + 20 * MINUTE);
    house.emulator.knobs.duplicates = 0;
    await house.settle();
    const heard =
      channel === 'whatsapp-cloud' || channel === 'sms-gateway'
        ? { at: '2026-03-03T16:10', sent_by: 'provider' }
        : { at: '2026-03-03T16:30', sent_by: 'arrival' };
    const facts = house.rows('select session_id, method, status, happened_at, sent_by from attendance_fact');
    expect(facts).toEqual([
      {
        session_id: session!['id'],
        method: 'self',
        status: 'present',
        happened_at: expect.any(Number),
        sent_by: heard.sent_by,
      },
    ]);
    expect(Math.abs(Number(facts[0]!['happened_at']) - at(heard.at))).toBeLessThan(5 * SECOND);
    expect(screen(phone).filter((text) => text.includes('asistencia'))).toHaveLength(1);
    // The lesson's question was left as it was.
    expect(house.count('answer')).toBe(0);
  });
});

test('a word sent within its window counts though it comes after it, where the provider says when it was sent', async () => {
  house = await House.open();
  const phone = await house.seat('whatsapp-cloud', LUZ, { lesson: 'dos-botes' });
  await house.shell('cohort new llera --name grupo-a --starts 2026-03-02');
  await house.shell(`enrol Ana --cohort grupo-a --phone +${LUZ}`);
  await house.time.until(at('2026-03-03T19:45'));
  const word = String(house.rows('select word from session')[0]!['word']);
  phone.sends(word, { sentAt: at('2026-03-03T17:00') });
  await house.settle();
  expect(house.rows('select happened_at, sent_by from attendance_fact')).toEqual([
    { happened_at: at('2026-03-03T17:00'), sent_by: 'provider' },
  ]);
  // And one sent too late does not, whatever she believes.
  const rosa = await house.seat('whatsapp-cloud', '528341000002', { lesson: 'dos-botes', name: 'Rosa' });
  await house.shell('enrol Rosa --cohort grupo-a --phone +528341000002');
  rosa.sends(word);
  await house.settle();
  expect(house.count('attendance_fact')).toBe(1);
});

test('homework in text parts by SMS, each once though every webhook comes three times', async () => {
  house = await House.open();
  const phone = await house.seat('twilio-sms', LUZ, { lesson: 'dos-botes' });
  await takeLesson(house, phone);
  house.emulator.knobs.duplicates = 2;
  for (const says of [
    'Mi bote de negocio es una lata de cafe y le puse 300',
    'El de la casa es una caja y le puse 150',
  ]) {
    phone.sends(says);
    await house.settle();
    await house.time.until(house.clock.now() + 10 * MINUTE);
  }
  expect(house.rows('select kind, text from homework_part order by happened_at')).toEqual([
    { kind: 'text', text: 'Mi bote de negocio es una lata de cafe y le puse 300' },
    { kind: 'text', text: 'El de la casa es una caja y le puse 150' },
  ]);
  expect(house.rows('select state, handed_in_at from homework')).toEqual([{ state: 'received', handed_in_at: null }]);
  phone.sends('listo');
  await house.settle();
  expect(house.count('homework_part')).toBe(2);
  expect(house.count("homework where state = 'received' and handed_in_at is not null")).toBe(1);
});

test.each(['whatsapp-cloud', 'twilio-whatsapp'] as const)(
  'homework by photo and voice on %s: fetched, sniffed, kept',
  async (channel) => {
    house = await House.open();
    const phone = await house.seat(channel, LUZ, { lesson: 'dos-botes' });
    await takeLesson(house, phone);
    house.emulator.knobs.duplicates = 2;
    phone.sends({ photo: { caption: 'mis botes' } });
    await house.settle();
    await house.restart();
    // What the bytes are counts, not what the provider calls them.
    phone.sends({ voice: { mime: 'audio/mpeg' } });
    await house.settle();
    const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    expect(house.rows('select kind, text from homework_part order by happened_at, rowid')).toEqual([
      { kind: 'photo', text: 'mis botes' },
      { kind: 'voice', text: null },
    ]);
    expect(
      house.rows(
        'select m.state, m.mime, m.sha256, m.bytes from media m join homework_part p on p.inbox_seq = m.inbox_seq and p.nth = m.nth order by m.created_at',
      ),
    ).toEqual([
      { state: 'kept', mime: 'image/jpeg', sha256: sha(SAMPLES.photo.bytes), bytes: 200 },
      {
        state: 'kept',
        mime: expect.stringMatching(/^audio\/(ogg|opus)/),
        sha256: sha(SAMPLES.voice.bytes),
        bytes: SAMPLES.voice.bytes.length,
      },
    ]);
    expect([...house.kept.values()].map((bytes) => sha(bytes)).sort()).toEqual(
      [sha(SAMPLES.photo.bytes), sha(SAMPLES.voice.bytes)].sort(),
    );
    expect(house.rows('select state from homework')).toEqual([{ state: 'received' }]);
  },
);
