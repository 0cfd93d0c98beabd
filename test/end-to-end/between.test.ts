import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runShell } from '../../src/assemble/shell.ts';
import { DAY, HOUR } from '../../src/base/clock.ts';
import { drop } from '../../src/programme/standing/index.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import { lexiconOf } from '../locale/files.ts';
import { House, MONDAY, screen } from './house.ts';

/** What falls between the parts: every sender meets every way in which somebody may stand outside. */
let house: House;
let ana: Phone;
beforeEach(async () => {
  house = await House.open();
});
afterEach(() => house.close());

const NUMBER = '528341000500';
const she = () => String(house.rows('select id from person')[0]!['id']);

async function invited(): Promise<void> {
  ana = house.emulator.phone(NUMBER, 'twilio-sms', { name: 'Ana' });
  await house.shell(`enrol Ana --phone +${NUMBER} --channel twilio-sms`);
}
async function seated(): Promise<void> {
  ana = await house.seat('twilio-sms', NUMBER, { lesson: 'dos-botes' });
}

const STATES: Readonly<Record<string, () => Promise<void>>> = {
  invited,
  declined: async () => {
    await invited();
    ana.sends('NO');
    await house.settle();
    expect(house.rows('select state from enrolment')).toEqual([{ state: 'declined' }]);
  },
  'wrong number': async () => {
    await invited();
    ana.sends('NO SOY ANA');
    await house.settle();
    expect(house.count('wrong_number')).toBe(1);
  },
  dropped: async () => {
    await seated();
    await house.shell('drop Ana --why se-mudo');
    expect(house.rows('select state from enrolment')).toEqual([{ state: 'dropped' }]);
  },
  withdrawn: async () => {
    await seated();
    await house.shell('consent withdraw Ana --programme llera');
    expect(house.rows('select state from enrolment')).toEqual([{ state: 'withdrawn' }]);
  },
  blocked: async () => {
    await seated();
    await house.shell('person block Ana --days 9');
    expect(house.count('person where blocked_at is not null')).toBe(1);
  },
  'opted out': async () => {
    await seated();
    ana.sends('BAJA');
    await house.settle();
    expect(house.count('address where opted_out_at is not null')).toBe(1);
  },
};

const SENDERS: readonly (readonly [string, object])[] = [
  ['lesson.again', {}],
  ['cohort.changed', {}],
  ['flow.start', { flow: 'llera/dos-botes' }],
  ['flow.data', { flow: 'llera/dos-botes', name: 'x' }],
  ['media.refused', { kind: 'photo', reason: 'gone' }],
  ['link.code', { code: '123456' }],
  ['application.decided', { programme: 'llera', decision: 'selected' }],
  ['case.close', { case: 'c', number: 1, by: 'x', lane: 'l', name: 'Marta' }],
];

describe('who stands outside is told nothing by any sender', () => {
  for (const [state, bring] of Object.entries(STATES))
    test(state, async () => {
      await bring();
      const from = ana.inbox.length;
      for (const [name, payload] of SENDERS) {
        house.run(
          `insert into event (lane_id, person_id, name, payload, at) select lane_id, id, ?, ?, ? from person where id = ?`,
          name,
          JSON.stringify(payload),
          house.clock.now(),
          she(),
        );
        house.app.inbox.wake();
        await house.settle();
        expect([name, screen(ana, from)]).toEqual([name, []]);
      }
      await expect(house.shell('broadcast preview --text Aviso')).rejects.toThrow('would reach nobody');
      // Lessons by time, reminders, unanswered questions, what was put off: a week of them.
      await house.time.until(house.clock.now() + 7 * DAY);
      expect(screen(ana, from)).toEqual([]);
    });
});

test('a broadcast for tomorrow goes past who was taken out today', async () => {
  await seated();
  const luz = await house.seat('twilio-sms', '528341000501', { name: 'Luz' });
  const words = ['broadcast', 'preview', '--text', 'Aviso', '--at', '2026-03-03 11:00'];
  const { said } = await runShell(words, async () => house.app);
  const [, id, code] = /send (\w+) --code (\d{4})/.exec(said)!;
  await house.shell(`broadcast send ${id} --code ${code}`);
  await house.shell('drop Ana --why se-mudo');
  await house.time.until(MONDAY + 30 * HOUR);
  const got = (phone: Phone) => screen(phone).filter((text) => text.includes('Aviso')).length;
  expect([got(ana), got(luz)]).toEqual([0, 1]);
});

test('no verb of the team does anything for a learner, whatever stands behind it', async () => {
  await seated();
  await house.seat('twilio-sms', '528341000502', { name: 'Marta' });
  // Those that come by the clock are there before.
  const jobs = house.rows('select operation from job');
  for (const word of new Set([...lexiconOf('es-MX').staff.keys(), ...lexiconOf('en').staff.keys()]))
    for (const rest of ['', ' Marta', ' 1', ' grupo-a: hola', ' 1234']) ana.sends(`${word.toUpperCase()}${rest}`);
  await house.settle();
  expect(house.rows(`select action from audit where action like 'staff.%' or by_kind = 'staff'`)).toEqual([]);
  expect(house.rows('select operation from job')).toEqual(jobs);
  expect(house.rows('select distinct state from enrolment')).toEqual([{ state: 'active' }]);
});

async function marta(number = '528341000503'): Promise<Phone> {
  await house.shell(`staff add Marta --role coordinator --phone +${number} --channel twilio-sms`);
  const phone = house.emulator.phone(number, 'twilio-sms', { name: 'Marta' });
  phone.sends('hola');
  await house.settle();
  return phone;
}

test('the process dies between what a verb did and its answer: it was done once and is answered once', async () => {
  await seated();
  const phone = await marta();
  const from = phone.inbox.length;
  // As the turn of RETIRAR leaves it: a job, whose commit stands while nobody has woken to tell her.
  const [she] = house.rows(`select id, lane_id from person where name = 'Marta'`);
  const [person, lane] = [String(she!['id']), String(she!['lane_id'])];
  house.run(
    `insert into job (id, lane_id, person_id, operation, input, not_before, created_at) values ('j', ?, ?, ?, '{}', 0, 0)`,
    lane,
    person,
    drop.name,
  );
  const by = { kind: 'staff', id: person } as const;
  const job = { id: 'j', lane, person, workspace: 'main' };
  await house.app.operate(drop, { who: 'Ana', why: 'se mudó', by, workspace: 'main', job });
  expect(house.count(`event where name = 'staff.answer' and state = 0`)).toBe(1);
  await house.crash();
  await house.settle();
  expect(screen(phone, from).filter((text) => text.includes('Ana'))).toHaveLength(1);
  expect(house.count(`audit where action = 'person.drop'`)).toBe(1);
  expect(house.rows('select state from enrolment')).toEqual([{ state: 'dropped' }]);
});

test('a word of the team that her own question shows answers her question', async () => {
  await seated();
  house.run(`insert into staff (person_id, role, programme, since) select id, 'coordinator', 'llera', 0 from person`);
  const [row] = house.rows('select person_id, state from conversation');
  const state = JSON.parse(String(row!['state'])) as { questions: { options: { key: string; label: string }[] }[] };
  const question = state.questions.at(-1)!;
  question.options = [
    { key: 'a', label: 'CASOS' },
    { key: 'b', label: 'NADA' },
  ];
  Object.assign(question, { accepts: { types: ['choice'] } });
  house.run('update conversation set state = ? where person_id = ?', JSON.stringify(state), row!['person_id']);
  ana.sends('casos');
  await house.settle();
  expect(house.count('answer')).toBe(1);
});
