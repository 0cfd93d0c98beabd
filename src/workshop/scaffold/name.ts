/** `Mi primera lección` → `mi-primera-leccion`: how files, flows and programmes are called. Empty where no letter is in it. */
export function slugOf(words: string): string {
  return words
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
}

/** What people read: the words as given, or a name made readable (`mi-programa` → `Mi programa`). */
export function titleOf(given: string): string {
  const words = given.trim();
  if (words !== slugOf(words)) return words;
  const plain = words.replaceAll('-', ' ');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** A join word of 2 to 20 letters: `mi-programa` → `MIPROGRAMA`. */
export function joinOf(name: string): string {
  return name.replaceAll('-', '').toUpperCase().slice(0, 20).padEnd(2, 'X');
}
