/**
 * The gateway lets us choose a message's id and takes each id once (CHANNELS §5.2), so the id is our outbox row's: a
 * request that is repeated, even by another process after a crash, sends nothing twice. A piece that is not the last has
 * its place added (`-p1`); what failed on the phone and is wanted again, how often that happened (`-r1`). At most 36.
 */
export function messageId(outboxId: string, piece: { readonly last: boolean; readonly place: number }): string {
  return piece.last ? outboxId : `${outboxId}-p${piece.place}`;
}

/** The id under which a message goes once more after it failed `failures` times. */
export function againId(id: string, failures: number): string {
  return failures === 0 ? id : `${id}-r${failures}`;
}

export interface Named {
  readonly outboxId: string;
  /** Its statuses are those of the row. */
  readonly last: boolean;
  /** How often the message had failed on the phone before this one. */
  readonly failures: number;
}

/** Whose message it is. Ids of somebody else's messages come back as they are. */
export function rowOf(id: string): Named {
  const [, outboxId = id, piece, again] = /^(.+?)(-p\d+)?(?:-r(\d+))?$/.exec(id) ?? [];
  return { outboxId, last: piece === undefined, failures: Number(again ?? 0) };
}
