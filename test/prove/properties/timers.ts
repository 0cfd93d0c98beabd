import fc from 'fast-check';
import { DAY, HandClock, HOUR, MINUTE, SECOND } from '../../../src/base/clock.ts';
import { silentLog } from '../../../src/base/log.ts';
import { createInbox } from '../../../src/inbox/inbox.ts';
import { createScheduler } from '../../../src/scheduler/scheduler.ts';
import { MONDAY_TEN, openStore } from '../../outbox/house.ts';
import { broken, type Target } from '../target.ts';

/** What happens to a machine that has timers to keep. */
type Turn =
  | { readonly do: 'set'; readonly in: number }
  | { readonly do: 'jump'; readonly by: number }
  /** Its turns cannot be worked for a while; or can again. */
  | { readonly do: 'stuck'; readonly is: boolean }
  | { readonly do: 'restart' };

const by = fc.oneof(
  fc.integer({ min: -2 * HOUR, max: 2 * HOUR }),
  fc.constantFrom(SECOND, MINUTE, HOUR, DAY, -SECOND, -MINUTE, -HOUR, -DAY),
);
const turn: fc.Arbitrary<Turn> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('set' as const), in: by }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('jump' as const), by }) },
  fc.record({ do: fc.constant('stuck' as const), is: fc.boolean() }),
  fc.record({ do: fc.constant('restart' as const) }),
);

/** After a failure the machine rests for a second. */
const REST = 2 * SECOND;

export const timers: Target<readonly Turn[]> = {
  name: 'timers',
  promise:
    'Clocks that jump forward and back, restarts, and hours in which no turn can be worked: no timer fires before its time, none twice, and once turns can be worked again every one that is due fires within two seconds.',
  cases: fc.array(turn, { minLength: 1, maxLength: 14 }),
  short: 80,
  long: 20_000,
  chunk: 500,
  async open() {
    const clock = new HandClock(MONDAY_TEN);
    let thought = 0;
    const base = await openStore(clock, () => {
      thought++;
      return { conversations: [], rows: [], did: 'heard' };
    });
    await base.write(
      { op: 'insert-new', table: 'lane', values: { id: 'lane', created_at: 0 } },
      { op: 'insert-new', table: 'person', values: { id: 'ana', lane_id: 'lane', created_at: 0 } },
    );
    const nothing = () => {};
    const { store, seed } = base;
    const start = () =>
      createInbox({ store, clock, seed, log: silentLog, onOutbox: nothing, onMedia: nothing, onJobs: nothing });
    let inbox = start();
    let isStuck = false;
    const watch = () =>
      createScheduler({ store, clock, seed, log: silentLog, onDue: async () => !isStuck && inbox.worker.tick() });
    let made = 0;

    return {
      async close() {
        await inbox.worker.stop();
        await base.close();
      },
      async holds(turns) {
        // What a broken case has left is nobody else's.
        const old = await base.read('select id from timer where state = 0');
        await base.write(...old.map(({ id }) => ({ op: 'delete', table: 'timer', key: { id: id! } }) as const));
        clock.set(MONDAY_TEN + DAY * 400 * ++made);
        let scheduler = watch();
        isStuck = false;
        thought = 0;
        const mine = `t-${made}-%`;
        /** The model: what waits, by id, and when it is due. */
        const waits = new Map<string, number>();
        const work = async () => {
          while (await scheduler.tick());
          const fired = await base.read('select id from timer where state = 1 and key like @mine', { mine });
          if (fired.length !== thought) broken(`${fired.length} timers fired, and ${thought} turns were thought`);
          for (const { id } of fired) {
            const due = waits.get(String(id));
            if (due !== undefined && due > clock.now()) broken(`a timer fired ${due - clock.now()} ms before its time`);
            waits.delete(String(id));
          }
        };
        for (const [n, one] of turns.entries()) {
          if (one.do === 'jump') clock.advance(one.by);
          else if (one.do === 'stuck') isStuck = one.is;
          else if (one.do === 'restart') {
            await scheduler.stop();
            await inbox.worker.stop();
            inbox = start();
            scheduler = watch();
          } else {
            const id = `t-${made}-${n}`;
            const values = { id, person_id: 'ana', key: id, request: '{}', phase: 'due' };
            await base.write({
              op: 'insert',
              table: 'timer',
              values: { ...values, due_at: clock.now() + one.in, created_at: 0 },
            });
            waits.set(id, clock.now() + one.in);
          }
          await work();
        }
        isStuck = false;
        clock.advance(REST);
        await work();
        const late = [...waits.values()].filter((due) => due <= clock.now());
        if (late.length > 0) broken(`${late.length} timers are due and have not fired`);
        const next = await scheduler.nextDue();
        const first = waits.size === 0 ? null : Math.min(...waits.values());
        if (next !== first) broken('it waits for another moment than that of its first timer', { next, first });
      },
    };
  },
};
