/** A template as a provider keeps it. */
export interface ShelvedTemplate {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  /** Meta's words: APPROVED, PAUSED… */
  status: string;
  category: string;
  readonly body?: string;
  readonly button?: { readonly title: string; readonly id?: string };
  /** How many {{n}} it takes. */
  readonly parameters: number;
}

type Given = Omit<ShelvedTemplate, 'id' | 'status' | 'category' | 'parameters'> & Partial<ShelvedTemplate>;

/** The templates of one account. Strict: what is not on the shelf does not exist; else it is taken as it comes. */
export class TemplateShelf {
  readonly #all = new Map<string, ShelvedTemplate>();
  readonly strict: boolean;
  readonly #prefix: string;
  #count = 0;

  constructor(prefix: string, given: readonly Given[] | undefined) {
    this.#prefix = prefix;
    this.strict = given !== undefined;
    for (const template of given ?? []) this.add(template);
  }

  get all(): readonly ShelvedTemplate[] {
    return [...this.#all.values()];
  }

  /** By name and language; for Twilio by its sid, which is all that a message names. */
  find(name: string, language?: string): ShelvedTemplate | undefined {
    return language === undefined ? this.all.find(({ id }) => id === name) : this.#all.get(`${name}/${language}`);
  }

  add(given: Given): ShelvedTemplate {
    const numbers = [...(given.body ?? '').matchAll(/\{\{(\d+)\}\}/g)].map(([, nth]) => Number(nth));
    const id = this.#prefix + String(++this.#count).padStart(32 - (this.#prefix.length === 2 ? 0 : 17), '0');
    const made = { id, status: 'APPROVED', category: 'UTILITY', parameters: Math.max(0, ...numbers), ...given };
    this.#all.set(`${made.name}/${made.language}`, made);
    return made;
  }
}

/** What her phone shows of it. */
export function words(template: ShelvedTemplate | undefined, parameters: readonly string[]): string {
  if (template?.body === undefined) return parameters.join(' ');
  return template.body.replace(/\{\{(\d+)\}\}/g, (_, nth: string) => parameters[Number(nth) - 1] ?? '');
}
