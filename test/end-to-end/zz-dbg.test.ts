import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'vitest';
import { readAll } from '../../src/assemble/packs.ts';
import { HOUR, MINUTE, type Millis, SECOND } from '../../src/base/clock.ts';
import { localDate, localMoment, localTime } from '../../src/domain/time.ts';
import { VirtualTime } from '../../src/workshop/virtual-time.ts';
import { House, LOCALES, TOP } from './house.ts';
import { Learner } from './learner.ts';

const ZONE = 'America/Monterrey';
const at = (day: string, hhmm: string): Millis => localMoment(day, hhmm, ZONE);
const START = at('2026-04-20', '09:00'); // Monday of week 1
const END = at('2026-05-31', '20:00');
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
];

/** Six weeks of the shipped pack with thirty women, on a network that doubles, shuffles and loses. */
async function sixWeeks(seed: string): Promise<House> {
  const { transcripts: _, ...packs } = readAll({ flows: join(TOP, 'flows'), locales: LOCALES });
  const house = await House.open({ start: START, packs });
  const { knobs } = house.emulator;
  knobs.duplicates = 1;
  knobs.shuffle = 4 * SECOND;
  knobs.drop = 0.08;
  await house.shell('cohort new llera --name grupo-a --starts 2026-04-20');
  const learners: Learner[] = [];
  for (const [i, name] of NAMES.entries()) {
    const channel = i < 20 ? 'whatsapp-cloud' : 'twilio-sms';
    const number = String(528341200000 + i);
    await house.shell(`enrol ${name} --phone +${number} --cohort grupo-a --channel ${channel}`);
    const learner = new Learner(name, house.emulator.phone(number, channel, { name }), seed);
    // She was told in person that the programme would write; on WhatsApp she says hello first.
    if (channel === 'whatsapp-cloud')
      learner.will('MITIERRA', START + MINUTE + Math.floor(learner.random() * 3 * HOUR));
    learners.push(learner);
  }
  const [session] = house.rows('select word, starts_at from session');
  await live(house, learners, Number(session!['starts_at']) + 10 * MINUTE);
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

function records(house: House): Record<string, string> {
  const hash = (rows: unknown) => createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16);
  return Object.fromEntries(
    RECORDS.map((table) => {
      const rows = house.rows(`select * from ${table} order by 1, 2, 3`);
      return [table, `${rows.length} ${hash(rows)}`];
    }),
  );
}

test('six weeks of thirty women, a harvest and a bad network: nothing lost, nothing twice, and the same again', async () => {
  const house = await sixWeeks('one');
  try {

    const t0 = house.rows("select p.name, p.id, e.state from person p left join enrolment e on e.person_id=p.id order by p.name");
    for (const r of t0) {
      const done = house.rows("select flow, released_at, opened_at, finished_at from flow_progress where person_id = ?", r['id']);
      const last = house.emulator.received.filter((x) => x.to.replace('+','') === String(house.rows("select a.raw from address a join person_address pa on pa.address_id=a.id where pa.person_id=?", r['id'])[0]?.['raw'] ?? '').replace('+',''));
      console.log(r['name'], r['state'], done.filter((d) => d['finished_at']).length, 'received', last.length, '|', new Date(last.at(-1)?.at ?? 0).toISOString(), (last.at(-1)?.text ?? '').slice(-120), (last.at(-1)?.choices ?? []).map((c) => c.title).join('/'));
    }
    console.log(house.rows("select kind, state, why, count(*) as n from outbox group by 1,2,3"));
    console.log(house.rows("select did, count(*) as n from inbox group by 1"));
  } finally { await house.close(); }
}, 600_000);
