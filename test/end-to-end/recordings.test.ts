import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EMULATED } from '../../src/assemble/emulated.ts';
import { type Packs, readAll } from '../../src/assemble/packs.ts';
import { playTranscripts } from '../../src/assemble/play.ts';
import { MINUTE } from '../../src/base/clock.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import { voiceNote } from '../../src/workshop/emulator/voice-note.ts';
import { seat } from '../../src/workshop/operations.ts';
import { House, LOCALES, screen } from './house.ts';

const FLOWS = join(import.meta.dirname, 'flows-audio');
const { transcripts: _, ...PACKS } = readAll({ flows: FLOWS, locales: LOCALES });

let house: House;
beforeEach(async () => {
  house = await House.open({ packs: PACKS });
});
afterEach(() => house.close());

const STAFF = { Julia: '528341000031', Marta: '528341000032', Rosa: '528341000033' } as const;
let number = 10;

async function team(name: keyof typeof STAFF, role: string): Promise<Phone> {
  await house.shell(
    `staff add ${name} --role ${role} --programme telar --phone +${STAFF[name]} --channel whatsapp-cloud`,
  );
  const phone = house.emulator.phone(STAFF[name], 'whatsapp-cloud', { name });
  phone.opensWindow();
  return phone;
}

async function learner(language: string, channel: 'whatsapp-cloud' | 'twilio-sms' = 'whatsapp-cloud') {
  const digits = `5283410001${number++}`;
  const phone = house.emulator.phone(digits, channel, { name: 'Itzel' });
  phone.opensWindow();
  const our = channel === 'twilio-sms' ? EMULATED.twilio.smsFrom : EMULATED.meta.phoneNumberId;
  await house.app.operate(seat, {
    channel,
    ourNumber: our,
    phone: digits,
    people: [{ id: `itzel-${digits}`, name: 'Itzel', language }],
    programme: 'telar',
    lesson: 'dos-bolsas',
    finished: [],
  });
  house.app.inbox.wake();
  await house.settle();
  return phone;
}

/** What the phone shows since, after saying so. */
async function says(phone: Phone, ...said: Parameters<Phone['sends']>[0][]): Promise<string> {
  const from = phone.inbox.length;
  for (const one of said) {
    phone.sends(one);
    await house.settle();
  }
  return screen(phone, from).join('\n');
}

const audios = (phone: Phone, from = 0) => phone.inbox.slice(from).filter(({ type }) => type === 'audio');
const codeIn = (text: string): string => /DESHACER (\d{4})/.exec(text)![1]!;
/** Rows of one table of the report. */
async function table(id: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const told = await house.shell('report coverage --programme telar --format json');
  const { tables } = JSON.parse(told) as { tables: { id: string; rows: Record<string, unknown>[] }[] };
  return tables.find((one) => one.id === id)!.rows;
}

/** Julia records a step, Marta approves it. */
async function spoken(step: string, voice = voiceNote(6)): Promise<{ julia: Phone; marta: Phone; undo: string }> {
  const julia = await team('Julia', 'facilitator');
  const marta = await team('Marta', 'coordinator');
  await says(julia, `AUDIO dos-bolsas ${step} yua`, { voice: { bytes: voice } });
  await says(marta, 'AUDIOS');
  return { julia, marta, undo: codeIn(await says(marta, '1')) };
}

test('P2: the transcripts of the pack that is spoken', async () => {
  const failed: string[] = [];
  await playTranscripts({ flows: FLOWS, locales: LOCALES }, [], ({ path, differences }) => {
    if (differences.length > 0) failed.push(path);
  });
  expect(failed).toEqual([]);
});

describe('P2: her language has only audio', () => {
  test('she gets the very recording and only digits; her number answers, and nothing counts as another language', async () => {
    const bytes = voiceNote(11);
    await spoken('separa', bytes);
    const itzel = await learner('yua');
    const audio = itzel.inbox.find(({ type }) => type === 'audio')!;
    expect(house.emulator.file(audio.media!)?.bytes).toEqual(bytes);
    const question = itzel.inbox.at(-1)!;
    // The greeting has no recording yet: it goes in Spanish, above the digits.
    expect(question.text).toMatch(/^Hoy vemos dos bolsas[^¿]*1 · 2 · 3\nPERSONA$/s);
    expect(question.choices.map(({ title }) => title)).toEqual(['1', '2', '3']);
    await says(itzel, { tap: '2' });
    expect(house.rows('select step, plain from answer')).toEqual([{ step: 'separa', plain: '"no"' }]);
    expect(house.rows('select distinct step from fallback_used order by step')).toEqual([
      { step: 'hilo' },
      { step: 'saludo' },
    ]);
  });

  test('REPETIR brings the recording once and the digits; the words of an option count too', async () => {
    await spoken('separa');
    const itzel = await learner('yua');
    const from = itzel.inbox.length;
    const again = await says(itzel, 'REPETIR');
    expect(audios(itzel, from)).toHaveLength(1);
    expect(again).toContain('1 · 2 · 3');
    expect(await says(itzel, 'todavia no')).toContain('Vendió una hamaca');
  });

  test('on SMS there is no audio: the words go in Spanish with their options, and it is counted', async () => {
    await spoken('separa');
    const itzel = await learner('yua', 'twilio-sms');
    const shown = screen(itzel, 0).join('\n');
    expect(shown).toMatch(/Ya separa el dinero de las dos\?\n1 Si\n2 No\n3 Todavia no/i);
    expect(house.rows("select count(*) as n from fallback_used where step = 'separa' and used = 'es-MX'")).toEqual([
      { n: 1 },
    ]);
  });

  test('a whole turn that is only spoken has no words on the screen', async () => {
    const { julia, marta } = await spoken('saludo');
    await says(julia, 'AUDIO dos-bolsas separa yua', { voice: { bytes: voiceNote(4) } });
    await says(marta, 'AUDIOS', '1');
    const itzel = await learner('yua');
    expect(itzel.inbox.map(({ type, text }) => [type, text])).toEqual([
      ['audio', ''],
      ['audio', ''],
      ['buttons', '1 · 2 · 3\nPERSONA'],
    ]);
    expect(house.rows('select count(*) as n from fallback_used')).toEqual([{ n: 0 }]);
  });

  test('she who reads hears it with the words of its language, and no other', async () => {
    await spoken('separa');
    const ana = await learner('es-MX');
    expect(audios(ana)).toEqual([]);
  });
});

describe('a recording is looked at before it is kept', () => {
  test.each([
    ['too long', { voice: { bytes: voiceNote(95) } }, /dura 95 segundos.*hasta 90/],
    ['silent', { voice: { bytes: voiceNote(6, 120) } }, /no se oye nada/],
    ['a slip of the thumb', { voice: { bytes: voiceNote(0.3) } }, /vacía o dura menos/],
    ['cut off', { voice: { bytes: voiceNote(6).slice(0, 300) } }, /cortada|vacía/],
    [
      'no recording at all',
      { voice: { bytes: new TextEncoder().encode('hola hola'), mime: 'audio/ogg' } },
      /no es una nota de voz/,
    ],
    ['a photo', { photo: {} }, /no es una nota de voz/],
    [
      'too large',
      { voice: { bytes: Buffer.concat([voiceNote(6), Buffer.alloc(17 * 1024 * 1024)]) } },
      /pesa demasiado|no llegó/,
    ],
  ] as const)('%s: told in plain words, nothing kept, and she may send another', async (_, said, words) => {
    const julia = await team('Julia', 'facilitator');
    await says(julia, 'AUDIO dos-bolsas separa yua');
    expect(await says(julia, said)).toMatch(words);
    expect(house.rows('select count(*) as n from recording')).toEqual([{ n: 0 }]);
    expect(await says(julia, { voice: { bytes: voiceNote(5) } })).toContain('quedó guardado: 5 segundos');
  });

  test('the answer waits until the file is here, however long the provider takes', async () => {
    const julia = await team('Julia', 'facilitator');
    await says(julia, 'AUDIO dos-bolsas separa yua');
    const { provider } = house;
    house.provider = async (request) => {
      const response = await request();
      return response.headers.get('content-type')?.startsWith('audio/') ? new Response('', { status: 503 }) : response;
    };
    expect(await says(julia, { voice: { bytes: voiceNote(5) } })).toBe('');
    house.provider = provider;
    const from = julia.inbox.length;
    await house.time.until(house.clock.now() + 25 * MINUTE);
    await house.settle();
    expect(screen(julia, from).join('\n')).toContain('quedó guardado');
  });
});

describe('a second person', () => {
  test('nobody approves her own, and what is gone from sight is not judged', async () => {
    const julia = await team('Julia', 'facilitator');
    await says(julia, 'AUDIO dos-bolsas separa yua', { voice: { bytes: voiceNote(6) } });
    expect(await says(julia, 'AUDIOS')).toMatch(/No hay audios de otras personas.*1/s);
    await says(julia, '1');
    expect(house.rows('select state from recording')).toEqual([{ state: 'draft' }]);
    const reader = await team('Rosa', 'reader');
    const from = reader.inbox.length;
    await says(reader, 'AUDIOS');
    expect(audios(reader, from)).toEqual([]);
  });

  test('a new one replaces the approved one only once it is approved; both stay in the history; undone, the old one is sent', async () => {
    const { julia, marta } = await spoken('separa', voiceNote(6));
    await says(julia, 'AUDIO dos-bolsas separa yua', { voice: { bytes: voiceNote(9) } });
    const states = () => house.rows('select state from recording order by made_at').map(({ state }) => state);
    expect(states()).toEqual(['approved', 'draft']);
    await says(marta, 'AUDIOS');
    const undo = codeIn(await says(marta, '1'));
    expect(states()).toEqual(['replaced', 'approved']);
    expect(await says(marta, `DESHACER ${undo}`)).toContain('espera otra vez');
    expect(states()).toEqual(['approved', 'draft']);
    const itzel = await learner('yua');
    expect(audios(itzel)).toHaveLength(1);
  });

  test('an approval taken back is sent to nobody from the next message on', async () => {
    const { marta, undo } = await spoken('separa');
    await says(marta, `DESHACER ${undo}`);
    const itzel = await learner('yua');
    expect(audios(itzel)).toEqual([]);
  });
});

test('P2: changed words make a recording stale: it is not sent, and the report says so', async () => {
  await spoken('separa');
  const edited: Packs = {
    ...PACKS,
    files: PACKS.files.map(({ path, text }) => ({
      path,
      text: text.replace('el dinero de las dos', 'lo de cada bolsa'),
    })),
  };
  expect(await house.app.reload(edited)).not.toContainEqual(expect.objectContaining({ severity: 'error' }));
  const itzel = await learner('yua');
  expect(audios(itzel)).toEqual([]);
  const row = (await table('coverage')).find(({ language }) => language === 'yua');
  expect(row).toMatchObject({ flow: 'dos-bolsas', stale_audio: 1 });
});

test('an approved recording is still sent after a restart, and after an edit elsewhere in the pack', async () => {
  await spoken('separa');
  await house.restart();
  await house.app.reload({
    ...PACKS,
    files: PACKS.files.map((f) => ({ ...f, text: f.text.replace('Qué bueno', 'Bien') })),
  });
  const itzel = await learner('yua');
  expect(audios(itzel)).toHaveLength(1);
});

test('P2: the report shows texts and audio per language with n of N, and every fallback', async () => {
  await spoken('separa');
  const itzel = await learner('yua');
  await says(itzel, '1', '2');
  const rows = await table('coverage');
  const share = (n: number, of: number) => expect.objectContaining({ n, of });
  expect(rows).toEqual([
    expect.objectContaining({ language: 'es-MX', texts: share(9, 9), audio: share(0, 5), fallbacks: 0 }),
    expect.objectContaining({ language: 'yua', texts: share(0, 9), audio: share(1, 5), fallbacks: 5 }),
  ]);
  const used = await table('fallbacks');
  expect(used.map(({ step, used, fallbacks }) => [step, used, fallbacks])).toEqual([
    ['hilo', 'es-MX', 2],
    ['gasto', 'es-MX', 1],
    ['saludo', 'es-MX', 1],
    ['separa/when/yes~1', 'es-MX', 1],
  ]);
});
