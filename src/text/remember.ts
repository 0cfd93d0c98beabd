/** Words, option labels and short messages come again and again; a story does not, and would only fill the memory. */
const LONGEST = 80;
/** Texts kept: the words of a few packs, and the messages under way. Two generations of so many, some 1 MB at most. */
const MOST = 2_000;

/** The same pure function, which remembers what it made of short texts that came again lately. */
export function remembering<T extends string | number | object | null>(work: (text: string) => T): (text: string) => T {
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  return (text) => {
    if (text.length > LONGEST) return work(text);
    const known = young.get(text);
    if (known !== undefined) return known;
    const made = old.get(text) ?? work(text);
    if (young.size >= MOST) {
      old = young;
      young = new Map();
    }
    young.set(text, made);
    return made;
  };
}

/** The same of a function that looks at something else too (a word list): each of those has a memory of its own. */
export function rememberingBy<By extends object, T extends string | number | object | null>(
  work: (text: string, by: By) => T,
): (text: string, by: By) => T {
  const memories = new WeakMap<By, (text: string) => T>();
  return (text, by) => {
    let memory = memories.get(by);
    if (!memory) {
      memory = remembering((one) => work(one, by));
      memories.set(by, memory);
    }
    return memory(text);
  };
}
