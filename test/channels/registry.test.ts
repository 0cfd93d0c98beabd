import { describe, expect, it } from 'vitest';
import { HandClock } from '../../src/base/clock.ts';
import { idsFrom } from '../../src/base/ids.ts';
import { noPackMedia } from '../../src/channels/pack-media.ts';
import { type ChannelSettings, createChannels } from '../../src/channels/registry.ts';
import { CHANNELS } from '../../src/domain/channel.ts';
import { SETTINGS } from './harness.ts';

const deps = { fetch, clock: new HandClock(0), newId: idsFrom(0, 'x'), packMedia: noPackMedia };
const ids = (settings: Partial<ChannelSettings>) =>
  createChannels({ ...SETTINGS, ...settings }, deps).channels.map((c) => c.id);
const SIMULATORS = ['simulator-whatsapp', 'simulator-sms'];
const NO_META = { WHATSAPP_ACCESS_TOKEN: undefined };
const NO_TWILIO = { TWILIO_ACCOUNT_SID: undefined };
const NO_GATEWAY = { SMS_GATEWAY_PASSWORD: undefined };

describe('the registry', () => {
  it('turns on what is set up, and always the simulator', () => {
    expect(ids({})).toEqual(['whatsapp-cloud', 'twilio-sms', 'twilio-whatsapp', 'sms-gateway', ...SIMULATORS]);
    const without = (settings: Partial<ChannelSettings>) => ids({ ...NO_GATEWAY, ...settings });
    expect(without(NO_META)).toEqual(['twilio-sms', 'twilio-whatsapp', ...SIMULATORS]);
    expect(without({ ...NO_TWILIO })).toEqual(['whatsapp-cloud', ...SIMULATORS]);
    expect(without({ ...NO_META, TWILIO_SMS_FROM: undefined })).toEqual(['twilio-whatsapp', ...SIMULATORS]);
    expect(without({ ...NO_META, PUBLIC_URL: undefined })).toEqual(SIMULATORS);
    expect(without({ ...NO_TWILIO, WHATSAPP_APP_SECRET: [] })).toEqual(SIMULATORS);
    // The gateway needs no public address: it is told where to post when its webhook is registered.
    expect(ids({ ...NO_META, ...NO_TWILIO, PUBLIC_URL: undefined })).toEqual(['sms-gateway', ...SIMULATORS]);
    for (const name of ['URL', 'USERNAME', 'NUMBER', 'WEBHOOK_SECRET'])
      expect(ids({ ...NO_META, ...NO_TWILIO, [`SMS_GATEWAY_${name}`]: undefined })).toEqual(SIMULATORS);
  });

  it('knows every channel by a name of the domain, once', () => {
    const all = ids({});
    expect(new Set(all).size).toBe(all.length);
    for (const id of all) expect(CHANNELS).toContain(id);
  });

  it('has a webhook for each address and says whether real people can be reached', () => {
    const set = createChannels(SETTINGS, deps);
    expect(set.webhooks.map((w) => [w.path, w.contentType])).toEqual([
      ['/webhooks/whatsapp', 'json'],
      ['/webhooks/twilio', 'form'],
      ['/webhooks/twilio/status', 'form'],
      ['/webhooks/sms-gateway', 'json'],
    ]);
    expect(set.real).toBe(true);
    expect(createChannels({ ...SETTINGS, ...NO_META, ...NO_TWILIO, ...NO_GATEWAY }, deps)).toMatchObject({
      real: false,
      webhooks: [],
      secrets: [],
    });
  });

  it('names every secret', () => {
    const lists = { TWILIO_AUTH_TOKEN: ['t1', 't2'], WHATSAPP_APP_SECRET: ['s1', 's2'] };
    const settings = { ...SETTINGS, ...lists, SMS_GATEWAY_WEBHOOK_SECRET: ['g1', 'g2'] };
    const told = ['s1', 's2', 'verify-me', 'meta-token', 't1', 't2', 'gateway-password', 'g1', 'g2'];
    expect(createChannels(settings, deps).secrets).toEqual(told);
  });
});
