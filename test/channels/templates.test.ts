import { describe, expect, test } from 'vitest';
import { EMULATED } from '../../src/assemble/emulated.ts';
import { HandClock } from '../../src/base/clock.ts';
import { seededRandom } from '../../src/base/random.ts';
import { createChannels } from '../../src/channels/registry.ts';
import { decodeMeta } from '../../src/channels/whatsapp-cloud/decode.ts';
import type { PackTemplate } from '../../src/domain/template.ts';
import { createEmulator } from '../../src/workshop/emulator/index.ts';

const LESSON: PackTemplate = {
  programme: 'llera',
  purpose: 'lesson',
  name: 'leccion',
  language: 'es_MX',
  category: 'utility',
  body: 'Hola {{1}}, ya está {{2}} aquí.',
  variables: [{ key: 'name', fallback: 'vecina' }, { key: 'title' }],
  button: 'Recibir lección',
  allowMarketing: false,
};

function open() {
  const clock = new HandClock(1_772_467_200_000);
  const { meta, twilio, settings } = EMULATED;
  const emulator = createEmulator({ clock, random: seededRandom('t'), meta, twilio, publicUrl: settings.PUBLIC_URL });
  const { channels } = createChannels(settings, {
    fetch: emulator.fetch,
    clock,
    newId: () => 'id',
    packMedia: { read: async () => null, link: async () => null } as never,
  });
  const desk = (id: string) => channels.find((one) => one.id === id)!.templates!;
  return { emulator, meta: desk('whatsapp-cloud'), twilio: desk('twilio-whatsapp'), channels };
}

describe('templates at Meta', () => {
  test('are listed page by page', async () => {
    const { emulator, meta } = open();
    for (let i = 0; i < 230; i++) emulator.templates.meta.add({ name: `t_${i}`, language: 'es_MX', body: 'Hola.' });
    const listed = await meta.list();
    expect(listed).toHaveLength(230);
    expect(listed[229]).toMatchObject({ name: 't_229', language: 'es_MX', status: 'approved', category: 'utility' });
  });

  test('are submitted with examples and their quick reply, and wait for approval', async () => {
    const { emulator, meta } = open();
    expect(await meta.submit(LESSON, ['Ana', 'Dos botes'])).toMatchObject({ name: 'leccion', status: 'pending' });
    expect(emulator.templates.meta.find('leccion', 'es_MX')).toMatchObject({
      body: LESSON.body,
      button: { title: 'Recibir lección' },
      status: 'PENDING',
      category: 'UTILITY',
    });
  });

  test('what Meta says against one comes back with its code and what to do', async () => {
    const { meta } = open();
    await meta.submit(LESSON, ['Ana', 'Dos botes']);
    await expect(meta.submit(LESSON, ['Ana', 'Dos botes'])).rejects.toMatchObject({ code: 'TEMPLATES_UNREACHABLE' });
    await expect(meta.submit({ ...LESSON, name: 'otra' }, ['Ana'])).rejects.toThrow(/2388043/);
  });
});

describe('templates at Twilio', () => {
  test('are made, sent to WhatsApp for approval, listed with their ContentSid and sent by it', async () => {
    const { emulator, twilio, channels } = open();
    const made = await twilio.submit(LESSON, ['Ana', 'Dos botes']);
    expect(made.providerId).toMatch(/^HX/);
    expect(await twilio.list()).toMatchObject([{ name: 'leccion', status: 'pending', providerId: made.providerId }]);
    emulator.templates.twilio.find(made.providerId!)!.status = 'approved';
    expect(await twilio.list()).toMatchObject([{ status: 'approved' }]);

    const luz = emulator.phone('5218341234567', 'twilio-whatsapp');
    const template = { name: made.providerId!, language: 'es_MX', parameters: ['Luz', 'Dos botes'] };
    const to = { raw: '+5218341234567', ourNumber: EMULATED.twilio.whatsappFrom };
    const channel = channels.find(({ id }) => id === 'twilio-whatsapp')!;
    await channel.send(to, { text: 'x', sms: 'x', template }, { outboxId: 'o1', attempt: 1 });
    expect(luz.last).toMatchObject({
      text: 'Hola Luz, ya está Dos botes aquí.',
      choices: [{ id: 'c.next', title: 'Recibir lección' }],
    });
  });
});

describe('webhooks about templates', () => {
  const about = { message_template_id: 1, message_template_name: 'leccion', message_template_language: 'es-MX' };
  const said = (field: string, value: object) => {
    const body = {
      object: 'whatsapp_business_account',
      entry: [{ id: '1', changes: [{ field, value: { ...about, ...value } }] }],
    };
    return decodeMeta(Buffer.from(JSON.stringify(body)), '1', 0).notices[0]?.template;
  };
  const leccion = { channel: 'whatsapp-cloud', name: 'leccion', language: 'es_MX' };

  test.each([
    ['APPROVED', 'approved'],
    ['REJECTED', 'rejected'],
    ['PAUSED', 'paused'],
    ['DISABLED', 'disabled'],
    ['PENDING', 'pending'],
    ['FLAGGED', 'approved'],
    ['PENDING_DELETION', 'missing'],
  ])('status %s', (event, status) => {
    expect(said('message_template_status_update', { event, reason: null })).toEqual({ ...leccion, status });
  });

  test('a reason is kept, NONE is none', () => {
    const value = { event: 'REJECTED', reason: 'INVALID_FORMAT' };
    expect(said('message_template_status_update', value)).toMatchObject({ reason: 'INVALID_FORMAT' });
    expect(said('message_template_status_update', { event: 'APPROVED', reason: 'NONE' })).not.toHaveProperty('reason');
  });

  test('a category that changed, and one whose change is announced', () => {
    const done = { previous_category: 'UTILITY', new_category: 'MARKETING' };
    expect(said('template_category_update', done)).toEqual({ ...leccion, category: 'marketing' });
    const announced = {
      correct_category: 'MARKETING',
      new_category: 'UTILITY',
      category_update_timestamp: 1_772_553_600,
    };
    expect(said('template_category_update', announced)).toEqual({
      ...leccion,
      next: { category: 'marketing', at: 1_772_553_600_000 },
    });
  });

  test.each([9_223_372_036_854_776, -1, 0, '1e300', 'mañana'])(
    'an announced day that no calendar has is none: %s',
    (day) => {
      const announced = { correct_category: 'MARKETING', new_category: 'UTILITY', category_update_timestamp: day };
      expect(said('template_category_update', announced)).toEqual({ ...leccion, category: 'utility' });
    },
  );

  test('quality, and a status of tomorrow’s', () => {
    expect(said('message_template_quality_update', { new_quality_score: 'RED' })).toEqual({
      ...leccion,
      quality: 'RED',
    });
    expect(said('message_template_status_update', { event: 'SOMETHING_NEW' })).toBeUndefined();
  });
});
