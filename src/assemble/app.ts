import type { Millis } from '../base/clock.ts';
import type { RecadoError } from '../base/errors.ts';
import type { Worker } from '../base/worker.ts';
import { type ChannelSet, createChannels } from '../channels/registry.ts';
import type { ChannelId } from '../domain/channel.ts';
import { createInbox, type Inbox } from '../inbox/inbox.ts';
import { errorWords, toldError } from '../locale/errors.ts';
import type { Tongue } from '../locale/tongue.ts';
import { createMedia } from '../media/media.ts';
import { marketingWish } from '../outbox/operations/marketing-wish.ts';
import { createOutbox, type Outbox } from '../outbox/outbox.ts';
import type { Policy } from '../outbox/policy.ts';
import { createReadReceipts } from '../outbox/read-receipts.ts';
import { verifiedOf, verifyQuery } from '../programme/certificate/index.ts';
import { createJobs } from '../scheduler/jobs.ts';
import { createPaperwork, type Paperwork } from '../scheduler/paperwork.ts';
import { createScheduler } from '../scheduler/scheduler.ts';
import { buildServer } from '../server/build-server.ts';
import type { HealthCheck } from '../server/deps.ts';
import { createMetrics, type Metrics } from '../server/metrics.ts';
import type { SimulatorDeps } from '../server/simulator/deps.ts';
import { keepAside } from '../store/aside.ts';
import { type Operation, operationName, type SqlRow, type Store } from '../store/port.ts';
import { createHealth } from './app-health.ts';
import type { AppOptions } from './app-options.ts';
import { ROUTES } from './capabilities.ts';
import { certifying } from './certifying.ts';
import { deliveryPolicy } from './delivery-policy.ts';
import { createMediaLinks } from './media-links.ts';
import { buildMind, type Mind } from './mind.ts';
import { learnVersions, openStore } from './open-store.ts';
import { ourNumbers } from './our-numbers.ts';
import type { Packs } from './packs.ts';
import { createPaper, type Paper } from './paper.ts';
import { newcomersAt, placeOf } from './place.ts';
import { type RecordOperation, recorder } from './record.ts';
import { createSimulatorDesk } from './simulator-desk.ts';
import { createTemplates, type Templates } from './templates.ts';

/** The product, put together and not yet driven: `workers` wait for a loop, `server` for a socket. */
export interface App {
  readonly server: Awaited<ReturnType<typeof buildServer>>;
  readonly workers: readonly Worker[];
  readonly store: Store;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly channels: ChannelSet;
  readonly templates: Templates;
  readonly metrics: Metrics;
  readonly simulator: SimulatorDeps;
  readonly health: (tongue?: Tongue) => Promise<readonly HealthCheck[]>;
  /** A file that somebody sent, by its path; null when it is gone. */
  kept(path: string): Promise<Uint8Array | null>;
  /** A printed page as a PDF. Throws PAPER_LETTERS. */
  readonly paper: Paper;
  /** What looks at people of a run and draws what waits: a shell that began one works it itself. */
  readonly paperwork: Paperwork;
  readonly publicUrl: string | undefined;
  mind(): Mind;
  now(): Millis;
  /** Runs a named operation now. */
  readonly operate: <I, O>(operation: Operation<I, O>, input: I) => Promise<O>;
  /** The same, leaving its line in the audit log. */
  readonly record: RecordOperation;
  /** Takes edited packs in if they have no errors; otherwise keeps the last good ones and gives the issues back. */
  reload(packs: Packs): Promise<Mind['issues']>;
  close(): Promise<void>;
}

export async function createApp(options: AppOptions): Promise<App> {
  const { clock, seed, log, token, settings } = options;
  const opened = await openStore({
    ...options.database,
    migrations: options.migrations,
    packs: options.packs,
    logLevel: options.logger.level,
    clock,
    log,
    onCrash: options.onCrash ?? ((error) => log.error({ err: error }, 'the store has stopped')),
  });
  const { store } = opened;
  let { mind } = opened;
  const programmes = () => [...mind.library.programmes.values()];
  const [programme] = programmes();

  const media = createMediaLinks({
    flows: options.flowsFolder,
    kept: async (path) => (await options.keeper.get?.(path)) ?? null,
    publicUrl: settings.PUBLIC_URL,
    clock,
    token,
  });
  const paper = createPaper({
    clock,
    picture: async (file) => (await media.read({ file }))?.bytes ?? null,
    thread: options.paperThread ?? 'main',
  });
  const channels = createChannels(settings, {
    fetch: options.fetch,
    clock,
    newId: token,
    packMedia: media,
    ...(options.deadline ? { deadline: options.deadline } : {}),
  });
  const byId = new Map<ChannelId, (typeof channels.channels)[number]>(channels.channels.map((one) => [one.id, one]));
  const metrics = createMetrics();

  // Made once for each reading of the packs: it is asked for with every send.
  let policyOf: { readonly mind: Mind; readonly policy: Policy } | undefined;
  const policyNow = (): Policy => {
    if (policyOf?.mind !== mind) policyOf = { mind, policy: deliveryPolicy(programmes(), channels.numbers) };
    return policyOf.policy;
  };

  const outbox: Outbox = createOutbox({
    store,
    channels: options.mute ? new Map() : byId,
    clock,
    seed,
    log,
    gather: options.gather ?? 0,
    zone: programme?.timezone ?? 'UTC',
    quiet: programme?.quietHours ? [programme.quietHours] : [],
    templates: () => programmes().flatMap(({ templates }) => templates),
    policy: () => policyNow(),
    onTimers: () => inbox.wake(),
    onAttempt: (attempt) => metrics.attempt(attempt),
  });
  const fetching = createMedia({
    store,
    channels: byId,
    keeper: options.keeper,
    clock,
    seed,
    log,
    onEvent: () => inbox.wake(),
  });
  const inbox: Inbox = createInbox({
    store,
    clock,
    seed,
    log,
    gather: options.gather ?? 0,
    onOutbox: () => outbox.wake(),
    onMedia: () => fetching.wake(),
    onJobs: () => jobs.wake(),
    onBatch: (outcome, tookMs) => metrics.batch(outcome, tookMs),
  });
  const readReceipts = createReadReceipts(byId);
  const jobs = createJobs({
    store,
    clock,
    seed,
    log,
    onDone: () => {
      inbox.wake();
      outbox.wake();
    },
  });
  const paperwork = createPaperwork({
    store,
    clock,
    seed,
    token,
    log,
    ...certifying({ store, mind: () => mind, clock }),
    publicUrl: settings.PUBLIC_URL,
    draw: paper,
    keep: (path, bytes) => options.keeper.put(path, bytes),
    onDone: () => inbox.wake(),
  });
  const scheduler = createScheduler({ store, clock, seed, log, onDue: () => inbox.worker.tick() });

  const operate = <I, O>(operation: Operation<I, O>, input: I): Promise<O> =>
    store.operate(operationName(operation), input, { now: clock.now(), seed: seed() });

  const record = recorder(operate);

  const desk = createSimulatorDesk({
    hub: channels.hub,
    accept: (inbounds) => inbox.accept(inbounds),
    programmes,
    media: (file) => media.read({ file }),
    clock,
    newId: token,
  });
  channels.hub.onStatus((status) => {
    desk.onStatus(status);
    void outbox.status([status]).catch((error: unknown) => log.error({ err: error }, 'a status could not be kept'));
  });

  const templates = createTemplates({
    channels: channels.channels,
    programmes,
    operate,
    onNews: () => inbox.wake(),
  });
  const tell = (error: RecadoError, tongue: Tongue) => toldError(error, errorWords(options.packs.locales, tongue));
  const { look, health } = createHealth({
    operate,
    clock,
    outbox,
    inbox,
    templates,
    programmes,
    policy: policyNow,
    tell,
  });
  metrics.outbox(async () => (await look()).outbox);
  metrics.queues(
    look,
    () => clock.now(),
    () => outbox.health(),
  );

  const zoneOf = (name: string) => mind.library.programmes.get(name)?.timezone ?? 'UTC';
  const server = await buildServer({
    webhooks: channels.webhooks,
    accept: async (inbounds) => readReceipts(inbounds, await inbox.accept(inbounds)),
    statuses: (list) => outbox.status(list),
    setAside: (items, source) => operate(keepAside, { source, items }),
    notice: async (items, source) => {
      for (const { topic } of items) log.warn({ source, topic }, 'the provider says something about our account');
      const wishes = items.flatMap(({ marketing }) => marketing ?? []);
      if (wishes.length > 0) await operate(marketingWish, { wishes });
      await templates.hear(items.flatMap(({ template }) => template ?? []));
    },
    health,
    metrics,
    simulator: desk,
    ...(options.bench ? { bench: options.bench } : {}),
    trustedProxies: options.trustedProxies ?? [],
    staffOnlySimulator: channels.real,
    mediaByToken: (key) => media.take(key),
    verify: async (code) => verifiedOf((await store.read<SqlRow>(verifyQuery(code)))[0], zoneOf),
    api: {
      routes: ROUTES,
      read: (query) => store.read(query),
      operate,
      async record(operation, input, recording) {
        const output = await record(operation, input, recording);
        inbox.wake();
        outbox.wake();
        jobs.wake();
        paperwork.wake();
        return output;
      },
      place: (phone, channel) => placeOf({ store, channels, mind: () => mind }, phone, channel),
      newcomers: (channel) => newcomersAt(channels, channel),
      ourNumbers: () => ourNumbers(channels),
      words: (key, vars, language) => mind.deps.texts.say(key, { language, vars }).text,
      paper,
      publicUrl: settings.PUBLIC_URL,
      programmes: () => mind.library.programmes,
      spanish: (error) => tell(error, 'es'),
      clock,
    },
    clock,
    token,
    log: options.logger,
  });

  return {
    server,
    workers: [inbox.worker, outbox, scheduler, fetching, jobs, paperwork],
    store,
    inbox,
    outbox,
    channels,
    templates,
    metrics,
    simulator: desk,
    health,
    kept: async (path) => (await options.keeper.get?.(path)) ?? null,
    paper,
    paperwork,
    publicUrl: settings.PUBLIC_URL,
    mind: () => mind,
    now: () => clock.now(),
    operate,
    record,
    async reload(packs) {
      const next = buildMind({ ...packs, old: mind.library.sources });
      if (next.issues.some((issue) => issue.severity === 'error')) return next.issues;
      await store.reload({ ...packs, old: mind.library.sources });
      mind = await learnVersions(store, next, clock);
      await templates.refresh();
      return next.issues;
    },
    async close() {
      await server.close();
      await store.close();
    },
  };
}
