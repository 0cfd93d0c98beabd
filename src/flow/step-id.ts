import { ID_MAX } from './limits.ts';

/** So many words of a text name it well enough, and an id stays short to read aloud. */
const WORDS = 4;
/** Words that name nothing: an id does not end in one. */
const SMALL =
  /^(?:a|al|con|cual|cuando|de|del|e|el|en|es|la|las|lo|los|me|o|para|por|que|se|si|su|sus|te|tu|un|una|y|and|for|in|is|of|on|or|the|to|with|your)$/;

/**
 * An id for a step that has none, of its own first words: `¿Cuánto maíz?` → `cuanto-maiz`. One that is taken in the flow gets a
 * number behind it. The same text and the same ids around it give the same id.
 */
export function idFor(verb: string, words: string, taken: ReadonlySet<string>): string {
  const found = plainWords(words.replace(/\{\{.*?\}\}/g, ' ')).slice(0, WORDS);
  while (found.length > 1 && SMALL.test(found.at(-1)!)) found.pop();
  // An id begins with a letter.
  const slug = (/^[a-z]/.test(found[0] ?? '') ? found : [verb, ...found]).join('-').slice(0, ID_MAX - 4);
  const base = slug.replace(/-+$/, '');
  let id = base;
  for (let nth = 2; taken.has(id); nth++) id = `${base}-${nth}`;
  return id;
}

/** Its words in small letters without accents or signs. */
export function plainWords(words: string): string[] {
  const plain = words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.match(/[a-z0-9]+/g) ?? [];
}

/** Every `id` that stands anywhere in a file. */
export function idsIn(value: unknown, found: Set<string> = new Set()): Set<string> {
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'id' && (typeof inner === 'string' || typeof inner === 'number')) found.add(String(inner));
    else idsIn(inner, found);
  }
  return found;
}
