import type { Json } from '../../base/json.ts';
import type { StaffActed, StaffLine, StaffSaid, StaffVerb } from '../manifest.ts';
import { casesOf, type InCare } from './in-care.ts';
import type { Toward } from './life.ts';
import { COMPLAINT, PERSON, SAFEGUARDING_TOPIC } from './owner.ts';

/** Messages about a case carry it as their thread, so that quoting one names it. */
export const CASE_THREAD = 'case:';

type Facts = Readonly<Record<string, Json>>;

/** `RESPONDER 14 texto`, or any words that quote a message about the case. */
export const respond: StaffVerb = {
  name: 'respond',
  takes: 'number',
  quotes: CASE_THREAD,
  act(said, facts) {
    const named = caseIn(said, facts);
    if ('lines' in named) return named;
    const { item, text } = named;
    if (!item.open) return line('staff.closed-already', { number: item.number });
    const files = said.media.filter(({ kind }) => kind !== 'sticker');
    if (text === '' && files.length === 0) return line('staff.no-words', { number: item.number });
    const payload = { ...toward(item, said), text, files: files as unknown as Json };
    return { effect: { kind: 'case.answer', payload }, lines: [] };
  },
};

/** `CERRAR 14`. */
export const close: StaffVerb = {
  name: 'close',
  takes: 'number',
  act(said, facts) {
    const named = caseIn(said, facts);
    if ('lines' in named) return named;
    const { item } = named;
    if (!item.open) return line('staff.closed-already', { number: item.number });
    return { effect: { kind: 'case.close', payload: toward(item, said) }, lines: [] };
  },
};

/** Lines of a list: what fits two SMS. */
const LISTED = 8;

/** `CASOS`: the open ones in her care. */
export const list: StaffVerb = {
  name: 'cases',
  takes: 'nothing',
  act(_said, facts) {
    const open = casesOf(facts).filter((item) => item.open);
    if (open.length === 0) return line('staff.no-cases', {});
    const shown = open
      .slice(0, LISTED)
      .map((item): StaffLine => ({ key: `staff.list-${stateOf(item)}`, vars: varsOf(item) }));
    const more: StaffLine[] = open.length > LISTED ? [{ key: 'staff.more', vars: { more: open.length - LISTED } }] : [];
    return { lines: [{ key: 'staff.cases', vars: {} }, ...shown, ...more] };
  },
};

/** What the texts about a case may name. `topic` is a pack's own words, or the key of ours: `staff.topic-<topic>`. */
export function varsOf({ number, name }: Pick<InCare, 'number' | 'name'>): Record<string, string | number> {
  return { number, name };
}

/** Ours have texts of their own. */
export function isOurTopic(topic: string): boolean {
  return topic === PERSON || topic === COMPLAINT || topic === SAFEGUARDING_TOPIC;
}

function stateOf({ waiting, answered }: InCare): string {
  if (waiting) return 'waits';
  return answered ? 'answered' : 'waits';
}

type Named = { readonly item: InCare; readonly text: string };

/** The case that a number or a quote names, and what she wrote beside; else what to tell her. */
export function caseIn({ rest, quoted, verb }: StaffSaid, facts: Facts): Named | StaffActed {
  const all = casesOf(facts);
  const [, digits, after = ''] = /^(?:n[oº°.]*\s*)?#?\s*(\d{1,9})(?!\d)[.:,)-]?\s*([\s\S]*)$/i.exec(rest) ?? [];
  const numbered = digits === undefined || !verb ? undefined : all.find(({ number }) => number === Number(digits));
  if (numbered) return { item: numbered, text: after.trim() };
  if (quoted !== undefined) {
    const item = all.find(({ id }) => id === quoted);
    return item ? { item, text: rest } : line('staff.not-yours', {});
  }
  if (digits !== undefined) return line('staff.unknown-case', { number: Number(digits) });
  return line('staff.which-case', {});
}

export function toward(item: InCare, { me }: StaffSaid): Toward & Record<string, Json> {
  return { case: item.id, number: item.number, learner: item.person, lane: item.lane, name: me.name };
}

export function line(key: string, vars: StaffLine['vars']): StaffActed {
  return { lines: [{ key, vars }] };
}
