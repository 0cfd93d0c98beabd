import { describe, expect, test } from 'vitest';
import { Talk } from './talk.ts';

const LONG = Array.from({ length: 30 }, (_, i) => `Esta es la frase ${i} de una lectura larga.`).join(' ');
const MEDIA = `lesson: media
title: Media
steps:
  - say: Escuche y mire.
    audio: voz.ogg
    image: bote.jpg
  - ask: ¿Le gustó?
    id: gusto
    answer: yes-no
`;

describe('one turn, one message', () => {
  test('a recording goes first, a picture rides on the one text that carries the question', () => {
    const talk = Talk.enrolled([MEDIA]);
    expect(talk.sent()).toEqual([
      { text: '', sms: '', media: { kind: 'audio', file: 'prueba/media/voz.ogg' } },
      expect.objectContaining({
        text: 'Escuche y mire.\n\n¿Le gustó?',
        media: { kind: 'image', file: 'prueba/media/bote.jpg' },
      }),
    ]);
    const [send] = talk.effects('send');
    expect(send!.group.parts.map(({ questionId }) => questionId)).toEqual([undefined, talk.questions()[0]!.id]);
  });

  test('SMS gets the words alone, in one part, in both forms for later', () => {
    const talk = Talk.enrolled([MEDIA], { form: 'sms' });
    expect(talk.sent()).toHaveLength(1);
    expect(talk.sent()[0]).toMatchObject({ sms: 'Escuche y mire.\n¿Le gustó?', text: 'Escuche y mire.\n\n¿Le gustó?' });
    expect(talk.sent()[0]!.media).toBeUndefined();
  });

  test('over the limit it splits before the question', () => {
    const talk = Talk.enrolled([
      `lesson: larga\ntitle: Larga\nsteps:\n  - say: ${LONG}\n  - ask: ¿Le gustó?\n    id: gusto\n    answer: yes-no\n`,
    ]);
    expect(talk.sent().map(({ text }) => text)).toEqual([LONG, '¿Le gustó?']);
    expect(talk.sent()[1]!.options).toHaveLength(2);
  });

  test('REPETIR brings back the lesson, not what the conversation said in between', () => {
    const talk = Talk.enrolled([MEDIA]).says('ayuda').says('repetir');
    expect(talk.sent().map(({ text }) => text)).toEqual(['', 'Escuche y mire.\n\n¿Le gustó?']);
  });
});
