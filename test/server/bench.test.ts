import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { afterEach, expect, test } from 'vitest';
import { billText } from '../../src/server/simulator/bench/bill.ts';
import type { BenchProgramme } from '../../src/server/simulator/bench/deps.ts';
import { dearLetters, SmsLetters, WhatsAppText } from '../../src/server/simulator/bench/letters.tsx';
import { readAct } from '../../src/server/simulator/bench/said.ts';
import { queryOf, readState } from '../../src/server/simulator/bench/state.ts';
import { type TestApp, testApp } from './app.ts';
import { EchoPhone } from './echo-phone.ts';

const PROGRAMMES: BenchProgramme[] = [
  {
    name: 'llera',
    title: 'Negocio',
    join: 'MITIERRA',
    languages: ['es-MX', 'en'],
    modules: [{ title: 'Dinero', lessons: [{ name: 'dos-botes', title: 'Dos botes' }] }],
  },
];

let it: TestApp | undefined;
afterEach(() => it?.app.close());

test('an address says what is played; what is unknown in it is as an author begins', () => {
  const asked = new URLSearchParams('pack=llera&lesson=entrada&in=en&people=two&as=2&show=sms&lang=en');
  const state = readState(asked, PROGRAMMES)!;
  expect(state).toEqual({
    setup: { programme: 'llera', lesson: null, language: 'en', people: 'two' },
    who: 1,
    language: 'en',
    shown: 'sms',
  });
  expect(readState(new URLSearchParams(queryOf(state)), PROGRAMMES)).toEqual(state);
  const odd = readState(
    new URLSearchParams('pack=../x&lesson=__proto__&in=xx&people=9&as=2&show=constructor'),
    PROGRAMMES,
  );
  expect(odd).toEqual({
    setup: { programme: 'llera', lesson: 'dos-botes', language: 'es-MX', people: 'one' },
    who: 0,
    language: 'es',
    shown: 'whatsapp',
  });
  expect(readState(new URLSearchParams(), [])).toBeUndefined();
});

test.each([
  ['nothing', ''],
  ['only spaces', 'text=%20%0A'],
  ['too much for SMS', `form=sms&text=${'a'.repeat(1_531)}`],
  ['a tap on nothing', 'tap=q.none.0'],
  ['a photo by SMS', 'form=sms&kind=photo'],
  ['an unknown kind', 'kind=constructor'],
  ['a year', 'pass=8760'],
])('%s is refused with a code', (_name, fields) => {
  expect(() => readAct(new URLSearchParams(fields), 0)).toThrow(
    expect.objectContaining({ code: 'SIMULATOR_INPUT_INVALID' }),
  );
});

test('her words stand on one line, with the network she was given', () => {
  expect(readAct(new URLSearchParams('form=sms&text=%20hola%0A%00ma%C3%B1ana%20&fault=late'), 1)).toEqual({
    kind: 'say',
    form: 'sms',
    who: 1,
    said: { text: 'hola mañana' },
    fault: 'late',
  });
});

test('letters that cost are marked: those that make all dearer, and those that take two places', () => {
  const long = 'x'.repeat(80);
  const html = renderToString(h(SmsLetters, { text: `ñ á { ${long}`, two: 'dos' }));
  expect(html).toBe(`ñ <mark class="dear">á</mark> <mark class="two" title="dos">{</mark> ${long}`);
  const dear = 'está así, está. '.repeat(5);
  expect([dearLetters('mañana, Señora é'), dearLetters(dear)]).toEqual(['', 'á í']);
  // In one SMS either way they cost nothing, and are nobody's worry.
  expect(dearLetters('está así')).toBe('');
  expect(renderToString(h(SmsLetters, { text: 'está', two: 'dos' }))).toBe('está');
  expect(renderToString(h(WhatsAppText, { text: '*Su tarea*: 2 * 3, _hoy_ <b>' }))).toBe(
    '<b>Su tarea</b>: 2 * 3, <i>hoy</i> &lt;b>',
  );
});

test('what it costs, where somebody wrote the price down', () => {
  const bill = { messages: 2, segments: 3, cost: [{ currency: 'MXN', milli: 285_000 }], unpriced: 0 };
  expect(billText(bill, 'sms', 'en').replace(/\s/g, ' ')).toBe('3 SMS segments · MXN 2.85');
  expect(billText({ ...bill, cost: [], unpriced: 2 }, 'whatsapp', 'es')).toBe('2 mensajes · sin precio anotado');
});

test('without a bench its address leads to the phone; with a real channel all of it is closed', async () => {
  it = await testApp({ simulator: new EchoPhone() });
  const answer = await it.app.inject('/simulator?lang=en');
  expect([answer.statusCode, answer.headers.location]).toEqual([302, '/simulator/phone?lang=en']);
  await it.app.close();
  it = await testApp({ simulator: new EchoPhone(), staffOnlySimulator: true });
  expect((await it.app.inject('/simulator')).statusCode).toBe(403);
});
