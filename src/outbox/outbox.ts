import { backoff } from '../base/backoff.ts';
import { Breath } from '../base/breath.ts';
import type { Millis } from '../base/clock.ts';
import { point } from '../base/points.ts';
import { type Random, seededRandom } from '../base/random.ts';
import { Rest } from '../base/rest.ts';
import { Signal } from '../base/signal.ts';
import type { Worker } from '../base/worker.ts';
import type { SendResult } from '../channels/port.ts';
import type { ChannelId } from '../domain/channel.ts';
import type { DeliveryStatus } from '../domain/delivery.ts';
import type { OperationName } from '../store/port.ts';
import type { ChannelHealth, OutboxDeps } from './deps.ts';
import { Gate } from './gate.ts';
import { CLAIM_MOST, IN_FLIGHT, LOOK_EVERY, RETRY, STORE_AGAIN } from './limits.ts';
import { budgetsOf } from './nudges.ts';
import { type ClaimedSend, claimName, recipientOf } from './operations/claim.ts';
import { type DueNumber, lookName } from './operations/look.ts';
import { nextDueName } from './operations/next-due.ts';
import { recoverName } from './operations/recover.ts';
import { settleName } from './operations/settle.ts';
import { statusesName } from './operations/statuses.ts';
import { undeliveredName } from './operations/undelivered.ts';
import { unknownDueName } from './operations/unknown-due.ts';
import { NO_POLICY } from './policy.ts';
import { Results } from './results.ts';
import { toStatus } from './to-status.ts';

export interface Outbox extends Worker {
  /** There may be something to send. Starts at once; `tick` joins what was started. */
  wake(): void;
  /** Statuses from a webhook. Resolves when they are durable. */
  status(statuses: readonly DeliveryStatus[]): Promise<void>;
  health(): readonly ChannelHealth[];
}

/**
 * Sends what is due: claims what the rates allow, sends to many addresses at once, writes each answer as it comes.
 * A row is `sending` on disk before its socket opens; an answer that could not be written is kept and written later.
 */
export function createOutbox(deps: OutboxDeps): Outbox {
  const { store, clock, log } = deps;
  const gates = new Map([...deps.channels].map(([id, channel]) => [id, new Gate(channel)]));
  const sms = [...deps.channels].flatMap(([id, { capabilities }]) => (capabilities.form === 'sms' ? [id] : []));
  const policy = deps.policy ?? (() => NO_POLICY);
  const random: Random = seededRandom(deps.seed());
  const changed = new Signal();
  const results = new Results(async (batch) => {
    const { ended } = await operate(settleName, { results: batch, sms, policy: policy() });
    point('send.stored');
    if (ended > 0) deps.onTimers?.();
  }, log);
  let inFlight = 0;
  let recovered = false;
  /** When it is next asked what was not delivered in time. */
  let lookAt: Millis = 0;
  let running: Promise<boolean> | undefined;
  let again = false;
  let failures = 0;
  const resting = new Rest();
  const gathering = new Breath(deps.gather ?? 0, () => changed.raise());
  let stopping = false;

  function operate<I, O>(name: OperationName<I, O>, input: I): Promise<O> {
    return store.operate(name, input, { now: clock.now(), seed: deps.seed() });
  }

  function run(): Promise<boolean> {
    again = true;
    changed.raise();
    running ??= pump().finally(() => {
      running = undefined;
      if (again && !stopping) void run(); // woken between its last look and its end
    });
    return running;
  }

  /** Until nothing may leave and nothing is in flight. */
  async function pump(): Promise<boolean> {
    let did = false;
    for (;;) {
      await gathered();
      again = false;
      did = (await guarded(step)) || did;
      gathering.begin();
      if (again) continue;
      if (inFlight === 0 && (results.waiting === 0 || resting.isOn(clock.now()))) return did;
      await changed.wait();
      // Answers that came in the same turn of the event loop are written in one commit.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** What is to be sent and what the provider answered share commits; the first after a pause does not wait. */
  async function gathered(): Promise<void> {
    while (gathering.isOn && !stopping) await changed.wait();
  }

  async function step(): Promise<boolean> {
    await results.flush();
    if (stopping) return false;
    if (!recovered) {
      const { found } = await operate(recoverName, {});
      if (found > 0) log.warn({ found }, 'messages were cut off while being sent; waiting for their statuses');
      recovered = true;
    }
    let seen = await operate(lookName, { channels: [...gates.keys()] });
    let did = false;
    if (seen.unknown) {
      const unknown = await operate(unknownDueName, {});
      if (unknown.doubtful > 0) deps.onTimers?.();
      did = unknown.again + unknown.doubtful > 0;
    }
    if (clock.now() >= lookAt) {
      const { copied, more } = await operate(undeliveredName, { sms, policy: policy() });
      lookAt = clock.now() + (more ? 0 : LOOK_EVERY);
      again ||= more;
      did ||= copied > 0;
    }
    if (did) seen = await operate(lookName, { channels: [...gates.keys()] });
    for (const gate of gates.values()) {
      if (gate.probeDue(clock.now())) void probe(gate);
      const due = seen.due.filter(({ channel }) => channel === gate.channel.id);
      if (due.length > 0) did = (await claimFor(gate, due)) || did;
    }
    return did;
  }

  /** The store may fail at any point: nothing is lost by trying again later. */
  async function guarded(work: () => Promise<boolean>): Promise<boolean> {
    if (resting.isOn(clock.now())) return false;
    try {
      const did = await work();
      failures = 0;
      return did;
    } catch (error) {
      resting.begin(clock.now(), backoff(++failures, STORE_AGAIN, random));
      again = false;
      log.error({ error: String(error), failures }, 'the store could not be used by the outbox; tried again');
      return false;
    }
  }

  async function claimFor(gate: Gate, due: readonly DueNumber[]): Promise<boolean> {
    const { channel, lines } = gate;
    let did = false;
    for (;;) {
      const now = clock.now();
      const limit = gate.limit(now, Math.min(CLAIM_MOST, IN_FLIGHT - inFlight));
      const held = lines.held(now);
      const numbers = due.flatMap(({ number }) => (held.includes(number) ? [] : [number]));
      if (limit < 1 || numbers.length === 0) return did;
      const claimed = await operate(claimName, {
        channel: channel.id,
        windowed: channel.capabilities.window,
        packs: channel.capabilities.window ? [...(deps.templates?.() ?? [])] : [],
        limit,
        room: lines.fresh,
        rooms: lines.rooms(now),
        numbers,
        lowest: lines.lowest(now),
        blocked: lines.blocked(now),
        zone: deps.zone,
        quiet: [...deps.quiet],
        sms,
        budgets: budgetsOf(policy(), now),
      });
      for (const one of claimed.sends) void send(gate, one);
      if (claimed.ended > 0) deps.onTimers?.();
      did ||= claimed.sends.length > 0 || claimed.ended > 0;
      if (!claimed.more) return did;
    }
  }

  async function send(gate: Gate, one: ClaimedSend): Promise<void> {
    const { channel } = gate;
    const began = clock.now();
    gate.lines.took(one.ourNumber, one.addressId, began);
    inFlight++;
    gate.inFlight++;
    let result: SendResult;
    point('send.claimed');
    try {
      result = await channel.send(recipientOf(one), one.message, { outboxId: one.id, attempt: one.attempt });
    } catch (error) {
      // A channel must not throw; if it does, the request may have left.
      result = { outcome: 'unknown', detail: String(error) };
    }
    point('send.answered');
    inFlight--;
    gate.inFlight--;
    const now = clock.now();
    const flowed = gate.breaker.stop === null;
    const wait = gate.learn(one, result, now, random);
    const { stop } = gate.breaker;
    if (flowed && stop)
      log.error({ channel: channel.id, ...stop }, 'the provider takes nothing from us; the queue is kept');
    results.add(one.id, one.attempt, result, wait);
    deps.onAttempt?.({
      channel: channel.id,
      outcome: result.outcome === 'refused' ? result.reaction : result.outcome,
      tookMs: now - began,
      ...(result.outcome === 'refused' ? { code: result.code } : {}),
    });
    again = true;
    changed.raise();
  }

  /** The provider took it and told afterwards that we may not send: as if it had answered so. */
  function stopLater(channel: ChannelId, code: string): void {
    const breaker = gates.get(channel)?.breaker;
    if (!breaker) return;
    const flowed = breaker.stop === null;
    breaker.refused({ since: clock.now(), code, detail: 'told by a status', later: true }, random);
    if (flowed) log.error({ channel, code }, 'the provider sends nothing of ours; the queue is kept');
  }

  async function probe(gate: Gate): Promise<void> {
    gate.probing = true;
    inFlight++;
    const found = await gate.channel.probe();
    inFlight--;
    gate.probing = false;
    gate.breaker.probed(found.ok, clock.now(), random);
    log.info({ channel: gate.channel.id, ok: found.ok }, 'a stopped channel was asked whether it is well');
    again = true;
    changed.raise();
  }

  return {
    name: 'outbox',
    tick: run,
    wake: () => void run(),

    async nextDue() {
      while (running) await running;
      if (stopping) return null;
      if (resting.isOn(clock.now())) return resting.until(clock.now());
      if (!recovered || results.waiting > 0) return clock.now();
      try {
        const rests = [...gates.values()].map((gate) => gate.rest(clock.now()));
        const next = await operate(nextDueName, { channels: rests.flatMap(({ asked }) => asked) });
        const times = rests.flatMap(({ times: some }) => some);
        if (next.pending !== null) times.push(next.pending);
        if (next.unknown !== null) times.push(next.unknown);
        if (next.undelivered !== null) times.push(Math.max(next.undelivered, lookAt));
        return times.length === 0 ? null : Math.min(...times);
      } catch {
        return clock.now() + STORE_AGAIN.first;
      }
    },

    async status(given) {
      if (given.length === 0) return;
      point('status.before-store');
      const seen = await operate(statusesName, {
        statuses: given.map((one) => ({
          ...toStatus(one, clock.now()),
          wait: one.retryAfter ?? backoff(1, RETRY, random),
        })),
        sms,
        policy: policy(),
      });
      if (seen.ended > 0) deps.onTimers?.();
      for (const { channel, code } of seen.stopped) stopLater(channel as ChannelId, code);
      for (const channel of seen.went) gates.get(channel as ChannelId)?.breaker.wentOut();
      // Even good news may free the next part or the address.
      if ((seen.ended > 0 || seen.pending > 0) && !stopping) void run();
    },

    health: () => [...gates].map(([channel, gate]) => ({ channel, stopped: gate.breaker.stop })),

    async stop() {
      stopping = true;
      while (running) {
        changed.raise();
        await running;
      }
      try {
        await results.flush();
      } catch (error) {
        log.error(
          { error: String(error), waiting: results.waiting },
          'outcomes could not be written; unknown at the next start',
        );
      }
    },
  };
}
