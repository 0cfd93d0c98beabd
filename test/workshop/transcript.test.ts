import { describe, expect, test } from 'vitest';
import { says } from '../../src/locale/sentence.ts';
import { compare, type Difference, matches } from '../../src/workshop/transcript/match.ts';
import { parseTranscript, TRANSCRIPT_MAX } from '../../src/workshop/transcript/parse.ts';
import { updated } from '../../src/workshop/transcript/update.ts';
import { english } from '../locale/tell.ts';

const inWords = (all: readonly Difference[]) => all.map(({ line, says: said }) => ({ line, says: english(said) }));

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

  test.each([
    ['a picture', '\u0000\u0001PNG\uFFFD\uFFFD', /not plain text/],
    ['10 MB', `${HEADER}\n${'> hola\n'.repeat(1_500_000)}`, /has at most 256,000/],
    ['a fault that nobody knows', `${HEADER}\n! earthquake\n`, /"earthquake" is no fault; there are duplicate/],
    ['a directive that nobody knows', `${HEADER}\n% 3\n`, /begins with none of/],
    ['nothing', '', /no header/],
    ['a shape of pure noise', '{}[]\n'.repeat(5_000), /header/i],
  ])('%s is told, and nothing crashes', (_, text, says) => {
    const read = parseTranscript('t.txt', text);
    if (!('mistakes' in read)) throw new Error('read as a transcript');
    expect(read.mistakes.length).toBeLessThanOrEqual(20);
    expect(english(read.mistakes[0]!.says)).toMatch(says);
    expect(TRANSCRIPT_MAX).toBe(256_000);
  });

  test('every fault of the manual is known', () => {
    const faults = [
      'duplicate',
      'reorder',
      'restart',
      'send fails 503',
      'send drops',
      'undelivered',
      'phone off',
      'phone on',
    ];
    const templates = ['paused', 'rejected', 'disabled', 'approved', 'marketing', 'utility'].map(
      (one) => `template ${one} llera_leccion`,
    );
    const read = parseTranscript(
      't.txt',
      `${HEADER}\n${[...faults, ...templates].map((fault) => `! ${fault}\n`).join('')}`,
    );
    expect('transcript' in read && read.transcript.lines.length).toBe(14);
  });
});

describe('matching', () => {
  test('… stands for anything; without it the whole message or a whole line must be the same', () => {
    expect(matches('…dos botes…', 'Hoy, dos botes.\nBien')).toBe(true);
    expect(matches('Bien', 'Hoy, dos botes.\nBien')).toBe(true);
    expect(matches('dos botes', 'Hoy, dos botes.')).toBe(false);
    expect(matches('¿Cuánto (más o menos)?', '¿Cuánto  (más o menos)?')).toBe(true);
  });

  test('many dots against a long message are answered at once, as is a line longer than any message', () => {
    expect(matches(`${'…a'.repeat(20)}…b`, 'a'.repeat(2_000))).toBe(false);
    expect(matches('{a}…{b}…{c}…{d}q', 'a'.repeat(400))).toBe(false);
    expect(matches(`${'…a'.repeat(20)}…`, 'a'.repeat(2_000))).toBe(true);
    expect(matches('…uno…dos', 'uno, dos, uno y dos')).toBe(true);
    expect(matches('…{codigo}…{codigo}…', 'hola 77 y 77')).toBe(true);
    expect(matches('a'.repeat(200_000), 'x')).toBe(false);
  }, 2_000);

  test('lines may share a message, must keep order, and must account for every message', () => {
    const lines = (...texts: string[]) => texts.map((text, i) => ({ line: i + 1, text }));
    expect(compare(lines('…uno…', '…dos…'), ['uno y dos'], 1)).toEqual([]);
    expect(compare(lines('…dos…', '…uno…'), ['uno', 'dos'], 1).map((d) => d.line)).toEqual([2, 2]);
    expect(inWords(compare(lines('…uno…'), ['uno', 'y otra cosa'], 1))[0]?.says).toContain('y otra cosa');
    expect(inWords(compare(lines('…uno…'), [], 1))[0]?.says).toContain('got       nothing');
  });
});

describe('a difference as a teacher reads it', () => {
  const lines = (...texts: string[]) => texts.map((text, i) => ({ line: i + 1, text }));

  test('expected and got stand one under the other, with what she did before', () => {
    const did = says('transcript.did', { line: 3, did: '< casa' });
    const [only, ...more] = inWords(compare(lines('…Eso es…'), ['Todavía no.\nPiénselo.'], 9, did));
    expect(more).toEqual([]);
    expect(only).toEqual({
      line: 1,
      says: 'expected  …Eso es…\ngot       Todavía no.\n          Piénselo.\nafter     line 3: < casa',
    });
  });

  test('what came too much is told once, and what came in the place of a line is not told again', () => {
    expect(inWords(compare(lines('…uno…', '…dos…'), ['uno', 'tres', 'dos'], 1))).toEqual([
      { line: 2, says: 'expected  nothing more\ngot       tres' },
    ]);
    expect(inWords(compare(lines('…uno…', '…X…', '…dos…'), ['uno', 'tres', 'dos'], 1))).toEqual([
      { line: 2, says: 'expected  …X…\ngot       tres' },
    ]);
  });

  test('a hint where only accents, capitals, signs or dots differ', () => {
    expect(inWords(compare(lines('qué bien'), ['¡Que bien, vecina!'], 1))[0]!.says).toContain('hint      only accents');
    expect(inWords(compare(lines('anos'), ['Cumple años'], 1))[0]!.says).toContain('write > …anos…');
    expect(inWords(compare(lines('adiós'), ['¡Que bien!'], 1))[0]!.says).not.toContain('hint');
  });
});

describe('--update writes what was really said', () => {
  const text = '# título\nheader\n> …uno…\n# un comentario\n> viejo\n< 1\n> …tres…\n';
  const at = (line: number, words: string) => ({ line, text: words });

  test('lines that still match stay, dots and all; comments and order are kept', () => {
    const blocks = [
      { expected: [at(3, '…uno…'), at(5, 'viejo')], messages: ['uno y más', 'nuevo\ncon dos líneas'], before: 6 },
      { expected: [at(7, '…tres…')], messages: ['tres'], before: 8 },
    ];
    expect(updated(text, blocks)).toBe(
      '# título\nheader\n> …uno…\n> nuevo\n> con dos líneas\n# un comentario\n< 1\n> …tres…\n',
    );
  });

  test('what is sent and no line told of is added where it was sent, for whoever got it', () => {
    const blocks = [
      { expected: [], messages: ['hola'], before: 6, who: 'Luz' },
      { expected: [at(7, '…tres…')], messages: ['tres', 'y más'], before: Number.POSITIVE_INFINITY },
    ];
    expect(updated(text, blocks)).toBe(
      '# título\nheader\n> …uno…\n# un comentario\n> viejo\nLuz > hola\n< 1\n> …tres…\n> y más\n',
    );
  });

  test('a line that no longer fits becomes the line of the message that is most like it', () => {
    const expected = [at(3, '…uno…'), at(5, '…¿Ya lo hace en casa?…')];
    const messages = ['Aquí va uno.\n¿Ya lo hace en su negocio?\n1 Si\n2 No'];
    const written = '# título\nheader\n> …uno…\n# un comentario\n> …¿Ya lo hace en casa?…\n< 1\n';
    expect(updated(written, [{ expected, messages, before: 6 }])).toBe(
      '# título\nheader\n> …uno…\n# un comentario\n> …¿Ya lo hace en su negocio?…\n< 1\n',
    );
  });

  test('what is no longer sent is taken out; a second time changes nothing', () => {
    const once = updated(text, [{ expected: [at(3, '…uno…'), at(5, 'viejo')], messages: [], before: 6 }]);
    expect(once).toBe('# título\nheader\n# un comentario\n< 1\n> …tres…\n');
    expect(updated(once, [{ expected: [], messages: [], before: 4 }])).toBe(once);
  });
});
