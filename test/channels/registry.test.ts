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

describe('the registry', () => {
  it('turns on what is set up, and always the simulator', () => {
    expect(ids({})).toEqual(['whatsapp-cloud', 'twilio-sms', 'twilio-whatsapp', ...SIMULATORS]);
    expect(ids(NO_META)).toEqual(['twilio-sms', 'twilio-whatsapp', ...SIMULATORS]);
    expect(ids({ ...NO_TWILIO })).toEqual(['whatsapp-cloud', ...SIMULATORS]);
    expect(ids({ ...NO_META, TWILIO_SMS_FROM: undefined })).toEqual(['twilio-whatsapp', ...SIMULATORS]);
    expect(ids({ ...NO_META, PUBLIC_URL: undefined })).toEqual(SIMULATORS);
    expect(ids({ ...NO_TWILIO, WHATSAPP_APP_SECRET: [] })).toEqual(SIMULATORS);
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
    ]);
    expect(set.real).toBe(true);
    expect(createChannels({ ...SETTINGS, ...NO_META, ...NO_TWILIO }, deps)).toMatchObject({
      real: false,
      webhooks: [],
      secrets: [],
    });
  });

  it('names every secret', () => {
    const settings = { ...SETTINGS, TWILIO_AUTH_TOKEN: ['t1', 't2'], WHATSAPP_APP_SECRET: ['s1', 's2'] };
    expect(createChannels(settings, deps).secrets).toEqual(['s1', 's2', 'verify-me', 'meta-token', 't1', 't2']);
  });
});
