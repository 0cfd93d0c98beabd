import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildMind } from '../../src/assemble/mind.ts';
import { readAll } from '../../src/assemble/packs.ts';
import { Agenda } from '../../src/workshop/rehearse/agenda.ts';
import { answerKey, askedOn } from '../../src/workshop/rehearse/answer-key.ts';
import { castOf } from '../../src/workshop/rehearse/cast.ts';
import { reviewers } from '../../src/workshop/rehearse/colleague.ts';
import { Handset } from '../../src/workshop/rehearse/handset.ts';
import { answerTo, drawsOf } from '../../src/workshop/rehearse/says.ts';
import { Woman } from '../../src/workshop/rehearse/woman.ts';
import { LOCALES, TOP } from '../end-to-end/house.ts';

const { transcripts: _, ...packs } = readAll({ flows: join(TOP, 'flows'), locales: LOCALES });
const { library } = buildMind(packs);
const key = answerKey(library, library.programmes.get('llera')!);
const [ana] = castOf(1);
const screen = (text: string) =>
  ({ channel: 'whatsapp-cloud', id: 'x', to: '', from: '', at: 0, type: 'text', text, choices: [] }) as const;

describe('the answer key', () => {
  test('knows every question that the pack asks, in both forms', () => {
    expect(askedOn('Hola. ¿Ya separa el dinero del negocio y el de la casa?\n[Sí] [No]', key)?.key).toBe(
      'llera/dos-botes/separa',
    );
    expect(askedOn('Su tarea. Escriba como hizo sus dos botes y cuanto puso en cada uno.', key)).toMatchObject({
      kind: 'homework',
      flow: 'llera/botes',
    });
    expect(askedOn('Buenos días', key)).toBeUndefined();
  });

  test('of two questions on one screen the last is asked', () => {
    const [first, second] = key.filter(({ kind }) => kind === 'quiz');
    const words = (asked: typeof first) => asked!.wordings[0]!.join(' ');
    expect(askedOn(`${words(first)} ${words(second)}`, key)).toBe(second);
    expect(askedOn(`${words(second)} ${words(first)}`, key)).toBe(first);
  });
});

const quiz = key.find((one) => one.key === 'llera/dos-botes/maiz')!;

describe('a robot', () => {
  test('says the same whatever happened before, and gets a quiz right at the second try', () => {
    const draw = drawsOf('1', ana!.name);
    const said = answerTo(quiz, ana!, screen('…'), 0, draw);
    draw('something else')();
    expect(answerTo(quiz, ana!, screen('…'), 0, draw)).toEqual(said);
    expect(answerTo(quiz, ana!, screen('…'), 1, draw)).toBe('NEGOCIO');
  });

  test('is mostly a woman, as those for whom the programme is', () => {
    const sexo = key.find((one) => one.save === 'profile.sexo')!;
    const said = castOf(200).map((she) => answerTo(sexo, she, screen(''), 0, drawsOf('1', she.name)));
    expect(said.filter((one) => one === 'MUJER').length).toBeGreaterThan(170);
    expect(new Set(said).size).toBeGreaterThan(1);
  });

  test('agrees to take part, and says of her phone what is so', () => {
    const [, , , mari] = castOf(5);
    const consent = key.find((one) => one.save === 'consent')!;
    const phone = key.find((one) => one.save === 'profile.shared_phone')!;
    expect(answerTo(consent, ana!, screen(''), 0, drawsOf('1', 'x'))).toMatch(/sí/i);
    expect([ana!.shared, mari!.shared]).toEqual([false, true]);
    expect(answerTo(phone, mari!, screen(''), 0, drawsOf('1', 'x'))).not.toEqual(
      answerTo(phone, ana!, screen(''), 0, drawsOf('1', 'x')),
    );
  });
});

describe('her phone', () => {
  const start = Date.parse('2026-03-02T16:00:00Z');
  const script = { seed: '1', zone: 'America/Monterrey', start, key };
  const choice = (text: string, ...titles: string[]) => ({
    ...screen(text),
    choices: titles.map((title, n) => ({ id: `${text}/${n}`, title })),
  });

  test('what she reads within one look is all one to her: some seconds more on the way change nothing', () => {
    const asked = screen(quiz.wordings[0]!.join(' '));
    const at = (ms: number) => {
      const she = new Woman(ana!, script);
      she.reads(asked, start + ms);
      return she.due?.at;
    };
    expect(at(0)).toBeGreaterThan(start);
    expect(new Set([0, 1, 4_000, 38_000, 299_999].map(at)).size).toBe(1);
  });

  test('asked which question she meant, she says what she meant, and before anything else', () => {
    const she = new Woman(ana!, script);
    she.reads(screen(quiz.wordings[0]!.join(' ')), start);
    she.take(she.due!.at);
    she.reads(choice('¿Para cuál es?', 'Su registro', quiz.title.slice(0, 18)), start);
    expect(she.due?.urgent).toBe(true);
    expect(she.take(start)).toEqual([{ said: { tap: '¿Para cuál es?/1' }, how: { quote: 'x' } }]);
  });

  test('on a phone of two she quotes what she answers, and two never write in one look', () => {
    const [, , , mari, chela] = castOf(5);
    const sent: { said: unknown; how: unknown }[] = [];
    const phone = { sends: (said: unknown, how: unknown) => void sent.push({ said, how }) };
    const women = [new Woman(mari!, script), new Woman(chela!, script)];
    const handset = new Handset(phone as never, women);
    const ask = key.find(({ types, options, kind }) => kind === 'ask' && types[0] === 'text' && options.length === 0)!;
    for (const [n, she] of women.entries())
      handset.reads({ ...screen(`Para ${she.part.name}: ${ask.wordings[0]!.join(' ')}`), id: `m${n}` }, start);
    const first = handset.due!;
    handset.acts(first);
    expect(sent).toHaveLength(1);
    expect(handset.due).toBeGreaterThan(first + 60_000);
    handset.acts(handset.due!);
    expect(new Set(sent.map(({ how }) => how))).toEqual(new Set([{ quote: 'm0' }, { quote: 'm1' }]));
  });
});

test('two on one phone stand beside each other in the cast, and nobody else has their number', () => {
  const cast = castOf(400);
  const byPhone = new Map<string, string[]>();
  for (const { phone, name } of cast) byPhone.set(phone, [...(byPhone.get(phone) ?? []), name]);
  expect(Math.max(...[...byPhone.values()].map(({ length }) => length))).toBe(2);
  expect(cast.filter(({ shared }) => shared)).toHaveLength(80);
  expect(new Set(cast.map(({ name }) => name)).size).toBe(400);
});

test('a reviewer takes what comes a second time', () => {
  const looks = reviewers();
  const homework = (whose: string) =>
    `ana: bien.\n${whose}, sus dos botes.\nhola\nresponda 1 bien, 2 casi o 3 otra vez`;
  const verdicts = Array.from({ length: 40 }, (_, n) => looks(homework(`mujer ${n}`), drawsOf('1', 'queue')));
  expect(new Set(verdicts.map((said) => (said as string)[0]))).toEqual(new Set(['1', '2', '3']));
  expect(looks(homework('mujer 3'), drawsOf('1', 'queue'))).toBe('1 muy bien hecho');
  expect(looks('no hay tareas por revisar. ¡gracias!', drawsOf('1', 'queue'))).toBeUndefined();
});

test('the agenda lets everybody act in the order of time, once', async () => {
  const agenda = new Agenda();
  const did: string[] = [];
  const actor = (name: string, at: number) => {
    const one: { due: number | null; acts(): boolean } = {
      due: at,
      acts() {
        did.push(`${name}@${one.due}`);
        one.due = null;
        return true;
      },
    };
    return one;
  };
  const [late, soon, moved] = [actor('late', 30), actor('soon', 10), actor('moved', 40)];
  for (const one of [late, soon, moved]) agenda.changed(one);
  moved.due = 20;
  agenda.changed(moved);
  expect(agenda.nextDue()).toBe(10);
  await agenda.act(25);
  expect(did).toEqual(['soon@10', 'moved@20']);
  expect(agenda.nextDue()).toBe(30);
});
