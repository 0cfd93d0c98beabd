import { nearestOf } from '../flow/suggest.ts';
import type { StaffVerb } from '../programme/manifest.ts';
import { onDuty } from '../programme/on-duty.ts';
import { change, type Draft } from './draft.ts';
import { lexiconOf, smallTalkOf } from './hear.ts';
import { say, system } from './speech.ts';
import { taughtWord, verbSaid } from './staff-words.ts';

/** Other words of hers in a row that we answer with what she may write: an answering machine must not keep us talking. */
const HELPED = 3;

/** Words that are no verb: the verb she may have meant, else those that her role can use. */
export function staffHelp(d: Draft, text = ''): string {
  const { strays } = d.conversation;
  change(d, { strays: strays + 1 });
  if (strays >= HELPED) return 'staff';
  const meant = text === '' || smallTalkOf(d, text) ? undefined : verbLike(d, text);
  if (meant === undefined) sayVerbs(d);
  else say(d, 'staff.did-you-mean', { word: wordOf(d, meant) });
  return 'staff';
}

/** In two SMS at most (a test counts): the words alone, and how to learn more of one. */
export function sayVerbs(d: Draft): void {
  const mine = verbsOf(d);
  const words = mine.filter(({ follows }) => !follows).map((verb) => wordOf(d, verb));
  say(d, 'staff.help', { words: words.join(', '), word: words[0] ?? '' });
}

/** `AYUDA RECORDAR`: what it does, and an example. False where that names no verb. */
export function sayHow(d: Draft, word: string): boolean {
  const said = verbSaid(word.trim(), lexiconOf(d).staff)?.name;
  const verb = d.deps.staffVerbs.find(({ name }) => name === said) ?? verbLike(d, word);
  if (!verb) return false;
  change(d, { strays: 0 });
  say(d, 'staff.how-verb', {
    what: system(d, `verb.${verb.name}`).text,
    example: system(d, `verb.${verb.name}.example`).text,
  });
  return true;
}

/** A word that nothing was done by: it was misspelt, and what it does is not taken back. */
export function askVerb(d: Draft, verb: StaffVerb, rest: string): string {
  say(d, 'staff.did-you-mean-this', { words: `${wordOf(d, verb)} ${rest}`.trim() });
  return 'staff';
}

/** Verbs that her roles can use, in the programmes that have a use for them. */
function verbsOf(d: Draft): readonly StaffVerb[] {
  const me = onDuty(d.world.facts).filter(({ id }) => id === d.person.id);
  return d.deps.staffVerbs.filter(({ roles, isFor }) =>
    me.some(
      ({ role, programme }) =>
        (!roles || roles.includes(role)) &&
        (!isFor ||
          [...d.deps.library.programmes.values()].some(
            (one) => (programme === '' || programme === one.programme) && isFor(one),
          )),
    ),
  );
}

const wordOf = (d: Draft, { name }: StaffVerb): string => taughtWord(name, lexiconOf(d).staff);

/** Letters of the beginning that are enough to tell which verb was meant. */
const STEM = 5;

function verbLike(d: Draft, text: string): StaffVerb | undefined {
  const [, first = ''] = /^\s*(\p{L}+)/u.exec(text) ?? [];
  if (first.length < 4) return undefined;
  const { staff } = lexiconOf(d);
  const mine = new Set(verbsOf(d).map(({ name }) => name));
  const words = [...staff].filter(([word, name]) => word.length >= 4 && mine.has(name)).map(([word]) => word);
  const typed = first.toLowerCase();
  const begins = words.find((word) => word.length >= STEM && typed.slice(0, STEM) === word.slice(0, STEM));
  const name = staff.get(begins ?? nearestOf(typed, words) ?? '');
  return d.deps.staffVerbs.find((verb) => verb.name === name);
}
