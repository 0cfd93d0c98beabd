import type { Draft } from './draft.ts';
import type { LaneAddress } from './event.ts';

/** Words would reach her: she has an address, wants messages there, and somebody is there. */
export function reachable(d: Draft): boolean {
  return d.address !== undefined && isOpen(d.address);
}

export function isOpen({ optedOut, dead }: LaneAddress): boolean {
  return !optedOut && dead !== true;
}
