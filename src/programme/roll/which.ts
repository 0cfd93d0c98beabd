import type { Millis } from '../../base/clock.ts';
import { normalise } from '../../text/normalise.ts';
import { dayOf, type Held, opens } from './session.ts';

/** The words that may name a cohort or a session stand among so many at the head. */
const HEAD = 4;

const slug = (words: readonly string[]): string => normalise(words.join(' ')).replace(/[^\p{L}\p{N}]+/gu, '-');

/** `ses4`, `sesión 4` are `s4`. */
const asLabel = (word: string): string => word.replace(/^(?:ses|sesion|session|s)-?0*(\d+)$/, 's$1');

/** All that the head of a message may name. */
export function headForms(text: string): readonly string[] {
  const words = text.trim().split(/\s+/).filter(Boolean).slice(0, HEAD);
  const forms = words.flatMap((_, i) => [slug(words.slice(i, i + 1)), slug(words.slice(i, i + 2))]);
  return [...new Set(forms.flatMap((form) => [form, asLabel(form)]))].filter(Boolean);
}

export interface Head {
  readonly label?: string;
  readonly cohort?: string;
  /** After it, as written. */
  readonly rest: string;
  /** Looks like a label or a cohort, and is none of hers. */
  readonly unknown?: string;
}

/** Reads `s4`, `grupo-a s4`, `s4 grupo a` off the head of a message, among what there is. */
export function headOf(text: string, sessions: readonly Held[]): Head {
  // "Lista de la sesión 1".
  let rest = text.trim().replace(/^(?:(?:de|del|la|el|of|the|for)\s+)+/iu, '');
  let label: string | undefined;
  let cohort: string | undefined;
  for (let i = 0; i < 2; i++) {
    for (const count of [2, 1]) {
      const [whole, ...words] = new RegExp(`^(\\S+)${count === 2 ? '\\s+(\\S+)' : ''}(?:\\s+|$)`).exec(rest) ?? [];
      if (whole === undefined) continue;
      const form = slug(words);
      const isLabel = label === undefined && sessions.find((one) => [form, asLabel(form)].includes(slug([one.label])));
      const isCohort = cohort === undefined && sessions.some((one) => one.cohort === form || one.group === form);
      if (!isLabel && !isCohort) continue;
      if (isLabel) label = isLabel.label;
      else cohort = form;
      rest = rest.slice(whole.length);
      break;
    }
  }
  const [, odd] = /^(\p{L}{1,10}-?\d{1,3}|[\p{L}\d]+(?:-[\p{L}\d]+)+)[,:.]?(?:\s|$)/u.exec(rest) ?? [];
  const isRange = odd !== undefined && /^\d+-\d+$/.test(odd);
  return {
    rest: rest.replace(/^[\s,:.]+/, ''),
    ...(label === undefined ? {} : { label }),
    ...(cohort === undefined ? {} : { cohort }),
    ...(odd === undefined || isRange ? {} : { unknown: odd }),
  };
}

export type Which =
  | { readonly is: 'this'; readonly held: Held }
  | { readonly is: 'several'; readonly sessions: readonly Held[] }
  | { readonly is: 'other-day'; readonly held: Held }
  | { readonly is: 'cancelled'; readonly held: Held }
  | { readonly is: 'none' };

/**
 * The session that is meant. Without a label the one that is held now, else the one that ended last; a label that several
 * cohorts have means the one of them that has begun.
 */
export function whichOf(
  sessions: readonly Held[],
  { label, cohort, on }: { readonly label?: string; readonly cohort?: string; readonly on?: string },
  now: Millis,
): Which {
  const meant = sessions.filter(
    (one) =>
      (label === undefined || one.label === label) &&
      (cohort === undefined || one.cohort === cohort || one.group === cohort),
  );
  const thatDay = on === undefined ? meant : meant.filter((one) => dayOf(one) === on);
  const live = thatDay.filter(({ cancelled }) => !cancelled);
  if (live.length === 0) {
    if (thatDay[0]) return { is: 'cancelled', held: thatDay[0] };
    return on !== undefined && label !== undefined && meant[0] ? { is: 'other-day', held: meant[0] } : { is: 'none' };
  }
  const begun = live.filter((one) => opens(one) <= now);
  if (label !== undefined || on !== undefined) {
    if (live.length === 1) return { is: 'this', held: live[0]! };
    return begun.length === 1 ? { is: 'this', held: begun[0]! } : { is: 'several', sessions: live };
  }
  const under = begun.filter(({ ends }) => now <= ends);
  const last = under.length > 0 ? under : lastOf(begun);
  if (last.length > 1) return { is: 'several', sessions: last };
  return last[0] ? { is: 'this', held: last[0] } : { is: 'none' };
}

function lastOf(begun: readonly Held[]): readonly Held[] {
  const latest = Math.max(...begun.map(({ ends }) => ends));
  return begun.filter(({ ends }) => ends === latest);
}
