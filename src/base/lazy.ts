/**
 * A class of records whose values are worked out of one thing when they are first looked at, once. The getters are made once
 * for all records: most values are never looked at, and defining each anew costs more than most of them. Such a record
 * cannot be spread; `for … in` finds its names, and `toJSON` gives plain data. Undefined: there is no such value.
 */
export function lazyRecord<Of, Value>(
  makers: readonly (readonly [name: string, make: (of: Of) => Value | undefined])[],
): new (
  of: Of,
) => Readonly<Record<string, Value>> {
  class Lazy {
    readonly #of: Of;
    #values: (Value | undefined)[] | undefined;
    constructor(of: Of) {
      this.#of = of;
    }
    static value(of: Lazy, nth: number, make: (of: Of) => Value | undefined): Value | undefined {
      of.#values ??= new Array(makers.length);
      of.#values[nth] ??= make(of.#of);
      return of.#values[nth];
    }
    toJSON(): Readonly<Record<string, Value>> {
      const plain: Record<string, Value> = {};
      for (const [nth, [name, make]] of makers.entries()) {
        const value = Lazy.value(this, nth, make);
        if (value !== undefined) plain[name] = value;
      }
      return plain;
    }
  }
  for (const [nth, [name, make]] of makers.entries()) {
    Object.defineProperty(Lazy.prototype, name, {
      enumerable: true,
      get(this: Lazy) {
        return Lazy.value(this, nth, make);
      },
    });
  }
  return Lazy as unknown as new (
    of: Of,
  ) => Readonly<Record<string, Value>>;
}
