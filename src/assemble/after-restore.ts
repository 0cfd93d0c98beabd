import type { Clock } from '../base/clock.ts';
import { RecadoError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { outboxRestored } from '../outbox/operations/restored.ts';
import { consentWithdraw } from '../programme/consents/index.ts';
import { PARTICIPATING } from '../programme/consents/input.ts';
import { personErase } from '../programme/privacy/index.ts';
import type { RestoreNote } from '../store/restore-note.ts';
import type { App } from './app.ts';
import { catchUp } from './catch-up.ts';

const RESTORE = { kind: 'system', id: 'restore' } as const;
/** They live the lost time through; sending and fetching wait. */
const LIVES = ['inbox', 'scheduler', 'jobs', 'paperwork'];

/**
 * The first start on a restored database. The one that was lost worked on after its backup was taken: replies went out,
 * timers fired, Twilio's messages were answered. That time is lived through again with the mouth shut, so that every
 * conversation and timer stands where it can go on, and nothing goes out a second time; what could not be settled otherwise is
 * shown as doubtful. `app` was opened mute. Cut off in the middle, the next start takes it up: nothing was sent.
 */
export async function liveThrough(app: App, note: RestoreNote, clock: Clock, log: Log): Promise<void> {
  for (const person of note.erase)
    await wish(log, () => app.operate(personErase, { person, why: '', by: RESTORE, days: 0, workspace: 'main' }));
  for (const { person, programme, at } of note.withdraw) {
    const given = { person, programme, at, purpose: PARTICIPATING, channel: null, by: RESTORE, told: false };
    await wish(log, () => app.operate(consentWithdraw, { ...given, workspace: 'main' }));
  }
  await catchUp(app, clock, log);
  const workers = app.workers.filter(({ name }) => LIVES.includes(name));
  for (let did = true; did; ) {
    app.inbox.wake();
    did = false;
    for (const worker of workers) did = (await worker.tick()) || did;
  }
  await Promise.all(app.workers.map((worker) => worker.stop()));
  let settled = { doubtful: 0, more: true };
  while (settled.more) settled = await app.operate(outboxRestored, { note, doubtful: settled.doubtful });
  log.warn(
    { doubtful: settled.doubtful, erased: note.erase.length, withdrawn: note.withdraw.length },
    'a backup was restored: what may have left since then is not sent again',
  );
}

/** One wish that cannot be granted must not stand in the way of the start. */
async function wish(log: Log, grant: () => Promise<unknown>): Promise<void> {
  try {
    await grant();
  } catch (error) {
    if (!(error instanceof RecadoError)) throw error;
    log.error({ code: error.code }, 'a wish carried over from the database that was replaced could not be granted');
  }
}
