import type { Json } from '../base/json.ts';
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
  return new LoadedWorld(person, new (valuesOf(facts))(person, at), at);
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

type Values = new (person: LoadedPerson, at: Standpoint) => World['facts'];

/** One class for each list of facts, which lives as long as the product. */
const CLASSES = new WeakMap<readonly PublishedFact[], Values>();

function valuesOf(facts: readonly PublishedFact[]): Values {
  const known = CLASSES.get(facts);
  if (known) return known;
  const made = valuesClass(facts);
  CLASSES.set(facts, made);
  return made;
}

/** A source that no pack asks for is not loaded; its value is then absent, as an unanswered one is. */
function valuesClass(facts: readonly PublishedFact[]): Values {
  class Facts {
    readonly #person: LoadedPerson;
    readonly #at: Standpoint;
    #values: Json[] | undefined;
    constructor(person: LoadedPerson, at: Standpoint) {
      this.#person = person;
      this.#at = at;
    }
    static value(of: Facts, nth: number, fact: PublishedFact): Json | undefined {
      of.#values ??= new Array(facts.length);
      const known = of.#values[nth];
      if (known !== undefined) return known;
      const rows = of.#person.facts[fact.source.name];
      if (rows === undefined) return undefined;
      const made = fact.value(rows, of.#at);
      of.#values[nth] = made;
      return made;
    }
    toJSON(): World['facts'] {
      const plain: Record<string, Json> = {};
      for (const [nth, fact] of facts.entries()) {
        const value = Facts.value(this, nth, fact);
        if (value !== undefined) plain[fact.source.name] = value;
      }
      return plain;
    }
  }
  for (const [nth, fact] of facts.entries()) {
    Object.defineProperty(Facts.prototype, fact.source.name, {
      enumerable: true,
      get(this: Facts) {
        return Facts.value(this, nth, fact);
      },
    });
  }
  return Facts as unknown as Values;
}
