import { optIn } from '../commands/opt-in.ts';
import { optOut } from '../commands/opt-out.ts';
import { effect } from '../draft.ts';
import { isOptIn, isOptOut, textOf } from '../hear.ts';
import { joinSaid } from '../join-word.ts';
import { isEnrolled } from '../journey.ts';
import type { Rule } from './rule.ts';

/**
 * Rule 1. The whole message, quoted or not. Where the provider has acted itself it is recorded and we stay silent, since
 * our words would be refused. A silenced address hears nothing until ALTA.
 */
export const optOutRule: Rule = (d, message) => {
  const text = textOf(message.content);
  const silent = d.address?.optedOut === true;
  if (message.providerOptOut === 'stop') {
    if (d.address) effect(d, { kind: 'opt-out', addressId: d.address.id, by: 'provider', word: text });
    if (d.address) d.address = { ...d.address, optedOut: true };
    return 'opted-out';
  }
  if (silent && (message.providerOptOut === 'start' || isOptIn(d, text))) return optIn(d, message, text);
  // The join word of somebody who takes part in nothing is a word of her own, and opens the number as ALTA does.
  if (silent && d.address && d.address.optedOutBy !== 'provider' && !isEnrolled(d) && joinSaid(d, text)) {
    effect(d, { kind: 'opt-in', addressId: d.address.id, personId: d.person.id });
    d.address = { ...d.address, optedOut: false };
    return undefined;
  }
  if (silent) return 'silenced';
  if (message.content.kind !== 'media' && isOptOut(d, text)) return optOut(d, message, text);
  return undefined;
};
