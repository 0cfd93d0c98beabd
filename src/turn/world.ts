import type { Millis } from '../base/clock.ts';
import type { Json } from '../base/json.ts';
import type { Form } from '../domain/channel.ts';
import { localDate } from '../domain/time.ts';
import type { World } from '../domain/world.ts';
import type { PublishedFact } from '../programme/manifest.ts';
import type { LoadedPerson } from '../store/port.ts';

/**
 * What conditions may ask about her, made when first asked: most turns ask for nothing, and parsing rows for them would
 * be most of the work. The getters are own and enumerable, so that a world can be spread and overlaid like plain data.
 */
export function worldOf(
  person: LoadedPerson,
  facts: readonly PublishedFact[],
  at: {
    readonly form: Form;
    readonly language: string;
    readonly now: Millis;
    /** The programme at hand. */
    readonly programme?: string | undefined;
    /** Asked only where a condition asks for the day. */
    readonly zone: () => string;
  },
): World {
  const values: Record<string, Json> = {};
  for (const fact of facts) {
    // A source that no pack asks for is not loaded; its name is then absent, as an unanswered value is.
    const { name } = fact.source;
    if (name in person.facts) lazy(values, name, () => fact.value(person.facts[name]!, at));
  }
  const world = { channel: at.form, language: at.language, now: at.now, facts: values } as Record<string, unknown>;
  lazy(world, 'today', () => localDate(at.now, at.zone()));
  lazy(world, 'person', () => JSON.parse(person.person_values));
  lazy(world, 'profile', () => JSON.parse(person.profile));
  lazy(world, 'answers', () => values['answers'] ?? {});
  return world as unknown as World;
}

/** Defines a property that is computed once, when first read. */
function lazy(on: object, name: string, make: () => unknown): void {
  let made: { readonly value: unknown } | undefined;
  Object.defineProperty(on, name, {
    enumerable: true,
    get: () => {
      made ??= { value: make() };
      return made.value;
    },
  });
}
