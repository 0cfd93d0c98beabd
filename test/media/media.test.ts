import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HandClock, SECOND } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import type { OpenedMedia } from '../../src/channels/port.ts';
import type { MediaRef } from '../../src/domain/inbound.ts';
import { SIZE_LIMIT, TRIES_TO_FETCH } from '../../src/media/limits.ts';
import { createMedia } from '../../src/media/media.ts';
import { sniff } from '../../src/media/sniff.ts';
import { FakeChannel, MONDAY_TEN, openStore } from '../outbox/house.ts';

const bytes = (text: string, fill = 0) => Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(fill)]);
const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), Buffer.from('JFIF\0'), Buffer.alloc(64)]);
const OPUS = Buffer.concat([bytes('OggS\0\x02', 22), bytes('OpusHead\x01', 40)]);
const PDF = bytes('%PDF-1.7\n', 20);

let clock: HandClock;
let base: Awaited<ReturnType<typeof openStore>>;
let channel: FakeChannel;
let kept: Map<string, Uint8Array>;
let events = 0;
let media: ReturnType<typeof createMedia>;

beforeEach(async () => {
  clock = new HandClock(MONDAY_TEN);
  base = await openStore(clock);
  channel = new FakeChannel(clock, 'whatsapp-cloud');
  kept = new Map();
  events = 0;
  media = createMedia({
    store: base.store,
    channels: new Map([[channel.id, channel]]),
    keeper: { put: async (path, data) => void kept.set(path, data) },
    clock,
    seed: base.seed,
    log: silentLog,
    onEvent: () => events++,
  });
  await base.write(
    { op: 'insert', table: 'lane', values: { id: 'lane', created_at: 0 } },
    {
      op: 'insert',
      table: 'address',
      values: { id: 'ana', lane_id: 'lane', channel: 'whatsapp-cloud', our_number: 'our', raw: '52', created_at: 0 },
    },
  );
});
afterEach(async () => {
  await media.stop();
  await base.close();
});

let made = 0;
async function arrives(ref: Partial<MediaRef>, answer: OpenedMedia | (() => OpenedMedia | Promise<OpenedMedia>)) {
  channel.media = answer;
  const id = `m${made++}`;
  await base.write({
    op: 'insert',
    table: 'media',
    values: {
      id,
      person_id: 'p-ana',
      address_id: 'ana',
      channel: 'whatsapp-cloud',
      our_number: 'our',
      inbox_seq: made,
      ref: JSON.stringify({ kind: 'photo', id: 'meta-1', ...ref }),
      kind: ref.kind ?? 'photo',
      next_at: clock.now(),
      created_at: clock.now(),
    },
  });
  return async () => (await base.read('select * from media where id = @id', { id }))[0]!;
}
const ok = (data: Uint8Array, mime = 'image/jpeg'): OpenedMedia => ({ ok: true, bytes: data, mime });

async function pass(by: number): Promise<void> {
  const end = clock.now() + by;
  for (;;) {
    while (await media.tick());
    const due = await media.nextDue();
    if (due === null || due > end) break;
    clock.set(due);
  }
  clock.set(end);
}

describe('keeping', () => {
  test('a photo is kept under the hash of its bytes, with the type that its bytes tell', async () => {
    const row = await arrives({ mime: 'application/x-evil' }, ok(JPEG, 'text/html'));
    expect(await media.tick()).toBe(true);
    const sha256 = createHash('sha256').update(JPEG).digest('hex');
    expect(await row()).toMatchObject({
      state: 'kept',
      mime: 'image/jpeg',
      bytes: JPEG.length,
      sha256,
      path: `${sha256.slice(0, 2)}/${sha256}.jpg`,
      tries: 1,
    });
    expect([...kept.keys()]).toEqual([`${sha256.slice(0, 2)}/${sha256}.jpg`]);
    expect(await media.tick()).toBe(false);
    expect(await media.nextDue()).toBeNull();
  });

  test('voice notes and documents too', async () => {
    const voice = await arrives({ kind: 'voice' }, ok(OPUS));
    await media.tick();
    expect(await voice()).toMatchObject({ state: 'kept', mime: 'audio/ogg; codecs=opus' });
    const paper = await arrives({ kind: 'document' }, ok(PDF));
    await media.tick();
    expect(await paper()).toMatchObject({ state: 'kept', mime: 'application/pdf' });
  });

  test('the hash that Meta gave is compared; a damaged download is fetched again', async () => {
    const sha256 = createHash('sha256').update(JPEG).digest('base64');
    let first = true;
    const row = await arrives({ sha256 }, () => {
      const data = first ? JPEG.subarray(0, 40) : JPEG;
      first = false;
      return ok(data);
    });
    await media.tick();
    expect(await row()).toMatchObject({ state: 'pending', reason: 'damaged' });
    await pass(60 * SECOND);
    expect(await row()).toMatchObject({ state: 'kept', tries: 2, reason: null });
  });
});

describe('refusing', () => {
  test.each([
    ['a program', bytes('MZ', 200)],
    ['a Linux program', bytes('\x7fELF', 200)],
    ['a page', bytes('<!doctype html><script>alert(1)</script>')],
    ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['SVG with an XML head', bytes('<?xml version="1.0"?><svg/>')],
    ['a page after spaces and words', bytes('hola\n\n  <img src=x onerror=alert(1)>')],
    ['a script', bytes('#!/bin/sh\nrm -rf /\n')],
    ['an archive', bytes('PK\x03\x04', 40)],
    ['unknown bytes', Buffer.from([1, 2, 3, 4, 5, 0, 255, 254])],
  ])('%s, whatever it was called', async (_what, data) => {
    const row = await arrives({ kind: 'document', mime: 'image/jpeg', filename: 'foto.jpg' }, ok(data));
    await media.tick();
    expect(await row()).toMatchObject({ state: 'refused', reason: 'type', path: null });
    expect(kept.size).toBe(0);
  });

  test('too large, though the channel let it through; and her conversation hears of it', async () => {
    const row = await arrives({}, ok(Buffer.concat([JPEG, Buffer.alloc(SIZE_LIMIT.photo)])));
    await media.tick();
    expect(await row()).toMatchObject({ state: 'refused', reason: 'too-large' });
    const [event] = await base.read('select lane_id, person_id, name, payload from event');
    expect(event).toMatchObject({ lane_id: 'lane', person_id: 'p-ana', name: 'media.refused' });
    expect(JSON.parse(String(event!['payload']))).toMatchObject({ kind: 'photo', reason: 'too-large' });
    expect(events).toBe(1);
  });

  test('empty; and gone at the provider', async () => {
    const empty = await arrives({}, ok(Buffer.alloc(0)));
    await media.tick();
    expect(await empty()).toMatchObject({ state: 'refused', reason: 'empty' });
    const gone = await arrives({}, { ok: false, retry: false, reason: 'HTTP 404' });
    await media.tick();
    expect(await gone()).toMatchObject({ state: 'gone', reason: 'gone' });
  });

  test('notes in plain Spanish are kept', async () => {
    expect(await sniff(Buffer.from('Vendí 12 tamales a $15 < 20\nGasté: 80'))).toEqual({
      ext: 'txt',
      mime: 'text/plain',
    });
  });
});

describe('trying again', () => {
  test('a provider that is down is asked again with growing waits, and not in a loop', async () => {
    let tries = 0;
    const row = await arrives({}, () => (++tries < 4 ? { ok: false, retry: true, reason: 'HTTP 503' } : ok(JPEG)));
    await media.tick();
    expect(tries).toBe(1);
    expect(await media.tick()).toBe(false);
    await pass(DAY);
    expect(await row()).toMatchObject({ state: 'kept', tries: 4 });
  });

  test('never reachable: given up as gone after its tries', async () => {
    const row = await arrives({}, { ok: false, retry: true, reason: 'reset' });
    await pass(3 * DAY);
    expect(await row()).toMatchObject({ state: 'gone', reason: 'unreachable', tries: TRIES_TO_FETCH });
    expect(await base.read('select count(*) as n from event')).toEqual([{ n: 1 }]);
  });

  test('a fetch that a crash cut off counts as a try and is taken up again', async () => {
    const row = await arrives({}, () => new Promise<OpenedMedia>(() => {}));
    void media.tick();
    await expect.poll(async () => (await row())['tries']).toBe(1);
    channel.media = ok(JPEG);
    const second = createMedia({
      store: base.store,
      channels: new Map([[channel.id, channel]]),
      keeper: { put: async (path, data) => void kept.set(path, data) },
      clock,
      seed: base.seed,
      log: silentLog,
    });
    expect(await second.tick()).toBe(false);
    clock.set((await second.nextDue())!);
    expect(await second.tick()).toBe(true);
    expect(await row()).toMatchObject({ state: 'kept', tries: 2 });
    media = second; // the first is as good as killed
  });

  test('a full disk: the file is fetched again later, nothing is marked as kept', async () => {
    const full = createMedia({
      store: base.store,
      channels: new Map([[channel.id, channel]]),
      keeper: { put: () => Promise.reject(new Error('ENOSPC')) },
      clock,
      seed: base.seed,
      log: silentLog,
    });
    const row = await arrives({}, ok(JPEG));
    await full.tick();
    expect(await row()).toMatchObject({ state: 'pending', reason: 'unreachable' });
    clock.advance(DAY);
    await media.tick();
    expect(await row()).toMatchObject({ state: 'kept' });
  });
});
