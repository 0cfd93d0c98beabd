import type { SendResult } from './port.ts';
import type { Piece } from './render/piece.ts';

/** So many half-sent messages are remembered; more than can be under way at once. */
const REMEMBERED = 1_000;

const NOTHING_TO_SHOW: SendResult = {
  outcome: 'refused',
  reaction: 'give-up',
  code: 'NOTHING_TO_SHOW',
  detail: 'The message has no words, and this channel cannot carry the rest or its file is gone.',
};

/**
 * Sends a message that takes several requests, in order. A later attempt goes on where the earlier one stopped, so
 * that a refusal of the third piece does not repeat the first two. (After a restart they are repeated: the outbox row
 * then says so.)
 */
export class PieceSender {
  readonly #done = new Map<string, { readonly pieces: number; readonly segments: number }>();

  /**
   * `one` is told whether its piece is the last: that one stands for the message (its id, its statuses). It returns
   * null where nothing of the piece is left to send (its file is gone): the rest goes on without it.
   */
  async send(
    outboxId: string,
    pieces: readonly Piece[],
    one: (piece: Piece, last: boolean) => Promise<SendResult | null>,
  ): Promise<SendResult> {
    const before = this.#done.get(outboxId) ?? { pieces: 0, segments: 0 };
    // Rendered anew, it may have become shorter: the last piece always goes.
    const rest = pieces.slice(Math.min(before.pieces, pieces.length - 1));
    let { segments } = before;
    for (const [i, piece] of rest.entries()) {
      const last = i === rest.length - 1;
      const result = await one(piece, last);
      if (result && result.outcome !== 'accepted') return result;
      segments += result?.segments ?? 0;
      if (!last) this.#remember(outboxId, before.pieces + i + 1, segments);
      else if (result) {
        this.#done.delete(outboxId);
        return segments > 0 ? { ...result, segments } : result;
      }
    }
    return NOTHING_TO_SHOW;
  }

  #remember(outboxId: string, pieces: number, segments: number): void {
    this.#done.delete(outboxId);
    this.#done.set(outboxId, { pieces, segments });
    if (this.#done.size > REMEMBERED) this.#done.delete(this.#done.keys().next().value as string);
  }
}
