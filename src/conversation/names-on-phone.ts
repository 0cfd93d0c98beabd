import type { LanePerson } from './event.ts';

/** What she is called: the name she gave, else the one the team wrote down. */
export function nameOf(person: Pick<LanePerson, 'name' | 'world'>): string | undefined {
  const name = person.world.profile['name'] ?? person.name;
  return typeof name === 'string' && name.trim() !== '' ? name.trim() : undefined;
}

/**
 * How she is called among those who share a phone: by her first name, in full where another has the same, by her place
 * where we know no name. It stands in every message and on buttons, so it is short.
 */
export function nameAmong(person: LanePerson, people: readonly LanePerson[]): string {
  const name = nameOf(person);
  if (name === undefined) return String(people.indexOf(person) + 1);
  const first = firstOf(name);
  const twice = people.some((other) => other !== person && firstOf(nameOf(other) ?? '') === first);
  return twice ? name : first;
}

function firstOf(name: string): string {
  return name.split(/\s+/)[0]!;
}
