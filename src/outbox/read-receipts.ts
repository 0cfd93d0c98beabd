import type { Channel } from '../channels/port.ts';
import type { ChannelId } from '../domain/channel.ts';
import type { Inbound } from '../domain/inbound.ts';

/** Requests open at once: blue ticks must not take the sockets that replies need. */
const AT_ONCE = 4;
/** In a burst the oldest are left out: a tick that comes late tells her nothing. */
const WAITING_MOST = 100;
/** Nothing was said, so nothing is being answered. */
const SILENT: readonly Inbound['content']['kind'][] = ['reaction', 'edit', 'deletion', 'number-change'];

/**
 * Blue ticks and "typing…" for messages that were accepted as new, where the channel has them: she sees at once that she
 * was heard. Nobody waits for it, nothing is written, and what fails is forgotten.
 */
export function createReadReceipts(
  channels: ReadonlyMap<ChannelId, Channel>,
): (inbounds: readonly Inbound[], accepted: readonly ('new' | 'duplicate')[]) => void {
  let waiting: (() => Promise<void>)[] = [];
  let open = 0;

  function next(): void {
    while (open < AT_ONCE) {
      const mark = waiting.shift();
      if (!mark) return;
      open++;
      void mark()
        .catch(() => undefined)
        .finally(() => {
          open--;
          next();
        });
    }
  }

  return (inbounds, accepted) => {
    const marks = inbounds.flatMap(({ our, sender, providerId, content }, index) => {
      const channel = channels.get(our.channel);
      if (!channel?.markRead || accepted[index] !== 'new' || SILENT.includes(content.kind)) return [];
      const { raw, phone, bsuid } = sender;
      const to = { raw, ourNumber: our.number, ...(phone ? { phone } : {}), ...(bsuid ? { bsuid } : {}) };
      return [async () => channel.markRead?.(to, providerId)];
    });
    waiting = [...waiting, ...marks].slice(-WAITING_MOST);
    next();
  };
}
