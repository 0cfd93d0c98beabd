import type { HandClock } from '../../base/clock.ts';
import { HOUR, MINUTE, type Millis, SECOND } from '../../base/clock.ts';
import type { Worker } from '../../base/worker.ts';
import { addDays, localDate, localMoment } from '../../domain/time.ts';
import type { Library } from '../../flow/library.ts';
import type { Programme } from '../../flow/programme.ts';
import type { SqlRow } from '../../store/port.ts';
import type { Emulator } from '../emulator/index.ts';
import { type Outside, VirtualTime } from '../virtual-time.ts';
import { Agenda } from './agenda.ts';
import { answerKey } from './answer-key.ts';
import { castOf, type Part } from './cast.ts';
import { Handset } from './handset.ts';
import { type Script, Woman } from './woman.ts';

/** The product over emulated providers, as a rehearsal sees it. */
export interface RehearsalHouse {
  readonly clock: HandClock;
  readonly emulator: Emulator;
  readonly workers: readonly Worker[];
  readonly outside: Outside;
  readonly library: Library;
  readonly programme: Programme;
  /** `recado …`; throws with what the shell would say. */
  shell(words: readonly string[]): Promise<string>;
  rows(sql: string, params?: SqlRow): Promise<readonly SqlRow[]>;
}

export interface Rehearsal {
  readonly people: number;
  readonly weeks: number;
  readonly seed: string;
  readonly network: 'perfect' | 'lossy';
  /** After each week. */
  readonly onWeek: (week: number) => Promise<void> | void;
}

/** The cohort of a rehearsal. */
export const COHORT = 'ensayo';

/** Lives through a programme's weeks with robots, in virtual time. Everything that can be known of it stands in the records. */
export async function rehearse(
  house: RehearsalHouse,
  { people, weeks, seed, network, onWeek }: Rehearsal,
): Promise<void> {
  const { clock, emulator, programme } = house;
  const zone = programme.timezone;
  const start = clock.now();
  const day = localDate(start, zone);
  if (network === 'lossy') spoil(emulator);
  const script: Script = { seed, zone, start, key: answerKey(house.library, programme) };
  const agenda = new Agenda();
  const { handsets, women } = phonesOf(castOf(people), emulator, script);

  const time = new VirtualTime(clock, house.workers, {
    nextDue: () => {
      const [one, two] = [house.outside.nextDue(), agenda.nextDue()];
      return one === null ? two : two === null ? one : Math.min(one, two);
    },
    async deliverDue(now) {
      const delivered = await house.outside.deliverDue(now);
      readNew(now);
      const acted = await agenda.act(now);
      return delivered || acted;
    },
  });

  let read = 0;
  function readNew(now: Millis): void {
    for (; read < emulator.received.length; read++) {
      const shown = emulator.received[read]!;
      const handset = shown.failed === undefined ? handsets.get(key(shown.channel, shown.to)) : undefined;
      if (!handset) continue;
      handset.reads(shown, now);
      agenda.changed(handset);
    }
  }

  await house.shell(['cohort', 'new', programme.programme, '--name', COHORT, '--starts', day]);
  for (const she of women) {
    const { name, phone, channel } = she.part;
    await house.shell([
      'enrol',
      name,
      '--phone',
      `+${phone}`,
      '--cohort',
      COHORT,
      '--channel',
      channel,
      '--programme',
      programme.programme,
    ]);
    // She was told in person that the programme would write; on WhatsApp she says hello first.
    if (channel === 'whatsapp-cloud')
      she.will('join', programme.join, start + MINUTE + Math.floor(she.draw('join')() * 3 * HOUR));
  }
  for (const handset of handsets.values()) agenda.changed(handset);
  for (let week = 1; week <= weeks; week++) {
    await time.until(localMoment(addDays(day, week * 7), '00:00', zone));
    await onWeek(week);
  }
  await time.settle(HOUR);
}

/** Every webhook twice, up to four seconds late, and one in twelve lost on the way, to come again. */
function spoil({ knobs }: Emulator): void {
  knobs.duplicates = 1;
  knobs.shuffle = 4 * SECOND;
  knobs.drop = 0.08;
  knobs.again = 30 * SECOND;
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
