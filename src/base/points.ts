import { type Channel, channel } from 'node:diagnostics_channel';

/**
 * Places in the work where it matters what is on the disk and who has been told. The product only names them; whoever
 * wants to be there (the suite that kills the process, a tracer) subscribes to the diagnostics channel `recado:<name>`.
 */
export const POINTS = [
  // A process begins.
  'start.listening', // whoever writes is heard, and what was missed is not asked for
  // Messages arrive.
  'accept.before-commit', // written and not committed: nobody was told
  'accept.committed', // durable, and the provider not yet answered
  // Turns.
  'careful.begun', // after an unclean stop: the try is counted and committed, the turn not begun
  'turn.thinking', // loaded, not thought
  'turn.writing', // some of its rows are written
  'timer.thinking', // the same of a timer that is due
  'timer.writing',
  'batch.committed', // turns are durable, and neither the outbox nor anybody else knows
  // Operations.
  'operation.before-commit', // written and not committed
  'operation.committed', // durable, and who asked has no answer
  // Sending.
  'send.claimed', // `sending` on the disk, no socket open
  'send.sent-unanswered', // the provider has taken a request, its answer is not read
  'send.answered', // its answer is read, and only in memory
  'send.stored', // its answer is on the disk
  'status.before-store', // a status came, and is only in memory
  // What she sent.
  'media.claimed', // ours to fetch, nothing fetched
  'media.fetched', // its bytes are here, and only in memory
  'media.kept', // its file is on the disk, and no row says so
  // What turns asked for.
  'job.taken', // about to be done
  'job.done', // done, and nobody woken
  // The schema.
  'migration.before', // a version is to be left, nothing changed
  'migration.inside', // changed and not recorded
  'migration.committed', // one more version on the disk, perhaps not the last
  // Copies.
  'backup.copying', // some pages are copied
  'backup.whole', // copied and checked, not yet under its name
  'restore.placing', // what was there is aside, the copy not yet in its place
] as const;
export type Point = (typeof POINTS)[number];

const channels = Object.fromEntries(POINTS.map((name) => [name, channel(`recado:${name}`)])) as Record<Point, Channel>;

/** Says that the work has come to this point. Without anybody listening it costs one look. */
export function point(name: Point): void {
  const here = channels[name];
  if (here.hasSubscribers) here.publish(undefined);
}
