import { backoff } from '../base/backoff.ts';
import { DAY, type Millis } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { Channel, SendResult } from '../channels/port.ts';
import { Breaker } from './breaker.ts';
import { MARKETING_WAIT, RETRY } from './limits.ts';
import { Lines } from './lines.ts';
import type { ClaimedSend } from './operations/claim.ts';

/** What we know of one channel from what it answered: how fast, whether at all, and how much is in flight. */
export class Gate {
  readonly channel: Channel;
  readonly lines: Lines;
  readonly breaker = new Breaker();
  inFlight = 0;
  probing = false;

  constructor(channel: Channel) {
    this.channel = channel;
    this.lines = new Lines(channel.capabilities);
  }

  probeDue(now: Millis): boolean {
    const { probeAt } = this.breaker;
    return probeAt !== null && now >= probeAt && !this.probing;
  }

  /** How many may be claimed now, given how many requests may still be opened. */
  limit(now: Millis, most: number): number {
    const { lines } = this;
    const rooms = Object.values(lines.rooms(now)).filter((room) => room > 0);
    const room = Math.max(
      lines.fresh,
      rooms.reduce((sum, one) => sum + one, 0),
    );
    return Math.min(most, this.breaker.room(this.inFlight), room);
  }

  /** When what the channel holds back may go on, and what is asked of its rows; nothing where it can take nothing. */
  rest(now: Millis) {
    const { channel, lines, breaker } = this;
    if (breaker.probeAt !== null) return { times: [breaker.probeAt], asked: [] };
    if (breaker.room(this.inFlight) < 1) return { times: [], asked: [] };
    const rested = lines.nextAt(now);
    const asked = [{ channel: channel.id, held: lines.held(now), lowest: lines.lowest(now) }];
    return { times: rested === null ? [] : [rested], asked };
  }

  /** Learns from an answer. Returns how long this message waits, where its reaction is to wait. */
  learn(sent: ClaimedSend, result: SendResult, now: Millis, random: Random): Millis {
    const { lines, breaker } = this;
    if (result.outcome === 'accepted') {
      lines.accepted(sent.ourNumber, sent.addressId);
      breaker.accepted(now, random);
    }
    if (result.outcome !== 'refused') return 0;
    const { reaction, code, detail } = result;
    const retryAfter = believable(result.retryAfter);
    switch (reaction) {
      case 'throttle':
        return lines.throttled(sent.ourNumber, now, random, retryAfter);
      case 'pair-wait':
        return lines.pairLimit(sent.addressId, now, random, retryAfter);
      case 'slow-campaigns': {
        const rest = lines.spamLimit(sent.ourNumber, now);
        return sent.priority === 2 ? rest : backoff(sent.attempt, RETRY, random);
      }
      case 'stop-channel':
        breaker.refused({ since: now, code, detail }, random);
        return 0;
      case 'wait-a-day':
        return MARKETING_WAIT;
      default:
        return Math.max(retryAfter, backoff(sent.attempt, RETRY, random));
    }
  }
}

/** What a provider says is a header of somebody else's: whole milliseconds, at most a day. */
function believable(retryAfter: number | undefined): Millis {
  return retryAfter !== undefined && retryAfter > 0 ? Math.ceil(Math.min(retryAfter, DAY)) : 0;
}
