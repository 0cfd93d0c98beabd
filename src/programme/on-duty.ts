import type { Json } from '../base/json.ts';

/** What staff may be. `deputy` takes over what was not answered; `complaints` is outside the field team. */
export const ROLES = [
  'admin',
  'coordinator',
  'deputy',
  'facilitator',
  'reviewer',
  'counsellor',
  'focal',
  'complaints',
  'reader',
] as const;
export type Role = (typeof ROLES)[number];

/** One role of someone who can be reached now. She stands once for each role and programme. */
export interface OnDuty {
  readonly id: string;
  readonly lane: string;
  readonly name: string;
  readonly role: Role;
  /** '' for all of them. */
  readonly programme: string;
}

/** The fact `staff`: who is on duty in a person's programme, and her own roles where she has any. */
export function onDuty(facts: Readonly<Record<string, Json>>): readonly OnDuty[] {
  return (facts['staff'] ?? []) as unknown as readonly OnDuty[];
}

/** Has she a role herself? */
export function isStaff(facts: Readonly<Record<string, Json>>, person: string): boolean {
  return onDuty(facts).some(({ id }) => id === person);
}

/** Those with one of these roles in a programme, each once: by the order of the roles, then those of this programme alone first. */
export function withRole(staff: readonly OnDuty[], roles: readonly string[], programme: string): readonly OnDuty[] {
  const found = roles.flatMap((role) => {
    const here = staff.filter((one) => one.role === role && (one.programme === '' || one.programme === programme));
    return [...here.filter((one) => one.programme !== ''), ...here.filter((one) => one.programme === '')];
  });
  return found.filter((one, i) => found.findIndex(({ id }) => id === one.id) === i);
}

/** First names only, on phones that are not ours; '' where we know none. */
export function firstName(name: unknown): string {
  return typeof name === 'string' ? (name.trim().split(/\s+/)[0] ?? '') : '';
}
