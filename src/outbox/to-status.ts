import type { Millis } from '../base/clock.ts';
import type { DeliveryStatus } from '../domain/delivery.ts';

/** A status as the operation takes it: plain, whole numbers. */
export function toStatus({ our, providerId, outboxId, status, at, code, reaction }: DeliveryStatus, now: Millis) {
  return {
    channel: our.channel,
    ourNumber: our.number,
    providerId,
    status,
    // One odd timestamp must not make the provider deliver the whole webhook again for days.
    at: Number.isFinite(at) ? Math.round(at) : now,
    ...(outboxId === undefined ? {} : { outboxId }),
    ...(code === undefined ? {} : { code }),
    ...(reaction === undefined ? {} : { reaction }),
  };
}
