import type { Json } from '../base/json.ts';
import { lazyRecord } from '../base/lazy.ts';
import type { Form } from '../domain/channel.ts';
import { localDate } from '../domain/time.ts';
import type { World } from '../domain/world.ts';
import type { PublishedFact } from '../programme/manifest.ts';
import type { LoadedPerson } from '../store/port.ts';

interface Standpoint {
  readonly form: Form;
  readonly language: string;
  readonly now: number;
  /** The programme at hand. */
  readonly programme?: string | undefined;
  /** Asked only where a condition asks for the day. */
  readonly zone: () => string;
}

/**
 * What conditions may ask about her, made when first asked: most turns ask for nothing, and parsing rows for them would
 * be most of the work. It cannot be spread: its parts are getters of a class, made once for all persons.
 */
export function worldOf(person: LoadedPerson, facts: readonly PublishedFact[], at: Standpoint): World {
  return new LoadedWorld(person, new (valuesOf(facts))({ person, at }), at);
}

class LoadedWorld implements World {
  readonly channel: Form;
  readonly language: string;
  readonly now: number;
  readonly facts: World['facts'];
  readonly #loaded: LoadedPerson;
  readonly #zone: () => string;
  #today: string | undefined;
  #person: World['person'] | undefined;
  #profile: World['profile'] | undefined;
  constructor(loaded: LoadedPerson, facts: World['facts'], at: Standpoint) {
    this.channel = at.form;
    this.language = at.language;
    this.now = at.now;
    this.facts = facts;
    this.#loaded = loaded;
    this.#zone = at.zone;
  }
  get today() {
    this.#today ??= localDate(this.now, this.#zone());
    return this.#today;
  }
  get person() {
    this.#person ??= JSON.parse(this.#loaded.person_values) as World['person'];
    return this.#person;
  }
  get profile() {
    this.#profile ??= JSON.parse(this.#loaded.profile) as World['profile'];
    return this.#profile;
  }
  get answers() {
    return (this.facts['answers'] ?? {}) as World['answers'];
  }
  toJSON(): World {
    const { channel, language, now, facts, today, person, profile, answers } = this;
    return { channel, language, now, facts, today, person, profile, answers };
  }
}

interface Loaded {
  readonly person: LoadedPerson;
  readonly at: Standpoint;
}
type Values = new (of: Loaded) => World['facts'];

/** One class for each list of facts, which lives as long as the product. */
const CLASSES = new WeakMap<readonly PublishedFact[], Values>();

/** A source that no pack asks for is not loaded; its value is then absent, as an unanswered one is. */
function valuesOf(facts: readonly PublishedFact[]): Values {
  const known = CLASSES.get(facts);
  if (known) return known;
  const made = lazyRecord<Loaded, Json>(
    facts.map((fact) => {
      const { name } = fact.source;
      return [
        name,
        ({ person, at }) => {
          const rows = person.facts[name];
          return rows && fact.value(rows, at);
        },
      ];
    }),
  );
  CLASSES.set(facts, made);
  return made;
}
