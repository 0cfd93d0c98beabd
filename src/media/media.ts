import { backoff } from '../base/backoff.ts';
import { type Clock, SECOND } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { point } from '../base/points.ts';
import { type Random, seededRandom } from '../base/random.ts';
import { Rest } from '../base/rest.ts';
import type { Wake, Worker } from '../base/worker.ts';
import type { Channel } from '../channels/port.ts';
import type { ChannelId } from '../domain/channel.ts';
import type { OperationName, Store } from '../store/port.ts';
import { type Fetched, type FileKeeper, fetchOne } from './fetch-one.ts';
import { AT_ONCE, FETCH_AGAIN } from './limits.ts';
import { type ClaimedMedia, claimMediaName } from './operations/claim.ts';
import { nextMediaName } from './operations/next-due.ts';
import { settleMediaName } from './operations/settle.ts';
import { trashGoneName, trashNextName } from './operations/trash.ts';

export interface MediaDeps {
  readonly store: Store;
  readonly channels: ReadonlyMap<ChannelId, Channel>;
  readonly keeper: FileKeeper;
  readonly clock: Clock;
  readonly seed: () => string;
  readonly log: Log;
  /** Something was refused for good: her conversation has news. */
  readonly onEvent?: Wake;
}

/** Fetches what she sent, apart from any turn: a turn never waits for a photo, and a slow provider never for a turn. */
export function createMedia(deps: MediaDeps): Worker & { wake(): void } {
  const { store, channels, keeper, clock, log } = deps;
  const random: Random = seededRandom(deps.seed());
  let running: Promise<boolean> | undefined;
  let again = false;
  const rest = new Rest();
  let stopping = false;

  function operate<I, O>(name: OperationName<I, O>, input: I): Promise<O> {
    return store.operate(name, input, { now: clock.now(), seed: deps.seed() });
  }

  function run(): Promise<boolean> {
    again = true;
    running ??= work().finally(() => {
      running = undefined;
      if (again && !stopping && !rest.isOn(clock.now())) void run();
    });
    return running;
  }

  async function work(): Promise<boolean> {
    let did = false;
    try {
      while (!stopping && !rest.isOn(clock.now())) {
        again = false;
        const { taken } = await operate(claimMediaName, { limit: AT_ONCE });
        if (taken.length === 0) return (await clear()) || did;
        await Promise.all(taken.map(fetch));
        did = true;
      }
    } catch (error) {
      rest.begin(clock.now(), SECOND);
      log.error({ error: String(error) }, 'the store could not be used by the media queue; tried again');
    }
    return did;
  }

  /** Files of people who were erased. Here, so that nobody clears away what a download is just keeping. */
  async function clear(): Promise<boolean> {
    if (!keeper.remove) return false;
    const paths = await operate(trashNextName, {});
    const gone: string[] = [];
    for (const path of paths) {
      try {
        await keeper.remove(path);
        gone.push(path);
      } catch (error) {
        rest.begin(clock.now(), SECOND);
        log.error({ error: String(error) }, 'a file could not be taken off the disk; tried again');
      }
    }
    if (paths.length > 0) await operate(trashGoneName, { paths: gone });
    return gone.length > 0;
  }

  async function fetch({ id, channel, ref, tries }: ClaimedMedia): Promise<void> {
    const from = channels.get(channel as ChannelId);
    point('media.claimed');
    const fetched: Fetched = from
      ? await fetchOne(ref, from, keeper)
      : { state: 'again', reason: 'unreachable', detail: `channel ${channel} is off` };
    if (fetched.state === 'again') log.warn({ id, tries, detail: fetched.detail }, 'media could not be fetched');
    const given =
      fetched.state === 'again'
        ? { state: fetched.state, reason: fetched.reason, wait: backoff(tries, FETCH_AGAIN, random) }
        : fetched;
    const { state } = await operate(settleMediaName, { id, fetched: given });
    if (state !== 'pending' && state !== 'none') deps.onEvent?.();
  }

  return {
    name: 'media',
    wake: () => void run(),
    tick: run,
    async nextDue() {
      while (running) await running;
      if (stopping) return null;
      try {
        const { at } = await operate(nextMediaName, { clears: keeper.remove !== undefined });
        return at === null ? null : Math.max(at, rest.until(clock.now()));
      } catch {
        return clock.now() + SECOND;
      }
    },
    async stop() {
      stopping = true;
      while (running) await running;
    },
  };
}
