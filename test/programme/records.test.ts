import { expect, test } from 'vitest';
import { idsFrom } from '../../src/base/ids.ts';
import type { Answer } from '../../src/domain/answer.ts';
import { certificateIssue } from '../../src/programme/certificate/effect.ts';
import { caseOpen } from '../../src/programme/handoff/effect.ts';
import type { HandlerContext } from '../../src/programme/manifest.ts';
import { surveyAnswer, surveyAsk, surveyEnd } from '../../src/programme/survey/effect.ts';
import { CORE_FACTS } from '../../src/turn/facts.ts';
import { openDatabase } from '../turn/database.ts';

const at = (now: number): HandlerContext =>
  ({
    now,
    newId: idsFrom(now, 'x'),
    workspace: 'main',
    facts: () => ({ staff: [] }),
    rest: () => ({}),
  }) as never as HandlerContext;
const STEP = { personId: 'ana', threadId: 't1', flow: 'llera/base', version: 'v1', step: 'personas~1' };

test('cases are numbered in the order they are opened; a topic that is open is not opened twice', () => {
  const db = openDatabase();
  db.person('ana');
  db.person('luz');
  const open = (personId: string, topic: string, now: number) =>
    db.write(caseOpen({ personId, topic, reason: 'asked' }, at(now)));
  open('ana', 'person', 1);
  open('ana', 'person', 2);
  open('luz', 'person', 3);
  open('ana', 'credito', 4);
  const cases = () =>
    db.all('select number, person_id, topic, state from care_case order by number').map((row) => Object.values(row));
  expect(cases().map(([, person, topic]) => [person, topic])).toEqual([
    ['ana', 'person'],
    ['luz', 'person'],
    ['ana', 'credito'],
  ]);
  db.db.exec(
    `update care_case set state = 'closed' where topic = 'person'; delete from care_case where topic = 'credito'`,
  );
  open('ana', 'person', 5);
  // Numbers are never used again, so that RESPONDER 14 never reaches somebody else.
  expect(cases().at(-1)![0]).toBeGreaterThan(3);
});

test('survey answers keep kinds of silence apart, and a zero is none of them', () => {
  const db = openDatabase();
  db.person('ana');
  const about = (now: number) => ({ ...STEP, survey: 'base', wave: 'baseline', question: `q${now}`, wording: 'w1' });
  const ask = (now: number) => db.write(surveyAsk(about(now), at(now)));
  const say = (answer: Answer | undefined, now: number, passed?: 'in-person') => {
    ask(now);
    db.write(surveyAnswer({ ...about(now), ...(answer ? { answer } : {}), ...(passed ? { passed } : {}) }, at(now)));
  };
  say({ type: 'number', number: 0 }, 1);
  say({ type: 'refused', how: 'unknown' }, 2);
  say({ type: 'refused', how: 'declined' }, 3);
  say(undefined, 4);
  say(undefined, 5, 'in-person');
  say({ type: 'money', minor: 35_050, currency: 'MXN' }, 6);
  ask(7);
  expect(
    db
      .all('select value, currency, missing from survey_answer order by entered_at')
      .map((row) => [row['value'], row['currency'], row['missing']]),
  ).toEqual([
    ['0', null, null],
    [null, null, 'unknown'],
    [null, null, 'refused'],
    [null, null, 'not-understood'],
    [null, null, 'in-person'],
    ['35050', 'MXN', null],
    [null, null, 'no-answer'],
  ]);
  expect(db.all('select id, wave, completed_at from survey_response')).toEqual([
    { id: 't1', wave: 'baseline', completed_at: null },
  ]);
  // Asked again after an answer (a restart, a late timer) it stays answered.
  ask(1);
  expect(db.all("select value from survey_answer where step = 'q1'")).toEqual([{ value: '0' }]);
});

test('the wave is the one its thread was given, and the end of it is noted', () => {
  const db = openDatabase();
  db.person('ana');
  const about = { ...STEP, survey: 'base', wave: 'baseline', vars: { wave: 'endline' } };
  db.write(surveyAsk({ ...about, question: 'q', wording: 'w' }, at(1)));
  db.write(surveyEnd(about, at(2)));
  expect(db.all('select wave, completed_at from survey_response')).toEqual([{ wave: 'endline', completed_at: 2 }]);
});

test('a certificate is issued once, numbered, and its code is drawn with its page', () => {
  const db = openDatabase();
  db.person('ana');
  const issue = (now: number) => db.write(certificateIssue({ ...STEP, rule: 'attendance >= 0.8' }, at(now)));
  issue(1);
  issue(2);
  const [row, ...others] = db.all('select programme, rule, year, number, issued_at from certificate');
  expect(others).toEqual([]);
  expect(row).toEqual({ programme: 'llera', rule: 'attendance >= 0.8', year: 1970, number: 1, issued_at: 1 });
  expect(db.all('select * from certificate_code')).toEqual([]);
});

test('answers and quiz scores by flow, the newest answer, right in the end', () => {
  const db = openDatabase();
  db.person('ana');
  const put = db.db.prepare(
    `insert into answer (id, person_id, programme, flow, version, step, question_id, type, value, plain, raw, correct, happened_at, entered_at)
     values (?, 'ana', 'llera', ?, 'v1', ?, 'q', 'choice', '{}', ?, '', ?, 0, ?)`,
  );
  put.run('1', 'llera/dos-botes', 'separa', '"no"', null, 1);
  put.run('2', 'llera/dos-botes', 'separa', '"yes"', null, 2);
  put.run('3', 'llera/dos-botes', 'maiz', '"CASA"', 0, 3);
  put.run('4', 'llera/dos-botes', 'maiz', '"NEGOCIO"', 1, 4);
  put.run('5', 'llera/dos-botes', 'gas', '"CASA"', 0, 5);
  put.run('6', 'llera/otro', 'monto', '12.5', null, 6);
  put.run('7', 'llera/otro', 'cuento', '"Vendo tamales"', null, 7);
  put.run('8', 'llera/otro', 'cuento', '"y atole"', null, 8);
  db.db.exec(`update answer set appends = 1 where id = '8'`);
  const fact = (name: string) => {
    const found = CORE_FACTS.find((one) => one.source.name === name)!;
    return found.value(db.fact(found.source, 'ana'), { now: 0 });
  };
  expect(fact('answers')).toEqual({
    'dos-botes': { separa: 'yes', maiz: 'NEGOCIO', gas: 'CASA' },
    otro: { monto: 12.5, cuento: 'Vendo tamales\ny atole' },
  });
  expect(fact('quiz')).toEqual({ 'dos-botes': { score: 0.5 } });
});
