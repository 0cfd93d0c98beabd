import { readConversation } from '../conversation/stored.ts';
import type { Form } from '../domain/channel.ts';
import { NO_CURRENCY } from '../domain/price.ts';
import { localMoment } from '../domain/time.ts';
import type { Programme } from '../flow/programme.ts';
import type { BenchBill, BenchPhone, BenchSetup } from '../server/simulator/bench/deps.ts';
import type { Migration } from '../store/migrate.ts';
import { segmentsOf } from '../text/segments.ts';
import { Bench } from '../workshop/bench/bench.ts';
import type { BenchBubble } from '../workshop/bench/bubble.ts';
import type { Header } from '../workshop/transcript/parse.ts';
import { createEmulatedHouse, type EmulatedHouse } from './emulated.ts';
import type { Packs } from './packs.ts';
import { STAGE_SEED, stageOn } from './stage.ts';

/** The learners of every bench. */
export const NAMES = ['Ana', 'Luz'] as const;
/** A Monday, well before anything in the calendar of a pack. */
const AT = '2026-03-02 10:00';

/** The phones of one channel, on a stage of their own. */
export interface BenchSeat {
  readonly form: Form;
  readonly house: EmulatedHouse;
  readonly bench: Bench;
}

/** What a transcript of this bench says first. */
export function headerOf({ programme, lesson, language, people }: BenchSetup, form: Form, zone: string): Header {
  return {
    programme,
    ...(lesson === null ? {} : { lesson }),
    newcomer: lesson === null,
    form,
    provider: form === 'sms' ? 'twilio' : 'cloud',
    language,
    people: people === 'shared' ? NAMES : [NAMES[0]],
    beside: people === 'two' ? [NAMES[1]] : [],
    at: AT,
    zone,
  };
}

/** Opens the stage and seats the learners. */
export async function openSeat(
  setup: BenchSetup,
  form: Form,
  { timezone }: Pick<Programme, 'timezone'>,
  house: { readonly packs: Packs; readonly migrations: readonly Migration[]; readonly flowsFolder: string },
): Promise<BenchSeat> {
  const header = headerOf(setup, form, timezone);
  const [day = '', time = ''] = header.at.split(' ');
  const opened = await createEmulatedHouse({ ...house, start: localMoment(day, time, timezone), seed: STAGE_SEED });
  const bench = new Bench(header, stageOn(opened));
  await bench.begin();
  return { form, house: opened, bench };
}

/** What stands on a phone, what it cost and where she is. */
export async function lookAtSeat({ form, house, bench }: BenchSeat, who?: string): Promise<BenchPhone> {
  const { store } = house.app();
  const priced = await store.read<{ id: string; cost: number | null; currency: string | null }>({
    sql: { sqlite: 'select id, cost, currency from outbox where accepted_at is not null' },
    params: {},
  });
  const costs = new Map(priced.map((row) => [row.id, row]));
  const segments = ({ from, text }: BenchBubble) =>
    form === 'sms' && from === 'us' ? { segments: segmentsOf(text).segments } : {};
  const billOf = (bubbles: readonly BenchBubble[]): BenchBill => {
    const ours = bubbles.filter(({ from }) => from === 'us');
    const cost = new Map<string, number>();
    let unpriced = 0;
    for (const { outboxId } of ours) {
      const row = costs.get(outboxId ?? '');
      if (row?.cost === null || row?.cost === undefined || !row.currency || row.currency === NO_CURRENCY) unpriced++;
      else cost.set(row.currency, (cost.get(row.currency) ?? 0) + row.cost);
    }
    return {
      messages: ours.length,
      segments: ours.reduce((sum, bubble) => sum + (segments(bubble).segments ?? 0), 0),
      cost: [...cost].map(([currency, milli]) => ({ currency, milli })),
      unpriced,
    };
  };
  const bubbles = bench.bubbles(who);
  const everybody = [undefined, ...bench.header.beside].flatMap((one) => bench.bubbles(one));
  return {
    bubbles: bubbles.map((bubble) => ({ ...bubble, ...segments(bubble) })),
    now: bench.now(),
    turn: billOf(bubbles.filter(({ turn }) => turn === bench.turn)),
    sum: billOf(everybody),
    at: await placeIn(house, bench.number(who)),
  };
}

/** Where the thread stands that asked last, or that moved last; of those at this phone, who moved last. */
async function placeIn(house: EmulatedHouse, phone: string): Promise<BenchPhone['at']> {
  const rows = await house.app().store.read<{ state: string; schema: number }>({
    sql: {
      sqlite: `select c.state, c.schema from conversation c join person_address pa on pa.person_id = c.person_id
        join address a on a.id = pa.address_id where a.phone = @phone`,
    },
    params: { phone: `+${phone}` },
  });
  const threads = rows.flatMap(({ state, schema }) => {
    const { threads, questions } = readConversation(state, schema);
    const asked = (id: string) => Math.max(0, ...questions.filter((q) => q.thread === id).map((q) => q.askedAt));
    return threads.map((thread) => ({ thread, at: Math.max(asked(thread.id), thread.held ? 0 : thread.movedAt) }));
  });
  const [newest] = threads.sort((a, b) => b.at - a.at);
  return newest ? { flow: newest.thread.flow, key: newest.thread.machine.value } : null;
}
