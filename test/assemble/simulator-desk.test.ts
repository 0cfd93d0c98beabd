import { expect, test } from 'vitest';
import { createSimulatorDesk } from '../../src/assemble/simulator-desk.ts';
import { HandClock } from '../../src/base/clock.ts';
import { idsFrom } from '../../src/base/ids.ts';
import type { Piece } from '../../src/channels/render/piece.ts';
import { SimulatorHub } from '../../src/channels/simulator/hub.ts';

const HELLO: Piece[] = [{ kind: 'text', text: 'Hola' }];

function desk() {
  const clock = new HandClock(0);
  const newId = idsFrom(0, 'desk');
  const hub = new SimulatorHub({ clock, newId });
  /** What the hub tells of a message says whether a screen is there to read it. */
  const told: string[] = [];
  hub.onStatus(({ status }) => told.push(status));
  const files: string[] = [];
  const made = createSimulatorDesk({
    hub,
    accept: async () => {},
    programmes: () => [],
    media: async (file) => {
      files.push(file);
      return { bytes: new Uint8Array([1]), mime: 'audio/ogg' };
    },
    clock,
    newId,
  });
  const isRead = async (phone: string) => {
    told.length = 0;
    hub.deliver('simulator-sms', `${phone}-sms`, HELLO, 'o1');
    await new Promise((resolve) => setImmediate(resolve));
    return told.includes('read');
  };
  return { made, files, isRead, look: (id: string) => made.view({ id, form: 'sms' }) };
}

test('a screen that was forgotten no longer listens; one that somebody looks at is kept', async () => {
  const { made, look, isRead } = desk();
  made.subscribe({ id: 'watched', form: 'sms' }, () => {});
  look('left');
  expect([await isRead('watched'), await isRead('left')]).toEqual([true, true]);
  for (let i = 0; i < 499; i++) look(`other${i}`);
  expect([await isRead('watched'), await isRead('left')]).toEqual([true, false]);
  expect(look('watched')).toHaveLength(2);
  expect(look('other498')).toEqual([]);
});

test('pictures and recordings of a pack can be played', async () => {
  const { made, files } = desk();
  expect(await made.media?.('llera/media/dos-botes.ogg')).toMatchObject({ mime: 'audio/ogg' });
  expect(files).toEqual(['llera/media/dos-botes.ogg']);
});
