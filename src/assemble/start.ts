import { randomBytes } from 'node:crypto';
import { existsSync, watch } from 'node:fs';
import { dirname } from 'node:path';
import pino from 'pino';
import { type Clock, HandClock, MINUTE, systemClock } from '../base/clock.ts';
import { RecadoError } from '../base/errors.ts';
import { point } from '../base/points.ts';
import type { Worker } from '../base/worker.ts';
import type { Config } from '../config.ts';
import { addDays, localDate, localMoment } from '../domain/time.ts';
import { ensureFolder, fileKeeper, readMigrations } from '../files.ts';
import { frame } from '../flow/frame.ts';
import type { Issue } from '../flow/issue.ts';
import { told } from '../flow/told.ts';
import { retentionStart } from '../programme/retention/index.ts';
import { logSettings } from '../server/logging.ts';
import { beOnlyRunner } from '../store/sqlite/only-runner.ts';
import { unsettledRestore } from '../store/sqlite/restored.ts';
import { liveThrough } from './after-restore.ts';
import { type App, createApp } from './app.ts';
import { createDailyBackup } from './backup-daily.ts';
import { newestAt } from './backup-kept.ts';
import { type Benches, createBenches } from './benches.ts';
import { beginAsking, catchUp } from './catch-up.ts';
import { makeFirstToken } from './first-token.ts';
import { drive } from './loop.ts';
import { type Packs, readAll } from './packs.ts';
import { providerFetch } from './requests.ts';
import { refuseUnfinished } from './restore.ts';
import { databaseOf } from './settings.ts';
import { firstLanguages, speakerOf, tongueOf } from './tongue.ts';
import { MIGRATIONS } from './top.ts';

export interface Running {
  readonly app: App;
  readonly url: string;
  /** Of an installation that never had a token: one that may do everything. Shown once, kept nowhere. */
  readonly firstToken: string | null;
  /** Takes nothing new, finishes what is under way, closes cleanly. */
  stop(): Promise<void>;
}

/** An editor writes a file in several strokes; the packs are read again when it has been quiet for so long. */
const EDIT_SETTLES = 300;

/** So long turns and sends are gathered, in ms: a tenth of what a provider takes to bring a message, and a hundred commits a second at most of each. */
const GATHER = 10;

/** Opens the product by these settings without serving: for commands that look or operate. In the `past` it says nothing. */
export async function open(
  config: Config,
  onCrash?: (error: Error, logger: pino.Logger) => void,
  past?: Clock,
): Promise<{ app: App; logger: pino.Logger; benches: Benches | undefined }> {
  const logger = pino(logSettings(config.LOG_LEVEL));
  const packs = readAll({ flows: config.FLOWS_DIR, locales: config.LOCALES_DIR });
  const database = databaseOf(config);
  refuseUnfinished(database.path);
  ensureFolder(dirname(database.path));
  ensureFolder(config.MEDIA_DIR);
  const token = () => randomBytes(20).toString('hex');
  const migrations = readMigrations(MIGRATIONS, 'sqlite');
  // A command that only looks or operates serves no pages.
  const benches =
    onCrash &&
    createBenches({ packs, mind: () => app.mind(), migrations, flowsFolder: config.FLOWS_DIR, clock: systemClock });
  const app: App = await createApp({
    settings: config,
    packs,
    // A command may run beside the process that works the queues: it leaves the note of a clean stop alone.
    database: onCrash ? database : { path: database.path, thread: 'main', visitor: true },
    migrations,
    flowsFolder: config.FLOWS_DIR,
    trustedProxies: config.TRUSTED_PROXIES ?? [],
    keeper: fileKeeper(config.MEDIA_DIR),
    paperThread: 'worker',
    clock: past ?? systemClock,
    gather: GATHER,
    seed: () => randomBytes(8).toString('hex'),
    token,
    fetch: providerFetch,
    deadline: (after) => AbortSignal.timeout(after),
    log: logger,
    logger,
    ...(onCrash ? { onCrash: (error) => onCrash(error, logger) } : {}),
    mute: past !== undefined,
    ...(benches ? { bench: benches } : {}),
  });
  const errors = app.mind().issues.filter((issue) => issue.severity === 'error');
  if (errors.length === 0) return { app, logger, benches };
  await app.close();
  throw new RecadoError(
    'PACK_INVALID',
    { dir: config.FLOWS_DIR, count: errors.length },
    { cause: framed(errors, packs, config) },
  );
}

/** What is wrong with the packs, as `recado check` shows it. */
function framed(issues: readonly Issue[], { files, locales }: Packs, { RECADO_LANG }: Config): string {
  const { tell, phrase } = speakerOf(tongueOf(RECADO_LANG, firstLanguages(files), process.env), locales);
  const text = (path: string) => files.find((file) => file.path === path)?.text;
  return issues
    .map((issue) => frame(told(issue, tell), text(issue.place.path), phrase(`severity.${issue.severity}`)))
    .join('\n\n');
}

/**
 * Without its store the process can only refuse. It ends, so that its supervisor starts another: what was accepted is on
 * disk, and what was not was never acknowledged.
 */
function endProcess(error: Error, logger: pino.Logger): never {
  const { code, message, next } = new RecadoError('STORE_DIED', {}, { cause: error });
  logger.fatal({ code, err: error }, `${message} ${next}`);
  process.exit(1);
}

/** `recado start`: migrate, load the packs, serve, work the queues, take edits in. */
export async function start(config: Config): Promise<Running> {
  const began = systemClock.now();
  const { path } = databaseOf(config);
  ensureFolder(dirname(path));
  const letGo = beOnlyRunner(path);
  let opened: Awaited<ReturnType<typeof open>>;
  try {
    await settleRestore(config);
    opened = await open(config, endProcess);
  } catch (error) {
    letGo();
    throw error;
  }
  const { app, logger, benches } = opened;
  let url: string;
  let firstToken: string | null;
  try {
    await beginAsking(app, began);
    url = await app.server.listen({ host: config.HOST, port: config.PORT });
    point('start.listening');
    firstToken = await makeFirstToken(app);
    await app.templates.refresh();
    await app.operate(retentionStart, nights(config, app));
  } catch (cause) {
    // What does not come to run must end, whatever its store says: nobody would look after half a process.
    await app.close().catch(() => {});
    letGo();
    if (cause instanceof RecadoError) throw cause;
    const code = (cause as { code?: string }).code;
    if (code === 'EADDRINUSE') throw new RecadoError('PORT_IN_USE', { port: config.PORT }, { cause });
    throw new RecadoError('CANNOT_LISTEN', { host: config.HOST, port: config.PORT, why: code ?? 'unknown' }, { cause });
  }
  const stopDriving = drive([...app.workers, ...dailyBackup(config, app, logger)], systemClock);
  app.inbox.wake();
  const stopWatching = watchPacks(config, app, logger, benches);
  void catchUp(app, systemClock, logger);
  const tidying = setInterval(() => benches?.tidy(), MINUTE).unref();
  return {
    app,
    url,
    firstToken,
    async stop() {
      stopWatching();
      clearInterval(tidying);
      await app.server.close(); // webhooks under way are answered first
      await benches?.close();
      await stopDriving();
      await app.store.close();
      letGo();
    },
  };
}

function dailyBackup(config: Config, app: App, log: pino.Logger): readonly Worker[] {
  const { BACKUP_AT: at, BACKUP_DIR: folder, BACKUP_KEEP: keep, MEDIA_DIR: media } = config;
  if (at === undefined) return [];
  const backup = { database: databaseOf(config).path, media, folder, keep };
  app.metrics.backup(
    () => newestAt(folder),
    () => app.now(),
  );
  return [createDailyBackup({ backup, at, zone: zoneHere(app), clock: systemClock, log })];
}

/** The clock of the house is that of its first programme. */
const zoneHere = (app: App): string => [...app.mind().library.programmes.values()][0]?.timezone ?? 'UTC';

/** When people sleep. */
const TIDIES_AT = '02:40';

function nights(config: Config, app: App) {
  const zone = zoneHere(app);
  const at = localMoment(addDays(localDate(systemClock.now(), zone), 1), TIDIES_AT, zone);
  const days = { messages: config.KEEP_MESSAGES_DAYS, traces: config.KEEP_TRACES_DAYS };
  return { days, at, workspace: 'main' };
}

/** After a restore the time since its backup is lived through before anything is sent or served. */
async function settleRestore(config: Config): Promise<void> {
  const note = unsettledRestore(databaseOf(config).path);
  if (!note) return;
  const clock = new HandClock(systemClock.now());
  const { app, logger } = await open(config, endProcess, clock);
  try {
    await liveThrough(app, note, clock, logger);
  } finally {
    await app.close();
  }
}

/** A good edit is taken in; a broken one is told in the log, and the last good packs go on. */
function watchPacks(config: Config, app: App, logger: pino.Logger, benches: Benches | undefined): () => void {
  let settled: NodeJS.Timeout | undefined;
  /** One reading after the other: a slow one must not end after the one that was begun later. */
  let reading: Promise<void> = Promise.resolve();
  const reload = async () => {
    try {
      const packs = readAll({ flows: config.FLOWS_DIR, locales: config.LOCALES_DIR });
      const issues = await app.reload(packs);
      const errors = issues.filter((issue) => issue.severity === 'error');
      if (errors.length === 0) logger.info({ programmes: app.mind().library.programmes.size }, 'packs read again');
      for (const { code, place } of errors)
        logger.error({ code, place }, 'the edit has an error; the last good packs go on');
      benches?.edited(errors.length === 0 ? { packs } : { issues: errors });
    } catch (error) {
      logger.error({ err: error }, 'the packs could not be read again; the last good ones go on');
    }
  };
  const edited = () => {
    clearTimeout(settled);
    settled = setTimeout(() => {
      reading = reading.then(reload);
    }, EDIT_SETTLES);
  };
  const folders = [config.FLOWS_DIR, config.LOCALES_DIR].filter((folder) => existsSync(folder));
  const watchers = folders.map((folder) =>
    // Unheard, an error of the watcher (a folder that is gone, no watches left) would end the process.
    watch(folder, { recursive: true }, edited).on('error', (error) =>
      logger.error({ err: error }, 'edits are not seen any more; start again to take them in'),
    ),
  );
  return () => {
    clearTimeout(settled);
    for (const watcher of watchers) watcher.close();
  };
}
