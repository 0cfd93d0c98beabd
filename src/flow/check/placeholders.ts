import { type Said, says } from '../../locale/sentence.ts';
import type { Place } from '../issue.ts';
import { brokenPlaceholder, type Placeholder, placeholders } from '../placeholders.ts';
import type { SourceText } from '../steps/step.ts';
import { didYouMean, nearestOf } from '../suggest.ts';
import type { CheckedPack, CheckInput } from './input.ts';
import { unknownPath } from './saved.ts';

/** Placeholders that are no CEL root: her name, the programme's title, and the word that lets somebody in. */
const OWN: readonly string[] = ['name', 'programme', 'join'];
/** Of those, and of the rest, what somebody may never have said. */
const PERSONAL: readonly string[] = ['person', 'profile', 'answers', 'thread'];
/** The root of the programme's own facts, which are said no longer than they are true. */
const FACT = 'fact';

/** A text, and where a part of it stands that is written so. */
export interface PlacedWords {
  readonly words: SourceText;
  readonly part: (written: string) => Place;
}

/** What a place cannot be filled with. `known` are paths that are never empty there. False: it cannot be read at all. */
export function checkPlaceholders(
  { words, part }: PlacedWords,
  known: ReadonlySet<string>,
  pack: CheckedPack,
  input: CheckInput,
): boolean {
  const { issues } = input;
  const broken = brokenPlaceholder(words);
  if (broken !== undefined) {
    issues.add(
      'PLACEHOLDER_BROKEN',
      part(broken),
      says('PLACEHOLDER_BROKEN', { broken }),
      says('PLACEHOLDER_BROKEN.fix', { example: '{{name|vecina}}' }),
    );
    return false;
  }
  for (const found of placeholders(words)) {
    const unknown = whyUnknown(found, pack, input);
    if (unknown) {
      const fix = unknown.near ?? says('PLACEHOLDER_UNKNOWN.fix', { name: '{{name|vecina}}', saved: '{{person.…|…}}' });
      issues.add('PLACEHOLDER_UNKNOWN', part(found.written), unknown.why, fix);
      continue;
    }
    const { path, fallback, written } = found;
    const root = path.split('.')[0]!;
    const mayBeEmpty = path === 'name' || root === FACT || PERSONAL.includes(root);
    if (!mayBeEmpty || fallback || known.has(path === 'name' ? 'profile.name' : path)) continue;
    issues.add(
      'PLACEHOLDER_FALLBACK',
      part(written),
      root === FACT ? says('PLACEHOLDER_FALLBACK.fact', { written }) : says('PLACEHOLDER_FALLBACK', { written }),
      says('PLACEHOLDER_FALLBACK.fix', { placeholder: `{{${path}|…}}` }),
    );
  }
  return true;
}

function whyUnknown(
  { path }: Placeholder,
  pack: CheckedPack,
  { cel }: CheckInput,
): { readonly why: Said; readonly near: Said | undefined } | undefined {
  const [root = '', ...rest] = path.split('.');
  if (OWN.includes(path)) return undefined;
  if (root === FACT) {
    const names = pack.programme.facts.map(({ id }) => id);
    const name = rest.join('.');
    if (names.includes(name)) return undefined;
    return {
      why: says('PLACEHOLDER_UNKNOWN.fact', { name }),
      near: didYouMean(name, names) ?? says('PLACEHOLDER_UNKNOWN.fix.fact'),
    };
  }
  if (!cel.roots.has(root) || rest.length === 0)
    return { why: says('PLACEHOLDER_UNKNOWN', { path }), near: nearRoot(path, [...OWN, ...cel.roots]) };
  const unknown = unknownPath([root, ...rest], pack);
  return unknown && { why: unknown.why, near: didYouMean(rest[0]!, unknown.known) };
}

/** Whoever means the name is told the whole of it, with what stands where there is none. */
function nearRoot(path: string, known: readonly string[]): Said | undefined {
  return nearestOf(path, known) === 'name' ? undefined : didYouMean(path, known);
}
