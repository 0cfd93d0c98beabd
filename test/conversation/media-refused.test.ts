import { describe, expect, test } from 'vitest';
import { DAY } from '../../src/base/clock.ts';
import { ANSWER, answering } from './care.ts';
import { PACK } from './flows.ts';
import { HOUR, Talk } from './talk.ts';

const lost = (kind = 'photo', reason = 'damaged') => ({ inboxSeq: 7, nth: 0, kind, reason });
const TASK = { topic: 'media', why: 'media-lost', personId: 'ana' };

describe('a file of hers that was lost', () => {
  test.each([
    ['photo', 'Su foto'],
    ['voice', 'Su audio'],
    ['video', 'Su video'],
    ['document', 'Su documento'],
  ])('she is asked for her %s again, kindly', (kind, hers) => {
    const talk = Talk.enrolled(PACK).event('media.refused', lost(kind));
    expect(talk.did()).toBe('asked-again');
    expect(talk.reply()).toMatch(new RegExp(`^${hers} no nos llegó bien\\. .*por favor\\?$`));
    expect(talk.effects('send')[0]!.group.kind).toBe('reminder');
  });

  test('what would be lost again is asked for in another form', () => {
    for (const reason of ['too-large', 'type'])
      expect(Talk.enrolled(PACK).event('media.refused', lost('video', reason)).reply()).toContain('un audio corto');
  });

  test('once: what else is lost that day is for a person of the team', () => {
    const talk = Talk.enrolled(PACK).event('media.refused', lost()).waits(HOUR).event('media.refused', lost());
    expect(talk.reply()).toBe('');
    expect(talk.effects('task')).toMatchObject([TASK]);
    expect(talk.waits(DAY).event('media.refused', lost()).did()).toBe('asked-again');
  });

  test('her open question stays the one she answers', () => {
    const talk = Talk.enrolled(PACK);
    const open = talk.questions();
    expect(talk.event('media.refused', lost()).questions()).toEqual(open);
    expect(talk.says('si').effects('answer')).toMatchObject([{ step: 'separa' }]);
  });

  test('nothing is said to whom a person answers, to whom wants no messages, or to a stranger', () => {
    const helped = Talk.enrolled(PACK, answering()).event('case.answer', ANSWER).event('media.refused', lost());
    expect([helped.reply(), helped.did()]).toEqual(['', 'media-lost']);
    const gone = Talk.enrolled(PACK).says('BAJA').event('media.refused', lost());
    expect(gone.effects('task')).toMatchObject([TASK]);
    const stranger = new Talk(PACK, { people: [{ id: 'ana' }] }).event('media.refused', lost());
    expect([stranger.did(), stranger.last.effects]).toEqual(['ignored', []]);
  });
});
