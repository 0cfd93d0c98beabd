import { describe, expect, test } from 'vitest';
import { EMPTY_CONVERSATION } from '../../src/conversation/state.ts';
import { readConversation, writeConversation } from '../../src/conversation/stored.ts';
import { PACK } from './flows.ts';
import { Talk } from './talk.ts';

describe('a conversation in the store', () => {
  test('comes back as it went', () => {
    const state = Talk.enrolled(PACK).says('si').says('hartas').state();
    const kept = writeConversation(state);
    expect(readConversation(kept.state, kept.schema)).toEqual(state);
  });

  test('is empty before her first turn', () => {
    expect(readConversation(null, 0)).toBe(EMPTY_CONVERSATION);
  });

  test('keeps words once where SMS and WhatsApp have the same', () => {
    const state = Talk.enrolled(PACK).says('si').says('hartas').state();
    const same = { ...state.questions[0]!, text: 'una sola vez', sms: 'una sola vez' };
    const kept = writeConversation({ ...state, questions: [same] });
    expect(kept.state.split('una sola vez')).toHaveLength(2);
    expect(readConversation(kept.state, kept.schema).questions[0]).toEqual(same);
  });

  test('keeps nothing that is so of nearly every question, and gives it back', () => {
    const state = Talk.enrolled(PACK).says('si').state();
    const [question] = state.questions;
    const usual = {
      ...question!,
      misses: 0,
      required: false,
      timers: [`${question!.thread}:${question!.id}:unanswered`],
    };
    const kept = writeConversation({ ...state, questions: [usual], strays: 0, closed: [] });
    const { questions, ...rest } = JSON.parse(kept.state) as { questions: Record<string, unknown>[] };
    expect(questions[0]).toMatchObject({ timers: [':unanswered'] });
    for (const field of ['thread', 'step', 'askedAt', 'since', 'misses', 'required', 'rank'])
      expect(questions[0]).not.toHaveProperty(field);
    for (const field of ['closed', 'strays']) expect(rest).not.toHaveProperty(field);
    expect(readConversation(kept.state, kept.schema)).toEqual({ ...state, questions: [usual], strays: 0, closed: [] });
  });

  test('keeps what is not so of every question', () => {
    const state = Talk.enrolled(PACK).says('si').state();
    const other = { ...state.questions[0]!, rank: 'survey' as const, misses: 2, required: true, timers: ['t9:q9:due'] };
    const kept = writeConversation({ ...state, questions: [other], strays: 1 });
    expect(readConversation(kept.state, kept.schema)).toEqual({ ...state, questions: [other], strays: 1 });
  });

  test('keeps what a question does not have in common with its thread', () => {
    const state = Talk.enrolled(PACK).says('si').state();
    const [question] = state.questions;
    const [thread] = state.threads;
    const other = { ...thread!, id: 't9', machine: { ...thread!.machine, value: 'p7' }, movedAt: 7 };
    const options = [
      { key: 'yes', label: 'Sí' },
      { key: 'NEGOCIO', label: 'NEGOCIO' },
    ];
    const questions = [
      { ...question!, options, askedAt: question!.askedAt + 1, since: 5 },
      { ...question!, id: 'q2', thread: 't9', step: 'p7', askedAt: 7, since: 7 - 60_000 },
      { ...question!, id: 'q3', thread: '@reminder', step: '', options: [] },
    ];
    const whole = { ...state, threads: [thread!, other], questions };
    const kept = writeConversation(whole);
    expect((JSON.parse(kept.state) as { questions: { options: unknown }[] }).questions[0]!.options).toEqual([
      ['yes', 'Sí'],
      'NEGOCIO',
    ]);
    expect(readConversation(kept.state, kept.schema)).toEqual(whole);
  });

  test.each([1, 2])('of version %i is read', (version) => {
    const state = Talk.enrolled(PACK).says('si').says('hartas').state();
    expect(readConversation(JSON.stringify(state), version)).toEqual(state);
  });

  test('of which one message had been missed is read', () => {
    const missed = { content: { kind: 'text', text: '12' }, sentAt: 5 } as const;
    const before = JSON.stringify({ ...EMPTY_CONVERSATION, missed });
    expect(readConversation(before, 1).missed).toEqual([missed]);
  });

  test('of another version is refused, not guessed at', () => {
    expect(() => readConversation('{}', 99)).toThrow(expect.objectContaining({ code: 'CONVERSATION_VERSION' }));
  });
});
