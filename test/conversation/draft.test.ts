import { expect, it } from 'vitest';
import { change, type Draft, overlay, overlayAnswer } from '../../src/conversation/draft.ts';
import { EMPTY_CONVERSATION } from '../../src/conversation/state.ts';
import type { World } from '../../src/domain/world.ts';

it('what a turn writes lies over the world without anything of it being worked out', () => {
  let asked: string[] = [];
  const loaded = new Proxy({} as World, {
    get: (_, part) => {
      asked.push(String(part));
      return part === 'channel' ? 'sms' : { [part]: 'loaded' };
    },
  });
  const d = { world: loaded } as Draft;
  overlay(d, 'person', { giro: 'tamales' });
  const between = d.world;
  overlayAnswer(d, { flow: 'botes', step: 'separa', value: 'yes' });
  expect(asked.filter((part) => part !== 'then')).toEqual([]);
  expect([d.world.person, d.world.answers, d.world.channel, d.world.profile]).toEqual([
    { giro: 'tamales' },
    { answers: 'loaded', botes: { separa: 'yes' } },
    'sms',
    { profile: 'loaded' },
  ]);
  asked = [];
  expect([between.person, between.answers]).toEqual([{ giro: 'tamales' }, { answers: 'loaded' }]);
  expect(asked).toEqual(['answers']);
});

it('a field that goes is taken out, so that state stays plain JSON', () => {
  const d = { conversation: EMPTY_CONVERSATION } as Draft;
  change(d, { pausedUntil: 5, strays: 2 });
  expect(d.conversation).toStrictEqual({ ...EMPTY_CONVERSATION, pausedUntil: 5, strays: 2 });
  change(d, { pausedUntil: undefined, strays: 3 });
  expect(d.conversation).toStrictEqual({ ...EMPTY_CONVERSATION, strays: 3 });
  expect(EMPTY_CONVERSATION.strays).toBe(0);
});
