import { describe, expect, it } from 'vitest';
import { change, decode, decodeOne, message, NOW, post } from './payload.ts';

describe('who sent it', () => {
  it('takes the extra 1 out of a Mexican number and keeps the id for replying', () => {
    expect(decodeOne({}).sender).toEqual({ raw: '5218341234567', phone: '+528341234567', waId: '5218341234567' });
  });

  it('matches contacts by id, not by place', () => {
    const contacts = [
      { wa_id: '34600000001', profile: { name: 'Otra' }, user_id: 'ES.2' },
      { wa_id: '5218341234567', profile: { name: 'Luz', username: '@luz' }, user_id: 'MX.1' },
    ];
    const inbound = decodeOne({}, { contacts });
    expect(inbound.senderName).toBe('Luz');
    expect(inbound.sender).toMatchObject({ bsuid: 'MX.1', username: '@luz' });
  });

  it('knows her by BSUID alone', () => {
    const contacts = [{ user_id: 'MX.1', profile: { name: 'Luz' } }];
    const inbound = decodeOne({ from: undefined, from_user_id: 'MX.1' }, { contacts });
    expect(inbound.sender).toEqual({ raw: 'MX.1', bsuid: 'MX.1' });
    expect(inbound.senderName).toBe('Luz');
  });

  it('knows a BSUID that stands in `from`, however it is shaped', () => {
    expect(decodeOne({ from: 'MX.15' }).sender).toEqual({ raw: 'MX.15', bsuid: 'MX.15' });
    expect(decodeOne({ from: 'no id at all' }).sender).toEqual({ raw: 'no id at all', bsuid: 'no id at all' });
  });

  it('takes the only contact for a message without any id, and none of several', () => {
    const nobody = message({ from: undefined, type: 'contacts', contacts: [{ phones: [{ phone: '+52834' }] }] });
    const one = decode(post(change({ messages: [nobody], contacts: [{ user_id: 'MX.1', wa_id: '5218341234567' }] })));
    expect(one.messages[0]?.sender).toMatchObject({ raw: '5218341234567', bsuid: 'MX.1' });
    const two = decode(post(change({ messages: [nobody], contacts: [{ user_id: 'MX.1' }, { user_id: 'MX.2' }] })));
    expect(two.messages).toEqual([]);
    expect(two.aside[0]?.why).toContain('who sent it');
  });

  it('tells a number change by her old and new ids', () => {
    const system = {
      type: 'user_changed_number',
      body: 'x',
      wa_id: '525550000000',
      user_id: 'MX.2',
      previous_user_id: 'MX.1',
    };
    const inbound = decodeOne({ type: 'system', system });
    expect(inbound.sender).toMatchObject({ raw: '5218341234567', bsuid: 'MX.1' });
    expect(inbound.content).toEqual({
      kind: 'number-change',
      previous: '5218341234567',
      now: { raw: '525550000000', phone: '+525550000000', waId: '525550000000', bsuid: 'MX.2' },
    });
    const older = decodeOne({ type: 'system', system: { type: 'user_changed_number', new_wa_id: '525550000000' } });
    expect(older.content).toMatchObject({ now: { raw: '525550000000' } });
  });

  it('tells an id change without `from` or contacts', () => {
    const system = { type: 'user_changed_user_id', user_id: 'MX.2', previous_user_id: 'MX.1' };
    expect(decodeOne({ from: undefined, type: 'system', system })).toMatchObject({
      sender: { raw: 'MX.1' },
      content: { kind: 'number-change', previous: 'MX.1', now: { raw: 'MX.2', bsuid: 'MX.2' } },
    });
  });

  it('passes other system messages on to operators, without her number', () => {
    const decoded = decode(
      post(change({ messages: [message({ type: 'system', system: { type: 'customer_identity_changed' } })] })),
    );
    expect(decoded.messages).toEqual([]);
    expect(decoded.notices[0]?.says).toContain('customer_identity_changed');
    expect(JSON.stringify(decoded.notices)).not.toContain('834');
  });
});

describe('when it was sent', () => {
  it.each([
    ['seconds in text', '1772467100', 1_772_467_100_000],
    ['seconds', 1772467100, 1_772_467_100_000],
    ['milliseconds', '1772467100123', 1_772_467_100_123],
  ])('%s', (_, timestamp, expected) => {
    expect(decodeOne({ timestamp })).toMatchObject({ sentAt: expected, sentBy: 'provider' });
  });

  it.each([['soon'], [undefined], [-5], [{}], ['9'.repeat(400)], [4_000_000_000]])('arrival for %j', (timestamp) => {
    expect(decodeOne({ timestamp })).toMatchObject({ sentAt: NOW, sentBy: 'arrival' });
  });
});
