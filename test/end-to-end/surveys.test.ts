import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAll } from '../../src/assemble/packs.ts';
import { playTranscripts } from '../../src/assemble/play.ts';
import { runShell } from '../../src/assemble/shell.ts';
import { DAY } from '../../src/base/clock.ts';
import { surveyEnter } from '../../src/programme/survey/index.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import { House, LOCALES, screen } from './house.ts';
import { plain } from './lesson.ts';

const FLOWS = join(import.meta.dirname, 'flows-surveys');
const { transcripts: _, ...READ } = readAll({ flows: FLOWS, locales: LOCALES });
const ENGLISH = {
  base: {
    intro: { say: 'Some questions about your business.' },
    ganancia: { ask: 'Last month, after paying everything, how much was left?' },
    personas: { ask: 'How many people work in your business?' },
    celular: { ask: 'What do you use your phone for?', 'options.usa': 'Calls and messages' },
  },
};
const LOCALE = { language: 'en', name: 'valle', entries: ENGLISH };
const PACKS = { ...READ, locales: [...READ.locales, LOCALE] };

let house: House;
beforeEach(async () => {
  house = await House.open({ packs: PACKS });
});
afterEach(() => house.close());

/** `recado …`, and what it said, also where it refused. */
async function recado(...words: readonly string[]): Promise<string> {
  const { said } = await runShell(words, async () => house.app);
  house.app.inbox.wake();
  await house.settle();
  return said;
}

async function says(phone: Phone, ...texts: readonly string[]): Promise<string> {
  const from = phone.inbox.length;
  for (const text of texts) {
    phone.sends(text);
    await house.settle();
  }
  return plain(screen(phone, from).join('\n'));
}

async function pass(ms: number): Promise<void> {
  await house.time.until(house.clock.now() + ms);
  await house.settle();
}

let number = 10;
/** In Spanish, with her answer to being asked again a year later; what she answers from then on follows. */
async function learner(name: string, answers: readonly string[] = [], agrees = 'si'): Promise<Phone> {
  const digits = `5283410001${number++}`;
  const phone = house.emulator.phone(digits, 'twilio-sms', { name });
  await says(phone, 'VALLE', '1', name, agrees, ...answers);
  return phone;
}

async function staff(role: string, name: string, digits: string): Promise<Phone> {
  await recado('staff', 'add', name, '--role', role, '--phone', `+${digits}`, '--channel', 'twilio-sms');
  const phone = house.emulator.phone(digits, 'twilio-sms', { name });
  await says(phone, 'hola');
  return phone;
}

type Row = Record<string, unknown>;
type Shown = { tables: { id: string; rows: Row[] }[]; notes: { key: string }[] };
/** Rows of one table of a report, by the ids of their columns. */
async function table(report: string, id: string, ...more: readonly string[]): Promise<Row[]> {
  const shown = JSON.parse(await recado('report', report, '--format', 'json', ...more)) as Shown;
  return shown.tables.find((one) => one.id === id)!.rows;
}

const BASELINE = { ana: ['1500', '2', '1'], luz: ['0', 'no se', 'prefiero no decir'] } as const;

test('a baseline comes before the first lesson, and refused, unknown, missing and zero stay apart to the report', async () => {
  const ana = await learner('Ana');
  expect(await says(ana, ...BASELINE.ana)).toContain('Ya separa el dinero');
  await learner('Luz', BASELINE.luz);
  await learner('Mar', ['800']);
  for (const name of ['Ana', 'Luz', 'Mar']) await recado('enterprise', `negocio-${name}`, '--people', name);
  const rows = await table('surveys', 'survey_questions');
  const [money, people, phone] = rows;
  // A zero is an answer, and in the mean; (1500 + 0 + 800) / 3.
  expect(money).toMatchObject({ question: 'ganancia', asked: 3, answered: { n: 3, of: 3 }, mean: null });
  expect([money!['mean_money'], money!['median_money']].map(Number)).toEqual([76_666.67, 80_000].map((minor) => minor));
  expect(people).toMatchObject({ asked: 3, answered: { n: 1, of: 3 }, unknown: 1, refused: 0, no_answer: 1, mean: 2 });
  // Mar was never asked the last one: she is in none of its figures.
  expect(phone).toMatchObject({ asked: 2, answered: { n: 1, of: 2 }, refused: 1, unknown: 0, no_answer: 0 });
  expect(await table('surveys', 'survey_waves')).toMatchObject([
    { asked: 3, complete: { n: 2, of: 3 }, by_message: 3, again: 0 },
  ]);
});

test('one survey in two languages is one survey', async () => {
  await learner('Ana', BASELINE.ana);
  const phone = house.emulator.phone('528341000050', 'twilio-sms', { name: 'Pat' });
  expect(await says(phone, 'VALLE', '2', 'Pat', 'yes')).toContain('Some questions about your business');
  expect(await says(phone, '2000')).toContain('How many people work');
  await says(phone, 'I do not know', '2');
  for (const name of ['Ana', 'Pat']) await recado('enterprise', `negocio-${name}`, '--people', name);
  const [money, people, use] = await table('surveys', 'survey_questions', '--by', 'language');
  expect(money).toMatchObject({ language: 'en', question: 'ganancia', asked: 1, mean_money: 200_000 });
  expect(people).toMatchObject({ language: 'es-MX', question: 'ganancia', asked: 1 });
  expect(use).toMatchObject({ language: 'en', question: 'personas', unknown: 1 });
});

test('P6: the ladder is recorded at entry and later, by a question and by the team, and the matrix shows who moved', async () => {
  for (const [name, step] of [
    ['Ana', '1'],
    ['Luz', '2'],
    ['Mar', '2'],
    ['Sol', '3'],
  ] as const)
    await learner(name, ['100', '1', step]);
  await learner('Paz');
  await pass(8 * DAY);
  await recado('ladder', 'Ana', 'appropriation');
  await recado('ladder', 'Luz', 'usage', '--on', '2026-03-09');
  await recado(
    'survey',
    'enter',
    'Sol',
    'base',
    'celular=usa',
    '--wave',
    'endline',
    '--on',
    '2026-03-08',
    '--mode',
    'face-to-face',
  );
  expect(await recado('ladder', 'Ana', 'access', '--on', '2027-01-01')).toContain('has not come yet');
  const matrix = (await table('ladder', 'ladder_moves')).map((row) => Object.values(row));
  expect(matrix).toEqual([
    ['access', 0, 0, 1, 0, 0],
    ['usage', 0, 1, 0, 0, 1],
    ['appropriation', 0, 1, 0, 0, 0],
    ['well-being', 0, 0, 0, 0, 0],
    ['none', null, null, null, null, 1],
  ]);
  expect(await table('ladder', 'ladder_moved')).toMatchObject([
    { up: { n: 1, of: 5, missing: 2 }, same: { n: 1, of: 5, missing: 2 }, down: { n: 1, of: 5, missing: 2 } },
  ]);
});

test('P7: "did this help you improve your business?" gives n yes of n answered of n asked', async () => {
  const women = [];
  for (const name of ['Ana', 'Luz', 'Mar', 'Sol', 'Paz']) women.push(await learner(name, ['100', '1', '1', 'si']));
  // The lessons were over on the day of the baseline: a week lies between two surveys.
  expect(house.count("survey_response where survey = 'salida'")).toBe(0);
  await pass(8 * DAY);
  const [ana, luz, mar, sol] = women;
  expect(await says(ana!, 'si')).toContain('Gracias por contarnos');
  await says(luz!, 'si');
  await says(mar!, 'no');
  await says(sol!, 'no se');
  const [question] = (await table('surveys', 'survey_questions')).filter((row) => row['survey'] === 'salida');
  expect(question).toMatchObject({ asked: 5, answered: { n: 3, of: 5 }, unknown: 1, no_answer: 1 });
  const answers = (await table('surveys', 'survey_answers')).filter((row) => row['survey'] === 'salida');
  expect(answers).toMatchObject([
    { answer: 'yes', share: { n: 2, of: 3 } },
    { answer: 'no', share: { n: 1, of: 3 } },
  ]);
});

/** So many enterprises of one woman each, on record without a message. */
function enterprises(count: number): void {
  for (let i = 0; i < count; i++) {
    house.run('insert into lane (id, created_at) values (?, 0)', `l${i}`);
    house.run('insert into person (id, lane_id, name, created_at) values (?, ?, ?, 0)', `p${i}`, `l${i}`, `Socia${i}`);
    house.run("insert into enrolment (person_id, programme, state, since) values (?, 'valle', 'active', 0)", `p${i}`);
    house.run("insert into enterprise (id, programme, name, created_at) values (?, 'valle', ?, 0)", `e${i}`, `e${i}`);
    house.run('insert into enterprise_member (enterprise_id, person_id, since) values (?, ?, 0)', `e${i}`, `p${i}`);
  }
}

async function entered(who: string, wave: string, on: string, ganancia: string, mode = 'face-to-face'): Promise<void> {
  const answers = { ganancia: ganancia === 'refused' ? ({ missing: 'refused' } as const) : ganancia };
  const by = { kind: 'shell', id: 'shell' } as const;
  await house.app.operate(surveyEnter, {
    who,
    programme: 'valle',
    survey: 'base',
    wave,
    on,
    mode: mode as 'paper',
    answers,
    by,
    workspace: 'main',
  });
}

test('V7: the share of enterprises whose income rose prints n/N, with threshold, missing and attrition', async () => {
  enterprises(47);
  for (let i = 0; i < 47; i++) await entered(`p${i}`, 'baseline', '2026-01-10', '1000');
  // 19 rise by a tenth or more, 10 by less, 10 fall, 2 say the same, one does not want to say, 5 are not met again.
  const after = [
    ...Array<string>(19).fill('1100'),
    ...Array<string>(10).fill('1099'),
    ...Array<string>(10).fill('400'),
    '1000',
    '1000',
    'refused',
  ];
  for (const [i, value] of after.entries())
    await entered(`p${i}`, 'endline', '2026-02-10', value, i < 3 ? 'call' : 'face-to-face');
  const [risen] = await table('surveys', 'survey_risen');
  expect(risen).toMatchObject({
    over: 'enterprises',
    threshold: '+10 %',
    risen: { n: 19, of: 47, missing: 6 },
    risen_of_pairs: { n: 19, of: 41 },
    fallen: 10,
    other_mode: 3,
  });
  const followed = await table('surveys', 'survey_followed');
  expect(followed[0]).toMatchObject({ both: { n: 42, of: 47 }, first_only: 5, later_only: 0, neither: 0 });
  expect(await recado('report', 'surveys')).toContain('19/47 = 40 %');
  expect(await recado('report', 'surveys')).toContain('De otro modo'.slice(3));
});

test('V8: a family enterprise of three counts once, people stand apart', async () => {
  const profits = { Ana: '1000', Luz: '2000', Mar: '3000' };
  for (const [name, profit] of Object.entries(profits)) await learner(name, [profit, '3', '1']);
  await recado('enterprise', 'tamales', '--family', 'yes', '--people', 'Ana', 'Luz', 'Mar');
  // Luz alone answers again: hers are the two that are compared, and not Ana's first beside her second.
  await recado(
    'survey',
    'enter',
    'Luz',
    'base',
    'ganancia=2500',
    '--wave',
    'endline',
    '--on',
    '2026-03-02',
    '--mode',
    'call',
  );
  expect(await table('surveys', 'survey_waves')).toMatchObject([
    { wave: 'baseline', asked: 1, again: 2 },
    { wave: 'endline', asked: 1, again: 0 },
  ]);
  expect((await table('surveys', 'survey_risen'))[0]).toMatchObject({ risen: { n: 1, of: 1, missing: 0 } });
  expect((await table('surveys', 'survey_changed'))[0]).toMatchObject({ pairs: 1 });
  expect(await table('surveys', 'people')).toMatchObject([{ enrolled: 3 }]);
});

test('a survey answered twice: the first complete one counts, the second is kept and reported', async () => {
  await learner('Ana', BASELINE.ana);
  await recado('enterprise', 'tamales', '--people', 'Ana');
  const said = await recado(
    'survey',
    'enter',
    'Ana',
    'base',
    'ganancia=9999',
    '--wave',
    'baseline',
    '--on',
    '2026-03-02',
  );
  expect(said).toContain('answered that wave before');
  expect(house.count('survey_response')).toBe(2);
  expect(house.count("survey_answer where step = 'ganancia'")).toBe(2);
  const [money] = await table('surveys', 'survey_questions');
  expect(money).toMatchObject({ asked: 1, answered: { n: 1, of: 1 } });
  expect(await table('surveys', 'survey_waves')).toMatchObject([{ asked: 1, again: 1 }]);
  // A sheet of an earlier day was the first.
  await recado('survey', 'enter', 'Ana', 'base', 'ganancia=5', '--wave', 'baseline', '--on', '2026-02-01');
  expect(await table('surveys', 'survey_waves')).toMatchObject([{ asked: 1, again: 2, by_paper: 1, by_message: 0 }]);
});

test('a paper that cannot be is refused with what to do, and nothing is kept', async () => {
  await learner('Ana');
  const enter = (...words: string[]) =>
    recado('survey', 'enter', 'Ana', 'base', ...words, '--wave', 'baseline', '--on', '2026-03-01');
  expect(await enter('ganancia=mucho')).toContain('is no answer');
  expect(await enter('sueldo=5')).toContain('ganancia, personas, celular');
  expect(await enter('celular=vuela')).toContain('tiene, usa, vende, vive');
  expect(await recado('survey', 'enter', 'Ana', 'nada', 'a=1', '--wave', 'baseline', '--on', '2026-03-01')).toContain(
    'base',
  );
  expect(
    await recado('survey', 'enter', 'Zoe', 'base', 'personas=1', '--wave', 'baseline', '--on', '2026-03-01'),
  ).toContain('Nobody');
  expect(await recado('survey', 'send', 'salida', '--wave', 'endline')).toContain('satisfaction');
  expect(house.count('survey_answer where missing is null')).toBe(0);
});

test('what her shared phone does not ask, a facilitator fills in face to face', async () => {
  const ana = await learner('Ana');
  house.run("update person set profile = json_set(profile, '$.shared_phone', 'yes')");
  // A question that is not for this phone is passed over when it comes; hers had been asked before.
  await says(ana, '700', '2', '1', 'si');
  await pass(8 * DAY);
  // A week after what she was asked at the end of her lessons.
  await recado('survey', 'send', 'base', '--wave', 'endline');
  expect(house.count("survey_response where wave = 'endline'")).toBe(0);
  await pass(8 * DAY);
  expect(await says(ana, 'hola')).not.toContain('cuanto le quedo');
  expect(house.rows("select step, missing from survey_answer where wave = 'endline' order by rowid")).toEqual([
    { step: 'ganancia', missing: 'in-person' },
    { step: 'personas', missing: 'no-answer' },
  ]);
  await says(ana, '3', '2');
  await recado('enterprise', 'tamales', '--people', 'Ana');
  const said = await recado(
    'survey',
    'enter',
    'Ana',
    'base',
    'ganancia=900',
    '--wave',
    'endline',
    '--on',
    '2026-03-10',
    '--mode',
    'face-to-face',
  );
  expect(said).toContain('Filled into');
  expect(house.count("survey_response where wave = 'endline'")).toBe(1);
  expect((await table('surveys', 'survey_risen'))[0]).toMatchObject({ risen: { n: 1, of: 1 }, other_mode: 1 });
});

test('L8: twelve months after the end she is asked, if she agreed to it', async () => {
  await learner('Ana', ['100', '1', '1', 'si']);
  await learner('Luz', ['100', '1', '1', 'si'], 'no');
  await pass(8 * DAY);
  await pass(380 * DAY);
  const asked = house.rows(
    "select p.name, r.wave from survey_response r join person p on p.id = r.person_id where survey = 'despues'",
  );
  expect(asked).toEqual([{ name: 'Ana', wave: 'followup' }]);
});

test('the team sends an endline: to those who have not begun it, beside a question that was let lie for weeks', async () => {
  const ana = await learner('Ana', BASELINE.ana);
  await learner('Luz', ['100']);
  await pass(20 * DAY);
  await recado('cohort', 'new', 'valle', '--name', 'grupo-a', '--starts', '2026-03-02');
  const marta = await staff('coordinator', 'Marta', '528341000090');
  expect(await says(marta, 'ENCUESTA base grupo-a')).toContain('Se pregunta: baseline, endline');
  expect(await says(marta, 'ENCUESTA nada final grupo-a')).toContain('Hay: ');
  expect(await says(marta, 'ENCUESTA base final grupo-b')).toContain('grupo-b');
  expect(await recado('survey', 'send', 'base', '--wave', 'endline')).toContain('2 of 2 are asked');
  await pass(DAY);
  expect(house.rows('select wave, count(*) as n from survey_response group by wave order by wave')).toEqual([
    { wave: 'baseline', n: 2 },
    { wave: 'endline', n: 2 },
  ]);
  expect(await says(ana, '2000')).toContain('Cuantas personas trabajan');
  expect(await recado('survey', 'send', 'base', '--wave', 'endline')).toContain('2 have begun that wave already');
});

test('C5: outcomes with their day and evidence, people and enterprises apart, direct and indirect jobs apart', async () => {
  for (const name of ['Ana', 'Luz', 'Mar']) await learner(name, ['100', '1', '1']);
  await recado('enterprise', 'tamales', '--people', 'Ana', 'Luz');
  const julia = await staff('facilitator', 'Julia', '528341000091');
  const noted = await says(julia, 'LOGRO Ana registró su negocio');
  expect(noted).toContain('Ana registro su negocio');
  expect(noted).toContain('Cuenta para tamales');
  expect(noted).toContain('ella lo dice');
  // Her partner says the same, and somebody saw it: one registration, by its best evidence.
  expect(await says(julia, 'LOGRO Luz registró su negocio, visita')).toContain('cuenta una sola vez');
  await says(julia, 'LOGRO Ana 2 empleos');
  await says(julia, 'LOGRO Mar 1 empleo indirecto');
  await recado(
    'outcome',
    'add',
    'Mar',
    'self-employed',
    '--on',
    '2026-02-01',
    '--evidence',
    'document',
    '--proof',
    'RFC 12',
  );
  const wrong = await says(julia, 'LOGRO Mar 30 empleos');
  const code = /DESHACER (\d{4})/.exec(wrong)![1]!;
  expect(await says(julia, `DESHACER ${code}`)).toContain('se quito');
  expect(await says(julia, 'LOGRO Ana está contenta')).toContain('LOGRO Ana registro su negocio');
  expect(await says(julia, 'LOGRO Zoe abrió su negocio')).toContain('Zoe');
  const zeros = { by_self_report: 0, by_document: 0, by_visit: 0 };
  expect((await table('outcomes', 'outcomes')).slice(0, 3)).toEqual([
    { achieved: 'business-created', in_all: 0, enterprises: 0, people: 0, ...zeros },
    { achieved: 'registered', in_all: 1, enterprises: 1, people: 0, ...zeros, by_visit: 1 },
    { achieved: 'self-employed', in_all: 1, enterprises: 0, people: 1, ...zeros, by_document: 1 },
  ]);
  expect(await table('outcomes', 'jobs')).toEqual([
    { achieved: 'job-direct', jobs: 2, ...zeros, by_self_report: 2 },
    { achieved: 'job-indirect', jobs: 1, ...zeros, by_self_report: 1 },
  ]);
  expect(await recado('outcome', 'list')).toContain('(taken back)');
  expect(house.rows("select on_day, proof from outcome where kind = 'self-employed'")).toEqual([
    { on_day: '2026-02-01', proof: 'RFC 12' },
  ]);
});

test('a baseline before the first lesson, word by word', async () => {
  const played: string[] = [];
  await playTranscripts({ flows: FLOWS, locales: LOCALES }, [], ({ path, differences }) =>
    played.push(path, ...differences.map(({ line, says: told }) => `${line} ${told}`)),
  );
  expect(played).toEqual(['valle/transcripts/encuestas.sms.txt']);
});
