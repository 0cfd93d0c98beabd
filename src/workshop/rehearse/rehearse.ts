import { DAY, HOUR, type Millis, SECOND } from '../../base/clock.ts';
import { addDays, localDate, localMoment } from '../../domain/time.ts';
import type { Emulator } from '../emulator/index.ts';
import { type Outside, VirtualTime } from '../virtual-time.ts';
import { Agenda } from './agenda.ts';
import { answerKey } from './answer-key.ts';
import { castOf, type Part } from './cast.ts';
import { Colleague, calls, type Reacts, reviewers } from './colleague.ts';
import { Days, type Group } from './days.ts';
import { Handset } from './handset.ts';
import type { Network, Rehearsal, RehearsalHouse } from './house.ts';
import { writesAfter, writesIn } from './pace.ts';
import { type Script, Woman } from './woman.ts';

/** Women whom one facilitator has in her care. */
const GROUP = 30;
/** Numbers of the team: of Mexico's plan, given to nobody by us. */
const FIRST_TEAM_PHONE = 528_341_100_000;
const FACILITATORS = ['Elena', 'Julia', 'Carmen', 'Pilar', 'Amparo', 'Socorro', 'Teresa', 'Yolanda'];

/**
 * Lives through a programme's weeks with robots, in virtual time. What can be known of it stands in the records; it gives
 * how many messages were written to us, whatever became of them.
 */
export async function rehearse(
  house: RehearsalHouse,
  { people, weeks, seed, network, onWeek }: Rehearsal,
): Promise<number> {
  const { clock, emulator, programme } = house;
  const name = programme.programme;
  const zone = programme.timezone;
  const start = clock.now();
  const day = localDate(start, zone);
  spoil(emulator, network);
  const script: Script = { seed, zone, start, key: answerKey(house.library, programme) };
  const agenda = new Agenda();
  const phones = new Map<string, Handset | Colleague>();
  let isOver = false;
  const outside: Outside = {
    nextDue: () => (isOver ? house.outside.nextDue() : earlier(house.outside.nextDue(), agenda.nextDue())),
    async deliverDue(now) {
      const delivered = await house.outside.deliverDue(now);
      readNew(now);
      const acted = !isOver && (await agenda.act(now));
      return delivered || acted;
    },
  };
  const time = new VirtualTime(clock, house.workers, outside, house.stored);

  let read = 0;
  function readNew(now: Millis): void {
    for (; read < emulator.received.length; read++) {
      const shown = emulator.received[read]!;
      const phone = shown.failed === undefined ? phones.get(key(shown.channel, shown.to)) : undefined;
      if (!phone) continue;
      phone.reads(shown, now);
      agenda.changed(phone);
    }
  }

  let team = 0;
  /** Somebody of the team, on SMS as they are in the village. */
  async function joins(
    who: string,
    role: string,
    reacts: Reacts = () => undefined,
    chance: string = who,
  ): Promise<Colleague> {
    const number = String(FIRST_TEAM_PHONE + team++);
    const phone = emulator.phone(number, 'twilio-sms', { name: who });
    await house.shell([
      'staff',
      'add',
      who,
      '--role',
      role,
      '--phone',
      `+${number}`,
      '--channel',
      'twilio-sms',
      '--programme',
      name,
    ]);
    const colleague = new Colleague(who, phone, seed, reacts, chance);
    phones.set(key('twilio-sms', number), colleague);
    return colleague;
  }

  await joins('Marta', 'coordinator');
  await joins('Rebeca', 'focal');
  const looks = reviewers();
  const queue = [await joins('Nadia', 'reviewer', looks, 'queue'), await joins('Olivia', 'reviewer', looks, 'queue')];
  const { handsets, women } = phonesOf(castOf(people), emulator, script);
  for (const [id, handset] of handsets) phones.set(id, handset);
  const handsetOf = new Map([...handsets.values()].flatMap((handset) => handset.women.map((she) => [she, handset])));
  const groups: Group[] = [];
  for (let n = 0; n * GROUP < people; n++) {
    const cohort = `ensayo-${n + 1}`;
    await house.shell(['cohort', 'new', name, '--name', cohort, '--starts', day]);
    const who = `${FACILITATORS[n % FACILITATORS.length]}${n < FACILITATORS.length ? '' : ` ${n}`}`;
    const facilitator = await joins(who, 'facilitator', calls);
    await house.shell(['staff', 'scope', who, '--cohort', cohort]);
    groups.push({ cohort, facilitator, women: women.slice(n * GROUP, (n + 1) * GROUP) });
  }
  for (const { cohort, women: hers } of groups) {
    for (const she of hers) {
      const { name: who, phone, channel } = she.part;
      await house.shell([
        'enrol',
        who,
        '--phone',
        `+${phone}`,
        '--cohort',
        cohort,
        '--channel',
        channel,
        '--programme',
        name,
      ]);
      // She was told in person that the programme would write; on WhatsApp she says hello first.
      if (channel === 'whatsapp-cloud')
        she.writes('join', programme.join, writesAfter(start, she.draw('join')() * 3 * HOUR, she.draw('joins')));
    }
  }
  for (const [n, family] of families(women).entries()) {
    const sector = FOOD[n % FOOD.length] ? 'food' : 'crafts';
    const isFamily = family.length > 1 || n % 3 === 0 ? 'yes' : 'no';
    const people = family.map(({ part }) => part.name);
    await house.shell([
      ...['enterprise', `Negocio ${n + 1}`, '--programme', name, '--sector', sector],
      ...['--family', isFamily, '--people', ...people],
    ]);
  }
  const days = new Days(house, groups, (actor) => {
    if (actor instanceof Woman) agenda.changed(handsetOf.get(actor)!);
    else agenda.changed(actor);
    agenda.changed(days);
  });
  for (const handset of handsets.values()) agenda.changed(handset);
  for (let week = 1; week <= weeks; week++) {
    await days.week(clock.now());
    agenda.changed(days);
    for (const reviewer of queue) {
      const [first] = [localDate(clock.now() + HOUR, zone)];
      for (let weekday = 0; weekday < 5; weekday++)
        reviewer.will(
          'REVISAR',
          writesIn(localMoment(addDays(first, weekday), '18:00', zone), reviewer.draw(`${week}`)),
        );
      agenda.changed(reviewer);
    }
    await time.until(localMoment(addDays(day, week * 7), '00:00', zone));
    await onWeek(week);
  }
  // Nobody writes any more; what is still on its way arrives.
  isOver = true;
  await time.until(clock.now() + (emulator.knobs.again ?? 0));
  for (const { cohort } of groups) await house.shell(['certificate', 'run', name, '--cohort', cohort]);
  await time.settle(HOUR);
  return [...phones.values()].reduce((all, { wrote }) => all + wrote, 0);
}

/** Which businesses sell food, in turn. */
const FOOD = [true, true, false, true, false];

/** The women of each business. */
function families(women: readonly Woman[]): readonly (readonly Woman[])[] {
  const by = new Map<number, Woman[]>();
  for (const she of women) by.set(she.part.enterprise, [...(by.get(she.part.enterprise) ?? []), she]);
  return [...by.values()];
}

const earlier = (one: Millis | null, two: Millis | null): Millis | null =>
  one === null ? two : two === null ? one : Math.min(one, two);

function spoil({ knobs }: Emulator, network: Network): void {
  if (network === 'perfect') return;
  knobs.shuffle = 4 * SECOND;
  if (network === 'lossy') Object.assign(knobs, { duplicates: 1, drop: 0.08, again: 30 * SECOND });
  else Object.assign(knobs, { drop: 0.2, again: 2 * DAY });
}

const key = (channel: string, number: string): string => `${channel} ${number.replace(/\D/g, '')}`;

function phonesOf(cast: readonly Part[], emulator: Emulator, script: Script) {
  const women = cast.map((part) => new Woman(part, script));
  const handsets = new Map<string, Handset>();
  for (const she of women) {
    const { channel, phone } = she.part;
    const id = key(channel, phone);
    if (handsets.has(id)) continue;
    const both = women.filter(({ part }) => part.phone === phone);
    handsets.set(id, new Handset(emulator.phone(phone, channel, { name: she.part.name }), both));
  }
  return { women, handsets };
}
