import { describe, expect, test } from 'vitest';
import { compare, matches } from '../../src/workshop/transcript/match.ts';
import { parseTranscript } from '../../src/workshop/transcript/parse.ts';

const HEADER = 'programme llera · lesson dos-botes · sms · es-MX · Ana · 2026-03-02 10:00 America/Monterrey';

describe('reading a transcript', () => {
  test('header, lines and their places', () => {
    const read = parseTranscript(
      't.txt',
      `# she answers late\n${HEADER}\n> …Ya separa…\n< todavia no\n~ 2 days\n@ 2026-03-05 18:00\n! duplicate\n= homework.botes.state == "assigned"\n$ recado cohort new\n`,
    );
    if (!('transcript' in read)) throw new Error(JSON.stringify(read));
    expect(read.transcript.title).toBe('she answers late');
    expect(read.transcript.header).toMatchObject({
      programme: 'llera',
      lesson: 'dos-botes',
      form: 'sms',
      provider: 'twilio',
      language: 'es-MX',
      people: ['Ana'],
      zone: 'America/Monterrey',
    });
    expect(read.transcript.lines.map((l) => [l.line, l.kind])).toEqual([
      [3, 'expect'],
      [4, 'send'],
      [5, 'wait'],
      [6, 'jump'],
      [7, 'fault'],
      [8, 'assert'],
      [9, 'shell'],
    ]);
    expect(read.transcript.lines[2]).toMatchObject({ ms: 172_800_000 });
  });

  test('two on one phone, and others on phones of their own', () => {
    const read = parseTranscript('t.txt', `${HEADER.replace('Ana', 'Ana+Luz, Eva, Rosa')}\n> hola\n`);
    expect(read).toMatchObject({ transcript: { header: { people: ['Ana', 'Luz'], beside: ['Eva', 'Rosa'] } } });
  });

  test('what she sent earlier and comes late', () => {
    const read = parseTranscript(
      't.txt',
      `${HEADER}\n< (sent 20 hours ago) 1\n< (sent 1 minute ago) (quote UNO) no\n< (sent yesterday) 1\n`,
    );
    if (!('transcript' in read)) throw new Error(JSON.stringify(read));
    expect(read.transcript.lines).toMatchObject([
      { ago: 72_000_000, content: { kind: 'text', text: '1' } },
      { ago: 60_000, quote: 'UNO', content: { kind: 'text', text: 'no' } },
      { content: { kind: 'text', text: '(sent yesterday) 1' } },
    ]);
  });

  test('what she sends', () => {
    const read = parseTranscript(
      't.txt',
      `${HEADER.replace('sms', 'whatsapp')}\n< (quote UNO) STOP\n< (button) Sí\n< [photo] mis botes\nLuz < hola\nLuz@sms < 1\nLuz > …\n`,
    );
    if (!('transcript' in read)) throw new Error(JSON.stringify(read));
    expect(read.transcript.header.provider).toBe('cloud');
    expect(read.transcript.lines).toMatchObject([
      { kind: 'send', quote: 'UNO', content: { kind: 'text', text: 'STOP' } },
      { kind: 'send', content: { kind: 'button', label: 'Sí' } },
      { kind: 'send', content: { kind: 'media', caption: 'mis botes' } },
      { kind: 'send', who: 'Luz', content: { kind: 'text', text: 'hola' } },
      { kind: 'send', who: 'Luz', form: 'sms' },
      { kind: 'expect', who: 'Luz', text: '…' },
    ]);
  });

  test('every mistake is told with its line', () => {
    const read = parseTranscript('t.txt', `${HEADER}\n~ 2 moons\n% what\n@ tomorrow\n`);
    expect('mistakes' in read && read.mistakes.map((m) => m.line)).toEqual([2, 3, 4]);
  });
});

describe('matching', () => {
  test('… stands for anything; without it the whole message or a whole line must be the same', () => {
    expect(matches('…dos botes…', 'Hoy, dos botes.\nBien')).toBe(true);
    expect(matches('Bien', 'Hoy, dos botes.\nBien')).toBe(true);
    expect(matches('dos botes', 'Hoy, dos botes.')).toBe(false);
    expect(matches('¿Cuánto (más o menos)?', '¿Cuánto  (más o menos)?')).toBe(true);
  });

  test('lines may share a message, must keep order, and must account for every message', () => {
    const lines = (...texts: string[]) => texts.map((text, i) => ({ line: i + 1, text }));
    expect(compare(lines('…uno…', '…dos…'), ['uno y dos'], 1)).toEqual([]);
    expect(compare(lines('…dos…', '…uno…'), ['uno', 'dos'], 1).map((d) => d.line)).toEqual([2, 2]);
    expect(compare(lines('…uno…'), ['uno', 'y otra cosa'], 1)[0]?.says).toContain('y otra cosa');
    expect(compare(lines('…uno…'), [], 1)[0]?.says).toContain('nothing was sent');
  });
});
