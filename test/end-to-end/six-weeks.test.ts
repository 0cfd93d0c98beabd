import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAll } from '../../src/assemble/packs.ts';
import { DAY, HOUR, MINUTE, type Millis, SECOND } from '../../src/base/clock.ts';
import { localDate, localMoment, localTime } from '../../src/domain/time.ts';
import { VirtualTime } from '../../src/workshop/virtual-time.ts';
import { House, LOCALES, TOP } from './house.ts';
import { Learner } from './learner.ts';

const ZONE = 'America/Monterrey';
const at = (day: string, hhmm: string): Millis => localMoment(day, hhmm, ZONE);
const START = at('2026-04-27', '09:00'); // Monday of week 1
/** Sixteen lessons on three days a week, with two weeks of harvest between them: the last is let go on 15 June. */
const END = at('2026-06-21', '20:00');
/** The harvest, as the shipped pack has it. */
const HARVEST = { from: '2026-05-04', to: '2026-05-17' };

const NAMES = `Ana Luz Rosa Mari Chela Nena Lupe Toña Paty Irma Delia Elsa Norma Alma Bertha Celia Dora Eva Flor Gela
  Hilda Inés Juana Lidia Marta Nora Olga Petra Reyna Sara`.split(/\s+/);

/** What the programme knows at the end: every learning record, whole. */
const RECORDS = [
  'person',
  'enrolment',
  'consent',
  'answer',
  'missed_step',
  'flow_progress',
  'homework',
  'homework_part',
  'attendance_fact',
  'session_intention',
  'roster',
  'task',
  'survey_response',
  'survey_answer',
];

/** Eight weeks of the shipped pack with thirty women, on a network that doubles, shuffles and loses. */
async function eightWeeks(seed: string): Promise<House> {
  const { transcripts: _, ...packs } = readAll({ flows: join(TOP, 'flows'), locales: LOCALES });
  const house = await House.open({ start: START, packs });
  const { knobs } = house.emulator;
  knobs.duplicates = 1;
  knobs.shuffle = 4 * SECOND;
  knobs.drop = 0.08;
  await house.shell('cohort new llera --name grupo-a --starts 2026-04-27');
  const learners: Learner[] = [];
  for (const [i, name] of NAMES.entries()) {
    const channel = i < 20 ? 'whatsapp-cloud' : 'twilio-sms';
    const number = String(528341200000 + i);
    const learner = new Learner(name, house.emulator.phone(number, channel, { name }), seed);
    await house.shell(`enrol ${name} --phone +${number} --cohort grupo-a --channel ${channel}`);
    // She was told in person that the programme would write; on WhatsApp she says hello first.
    if (channel === 'whatsapp-cloud')
      learner.will('MITIERRA', START + MINUTE + Math.floor(learner.random() * 3 * HOUR));
    learners.push(learner);
  }
  await live(house, learners, Number(house.rows('select min(starts_at) as at from session')[0]!['at']) + 10 * MINUTE);
  // The facilitator has had it for an hour.
  const [session] = house.rows('select word from session order by starts_at');
  for (const she of learners)
    if (she.willCome) she.will(String(session!['word']), house.clock.now() + Math.floor(she.random() * 40 * MINUTE));
  await live(house, learners, END);
  await house.settle();
  return house;
}

/** The network and thirty women are what happens outside. */
async function live(house: House, learners: readonly Learner[], end: Millis): Promise<void> {
  const outside = {
    nextDue: () => {
      const times = [house.emulator.nextDue(), ...learners.map((she) => she.due)].filter((time) => time !== null);
      return times.length === 0 ? null : Math.min(...times);
    },
    async deliverDue(now: Millis) {
      const delivered = await house.deliver();
      const lived = learners.filter((she) => she.live(now));
      return delivered || lived.length > 0;
    },
  };
  await new VirtualTime(house.clock, house.app.workers, outside).until(end);
}

/** Whole rows with her name for hers; keys that were drawn by chance say nothing and are left out. */
function records(house: House): Record<string, readonly string[]> {
  const names = new Map(house.rows('select id, name from person').map(({ id, name }) => [id, name]));
  const told = (column: string, value: unknown): readonly [string, unknown][] => {
    if (column === 'person_id') return [[column, names.get(value as string)]];
    return column === 'id' || column.endsWith('_id') ? [] : [[column, value]];
  };
  return Object.fromEntries(
    RECORDS.map((table) => [
      table,
      house
        .rows(`select * from ${table}`)
        .map((row) => JSON.stringify(Object.entries(row).flatMap(([column, value]) => told(column, value))))
        .toSorted(),
    ]),
  );
}

test('eight weeks of thirty women, a harvest and a bad network: nothing lost, nothing twice, and the same again', async () => {
  const house = await eightWeeks('one');
  try {
    const { modules, homeworks } = house.app.mind().library.programmes.get('llera')!;
    const lessons = modules.flatMap((module) => module.lessons);
    expect(lessons.length).toBe(16);
    const isLesson = `flow in (${lessons.map((lesson) => `'llera/${lesson}'`).join(', ')})`;
    // Nothing waits, nothing was set aside, nothing reached anybody twice.
    expect(house.count('inbox where state <> 1')).toBe(0);
    expect(house.count('event where state <> 1')).toBe(0);
    expect(house.count(`job where state <> 1 and not_before <= ${house.clock.now()}`)).toBe(0);
    expect(house.count('set_aside')).toBe(0);
    const ids = house.emulator.received.map(({ outboxId }) => outboxId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(
      house.rows(`select person_id, flow, step, count(*) as n from answer where correct is null and appends = 0 and step <> 'parts'
        group by 1, 2, 3 having n > 1`),
    ).toEqual([]);

    // Nearly all have gone all the way: who has not lost a message of hers on the way and let it rest.
    const done = house.count(
      `(select person_id from flow_progress where finished_at is not null and ${isLesson}
        group by person_id having count(*) = ${lessons.length})`,
    );
    expect(done).toBeGreaterThanOrEqual(27);
    expect(house.count("enrolment where state in ('active', 'completed')")).toBeGreaterThanOrEqual(29);
    expect(house.count('attendance_fact')).toBeGreaterThanOrEqual(15);
    expect(house.count("homework where state = 'received'")).toBeGreaterThanOrEqual(27 * homeworks.length);

    // Each is asked the baseline once, and answers it; a week lies between two surveys.
    expect(house.count("survey_response where wave = 'baseline' and completed_at is not null")).toBeGreaterThanOrEqual(
      27,
    );
    expect(
      house.rows('select person_id, survey, wave, count(*) as n from survey_response group by 1, 2, 3 having n > 1'),
    ).toEqual([]);
    expect(
      house.rows(`select a.person_id from survey_response a join survey_response b on b.person_id = a.person_id
        and b.id <> a.id and b.happened_at between a.happened_at and a.happened_at + ${7 * DAY} - 1`),
    ).toEqual([]);

    // The harvest is left in peace: no lesson, no reminder.
    const sent = house.rows(`select o.kind, o.person_id, o.group_id, o.accepted_at, o.channel,
        (select max(i.arrived_at) from inbox i where i.address_id = o.address_id and i.arrived_at <= o.accepted_at) as heard
      from outbox o where o.accepted_at is not null and o.kind <> 'reply' and o.kind <> 'staff' order by o.seq`);
    const inHarvest = sent.filter(({ accepted_at }) => {
      const day = localDate(Number(accepted_at), ZONE);
      return day >= HARVEST.from && day <= HARVEST.to;
    });
    expect(inHarvest).toEqual([]);

    // Never two lessons begun on one day, by anybody.
    const begun = house
      .rows(`select person_id, opened_at from flow_progress where opened_at is not null and ${isLesson}`)
      .map(({ person_id, opened_at }) => `${person_id} ${localDate(Number(opened_at), ZONE)}`);
    expect(begun.length - new Set(begun).size).toBe(0);

    // At most two turns a day that nobody asked for, and none at night.
    const byDay = new Map<string, Set<string>>();
    for (const row of sent) {
      const when = Number(row['accepted_at']);
      const clock = localTime(when, ZONE);
      const talking = row['heard'] !== null && when - Number(row['heard']) < HOUR;
      if (!talking) expect([row['kind'], clock >= '09:00' && clock < '20:00']).toEqual([row['kind'], true]);
      if (talking) continue;
      const key = `${row['person_id']} ${localDate(when, ZONE)}`;
      byDay.set(key, (byDay.get(key) ?? new Set()).add(String(row['group_id'])));
    }
    expect([...byDay.values()].filter((groups) => groups.size > 2)).toEqual([]);

    const again = await eightWeeks('one');
    const first = records(house);
    const second = records(again);
    await again.close();
    expect(second).toEqual(first);
  } finally {
    await house.close();
  }
}, 600_000);
