import { describe, expect, it } from 'vitest';
import { change, decode, message, NOW, OURS, post, status } from './payload.ts';

describe('one POST', () => {
  it('may hold several entries, changes, numbers, messages and statuses', () => {
    const body = {
      object: 'whatsapp_business_account',
      entry: [
        { id: '1', changes: [change({ messages: [message(), message({ id: 'wamid.A2' })], statuses: [status()] })] },
        { id: '2', changes: [change({ messages: [message({ id: 'wamid.A3' })] }, '900000000000002')] },
        { id: '3', changes: [] },
        { id: '4' },
      ],
    };
    const decoded = decode(body);
    expect(decoded.messages.map((m) => [m.providerId, m.our.number])).toEqual([
      ['wamid.A1', OURS],
      ['wamid.A2', OURS],
      ['wamid.A3', '900000000000002'],
    ]);
    expect(decoded.statuses).toHaveLength(1);
    expect(decoded.aside).toEqual([]);
  });

  it('loses nothing to a bad neighbour', () => {
    const bad = [null, 7, 'x', [], {}, { id: 'wamid.B' }, message({ id: null }), message({ from: {} })];
    const decoded = decode(
      post(change({ messages: [...bad, message()], statuses: [null, {}, status({ status: 'new' }), status()] })),
    );
    expect(decoded.messages.map((m) => m.providerId)).toEqual(['wamid.A1']);
    expect(decoded.statuses).toHaveLength(1);
    expect(decoded.aside).toHaveLength(bad.length + 3);
  });

  it('keeps a thousand messages in order', () => {
    const messages = Array.from({ length: 1_000 }, (_, i) => message({ id: `wamid.${i}` }));
    const decoded = decode(post(change({ messages })));
    expect(decoded.messages.map((m) => m.providerId)).toEqual(messages.map((m) => m['id']));
  });

  it('leaves repeats to the store, which knows the earlier ones too', () => {
    expect(decode(post(change({ messages: [message(), message()] }))).messages).toHaveLength(2);
  });

  it('reads the number of ours from the change, else from the settings', () => {
    const value = { messages: [message()], metadata: undefined };
    expect(decode(post(change(value))).messages[0]?.our.number).toBe(OURS);
  });

  it('leaves groups alone', () => {
    const decoded = decode(post(change({ messages: [message({ group_id: 'G1' })] })));
    expect(decoded.messages).toEqual([]);
    expect(decoded.notices).toHaveLength(1);
  });

  it.each([
    ['smb_message_echoes', { message_echoes: [message()] }],
    ['user_preferences', { user_preferences: [{ wa_id: '5218341234567', value: 'stop', timestamp: 1731705721 }] }],
    ['account_update', { event: 'DISABLED_UPDATE' }],
    ['calls', { calls: [{}] }],
    ['standby', {}],
    ['a_field_of_tomorrow', { messages: [message()] }],
  ])('makes a notice of %s and nothing else', (field, value) => {
    const decoded = decode(post(change(value, OURS, field)));
    expect(decoded).toMatchObject({ messages: [], statuses: [], aside: [], notices: [{ topic: field }] });
    expect(JSON.stringify(decoded.notices)).not.toContain('8341234567');
  });

  it('says which template was paused', () => {
    const value = {
      event: 'PAUSED',
      message_template_name: 'leccion',
      message_template_language: 'es_MX',
      reason: null,
    };
    const decoded = decode(post(change(value, OURS, 'message_template_status_update')));
    expect(decoded.notices[0]?.says).toBe('Template leccion es_MX: PAUSED.');
  });

  it('reports errors that come alone', () => {
    const errors = [
      { code: 131000, title: 'Something went wrong', error_data: { details: 'Unsupported webhook payload' } },
    ];
    expect(decode(post(change({ errors }))).notices).toEqual([
      { topic: 'errors', says: '131000 Unsupported webhook payload' },
    ]);
  });

  it.each([['{'], ['[]'], ['null'], ['7'], ['{"object":"page","entry":[]}'], ['']])('sets %j aside', (body) => {
    expect(decode(body)).toMatchObject({ messages: [], statuses: [], aside: [{}] });
  });

  it('takes an event without entries for what it is', () => {
    expect(decode({ object: 'whatsapp_business_account' })).toMatchObject({ messages: [], aside: [] });
  });
});

describe('a status', () => {
  const one = (fields: Readonly<Record<string, unknown>>) =>
    decode(post(change({ statuses: [status(fields)] }))).statuses[0];

  it('names our outbox row', () => {
    expect(one({ biz_opaque_callback_data: '01abc' })).toMatchObject({
      outboxId: '01abc',
      status: 'delivered',
      at: 1_772_467_100_000,
    });
  });

  it.each([
    ['sent', 'sent'],
    ['read', 'read'],
    ['played', 'read'],
    ['failed', 'failed'],
  ])('%s', (from, to) => {
    expect(one({ status: from })?.status).toBe(to);
  });

  it('says what its error asks of us, without her number', () => {
    const errors = [
      { code: 131047, title: 'Re-engagement message', error_data: { details: 'to +52 834 123 4567 after 24 hours' } },
    ];
    const failed = one({ status: 'failed', errors });
    expect(failed).toMatchObject({ code: '131047', reaction: 'template' });
    expect(failed?.detail).toBe('Re-engagement message: to … after 24 hours');
  });

  it.each([
    [130472, 'other-channel'],
    [131026, 'other-channel'],
    [131042, 'stop-channel'],
    [131048, 'slow-campaigns'],
    [131049, 'wait-a-day'],
    [131050, 'no-marketing'],
    [131053, 'retry'],
    [131056, 'pair-wait'],
    [999999, 'give-up'],
  ])('%i asks for %s', (code, reaction) => {
    expect(one({ status: 'failed', errors: [{ code }] })?.reaction).toBe(reaction);
  });

  it('falls back to arrival when its time is bad, and ignores deletions', () => {
    expect(one({ timestamp: 'x' })?.at).toBe(NOW);
    expect(decode(post(change({ statuses: [status({ status: 'deleted' })] })))).toMatchObject({
      statuses: [],
      aside: [],
    });
  });
});
