import { normalise } from '../text/normalise.ts';

/** Folded as SQLite can: the expression of the index `person_by_name`. */
export const FOLDED_NAME = [
  ...(['á', 'é', 'í', 'ó', 'ú', 'ü', 'ñ', 'Á', 'É', 'Í', 'Ó', 'Ú', 'Ü', 'Ñ'] as const),
].reduce((sql, letter) => `replace(${sql}, '${letter}', '${plain(letter)}')`, 'lower(name)');

function plain(letter: string): string {
  return letter.normalize('NFD').charAt(0).toLowerCase();
}

/** Where a search by name begins and ends in that index: everybody whose first name is that word. */
export function firstNameRange(name: string): { readonly head: string; readonly tail: string } {
  const head = normalise(name).split(' ')[0] ?? '';
  return { head, tail: `${head} ~` };
}

/** Of these people the ones who are called so: by the whole name, else by the first where only that is known. */
export function calledSo<T>(people: readonly T[], nameOf: (one: T) => string, name: string): readonly T[] {
  const said = normalise(name);
  const whole = people.filter((one) => normalise(nameOf(one)) === said);
  if (whole.length > 0) return whole;
  const [first = ''] = said.split(' ');
  return people.filter((one) => {
    const words = normalise(nameOf(one)).split(' ');
    return words[0] === first && (said === first || words.length === 1);
  });
}
