import { describe, expect, it } from 'vitest';
import type { OnScreen } from '../../../src/channels/simulator/hub.ts';
import type { DeliveryStatus } from '../../../src/domain/delivery.ts';
import { bench } from '../harness.ts';

const PHONE = '+528340000001';
const to = { raw: PHONE, ourNumber: 'simulator' };
const about = { outboxId: 'ob1', attempt: 1 };
const question = { text: '¿Ya separa?', sms: '¿Ya separa?', options: [{ key: 'yes', label: 'Sí', id: 'q.a.0' }] };

describe('the simulator', () => {
  it('shows a message on the screen of its phone and reports statuses afterwards', async () => {
    const { set, channel } = bench();
    const screen: OnScreen[] = [];
    const statuses: DeliveryStatus[] = [];
    set.hub.onStatus((status) => statuses.push(status));
    const leave = set.hub.subscribe(PHONE, (message) => screen.push(message));
    const sent = await channel('simulator-whatsapp').send(to, question, about);
    expect(sent).toMatchObject({ outcome: 'accepted', providerId: screen[0]!.providerId });
    expect(screen[0]!.pieces).toMatchObject([{ kind: 'buttons', buttons: [{ id: 'q.a.0', title: 'Sí' }] }]);
    expect(statuses.map((s) => [s.status, s.outboxId])).toEqual([
      ['sent', 'ob1'],
      ['delivered', 'ob1'],
      ['read', 'ob1'],
    ]);
    leave();
    await channel('simulator-sms').send(to, question, about);
    expect(screen).toHaveLength(1);
    expect(statuses.slice(3).map((s) => s.status)).toEqual(['sent', 'delivered']);
  });

  it('speaks as SMS with numbered lines and counts segments', async () => {
    const { set, channel } = bench();
    const screen: OnScreen[] = [];
    set.hub.subscribe(PHONE, (message) => screen.push(message));
    expect(await channel('simulator-sms').send(to, question, about)).toMatchObject({ segments: 1 });
    expect(screen[0]!.pieces).toEqual([{ kind: 'text', text: '¿Ya separa?\n1 Sí' }]);
  });

  it('writes as a person who is marked as simulated', () => {
    const { set } = bench();
    const inbound = set.hub.inbound('simulator-sms', PHONE, { kind: 'text', text: 'Sí' });
    expect(inbound).toMatchObject({
      simulated: true,
      sender: { raw: PHONE, phone: PHONE },
      our: { channel: 'simulator-sms', number: 'simulator' },
    });
    expect(set.hub.inbound('simulator-sms', PHONE, { kind: 'text', text: 'Sí' }).providerId).not.toBe(
      inbound.providerId,
    );
  });

  it('keeps a photo until it is fetched', async () => {
    const { set, channel } = bench();
    const ref = set.hub.keep('photo', new Uint8Array([1, 2]), 'image/jpeg');
    expect(await channel('simulator-whatsapp').openMedia(ref, 2)).toMatchObject({ ok: true, mime: 'image/jpeg' });
    expect(await channel('simulator-whatsapp').openMedia(ref, 1)).toMatchObject({ ok: false, retry: false });
    expect(await channel('simulator-whatsapp').openMedia({ kind: 'photo', id: 'gone' }, 2)).toMatchObject({
      ok: false,
    });
  });
});
