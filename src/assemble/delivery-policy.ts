import { CHANNELS, type ChannelId, formOf } from '../domain/channel.ts';
import type { Programme } from '../flow/programme.ts';
import type { Policy, ProgrammePolicy } from '../outbox/policy.ts';

/** What the outbox needs of the programmes that are loaded, and where an SMS would leave from. */
export function deliveryPolicy(
  programmes: readonly Programme[],
  numbers: Readonly<Partial<Record<ChannelId, string>>>,
): Policy {
  const from = CHANNELS.find((id) => formOf(id) === 'sms' && !id.startsWith('simulator') && numbers[id] !== undefined);
  return {
    programmes: Object.fromEntries(programmes.map((one) => [one.programme, policyOf(one)])),
    smsFrom: from === undefined ? null : { channel: from, ourNumber: numbers[from]! },
  };
}

function policyOf({ timezone, channel }: Programme): ProgrammePolicy {
  const { fallbackAfter, monthlyBudget, prices = [] } = channel;
  return {
    zone: timezone,
    prices,
    ...(fallbackAfter === undefined ? {} : { fallbackAfter }),
    ...(monthlyBudget ? { budget: monthlyBudget } : {}),
  };
}
