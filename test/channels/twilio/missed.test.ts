import { expect, it } from 'vitest';
import { bench, LUZ, START, TWILIO } from '../harness.ts';

it('lists what came while we were away, as if it came now', async () => {
  const air = bench();
  const old = air.emulator.phone(LUZ, 'twilio-sms');
  old.sends('antes');
  air.clock.advance(60_000);
  air.emulator.knobs.drop = 1; // no webhook reaches us from here on
  const ids = [old.sends('Sí'), old.sends('mañana')];
  const photo = air.emulator.phone(LUZ, 'twilio-whatsapp').sends({ photo: { caption: 'mis botes' } });
  await air
    .channel('twilio-sms')
    .send({ raw: `+${LUZ}`, ourNumber: TWILIO.smsFrom }, { text: 'x', sms: 'x' }, { outboxId: 'o', attempt: 1 });

  const sms = await air.channel('twilio-sms').listMissed!(START + 30_000);
  expect(sms.map((m) => [m.providerId, m.content])).toEqual([
    [ids[0], { kind: 'text', text: 'Sí' }],
    [ids[1], { kind: 'text', text: 'mañana' }],
  ]);
  expect(sms[0]).toMatchObject({ sentAt: START + 60_000, our: { channel: 'twilio-sms', number: TWILIO.smsFrom } });

  const whatsapp = await air.channel('twilio-whatsapp').listMissed!(START);
  expect(whatsapp).toMatchObject([
    { providerId: photo, content: { kind: 'media', caption: 'mis botes', media: [{ kind: 'photo' }] } },
  ]);
  const content = whatsapp[0]!.content;
  if (content.kind !== 'media') throw new Error(content.kind);
  expect(await air.channel('twilio-whatsapp').openMedia(content.media[0]!, 1_000)).toMatchObject({
    ok: true,
    mime: 'image/jpeg',
  });
});
