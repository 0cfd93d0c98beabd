import { passedOn } from '../domain/kept.ts';
import { formatList } from '../locale/lists.ts';
import { missingLines } from '../programme/certificate/missing.ts';
import { isRead } from './careful.ts';
import { type Draft, effect, programmeOf } from './draft.ts';
import { say, system } from './speech.ts';
import { flowId } from './threads.ts';
import { tellUnasked } from './unasked.ts';

/** The rule does not hold of her yet: what is missing, unless others read her phone. `head` is said where no words of the pack were. */
export function notYet(d: Draft, programme: string, head: boolean): void {
  const { world } = d;
  const lacks = lacksOf(d, programme) ?? [];
  if (lacks.length > 0)
    effect(d, { kind: 'certificate.lack', personId: d.person.id, programme, parts: lacks.map(({ part }) => part) });
  const told = isRead(d) ? [] : missingLines(lacks, { facts: world.facts, title: (name) => titleOf(d, name) });
  if (told.length === 0) {
    if (head) say(d, 'certificate.not-yet');
    return;
  }
  const parts = told.map((one) => (typeof one === 'string' ? one : system(d, one.key, one.vars).text));
  const list = formatList(parts, d.language);
  d.speech.push(system(d, 'certificate.missing', { list }));
}

function lacksOf(d: Draft, programme: string) {
  const { person, profile, answers, channel, language, today, now, facts } = d.world;
  const roots: Record<string, unknown> = {};
  for (const name in facts) roots[name] = facts[name]; // getters of a class (turn/world.ts), which a spread would miss
  Object.assign(roots, { person, profile, answers, channel, language, thread: {} });
  const scope = { roots, ...(today === undefined ? {} : { today }), ...(now === undefined ? {} : { now }) };
  return d.deps.library.lacks(programme, scope);
}

/** She had finished and lacked something; since then a homework was accepted, or a roll settled. Nothing is said before it is hers. */
export function lookAgain(d: Draft): string {
  const programme = programmeOf(d);
  if (d.conversation.journey?.stage !== 'done' || !programme?.certificate) return 'ignored';
  if (lacksOf(d, programme.programme)?.length !== 0) return 'not-yet';
  const { rule } = programme.certificate;
  const step = { threadId: '', flow: `${programme.programme}/`, version: '', step: '' };
  effect(d, { kind: 'certificate.issue', personId: d.person.id, ...step, rule });
  return 'certificate';
}

function titleOf(d: Draft, name: string): string {
  const flow = d.deps.library.flow(flowId(d, name));
  return (flow && (d.deps.library.text(flow, '', 'title', d.language)?.text ?? flow.title)) ?? name;
}

export interface Ready {
  /** LLERA-2026-0012. */
  readonly number: string;
  /** As it is read aloud and typed: K7WQ3-MXP2T. */
  readonly code: string;
  /** The page, as kept; absent where it could not be drawn. */
  readonly file?: string | undefined;
}

/** Her certificate is drawn: the page by WhatsApp, its number and code in words. */
export function certificateReady(d: Draft, { number, code, file }: Ready): string {
  const words = system(d, 'certificate.here', { number, code, title: programmeOf(d)?.title ?? '' });
  d.kind = 'lesson'; // no message of hers caused it: it waits for the end of her quiet hours
  const media = file === undefined ? undefined : passedOn('document', file);
  tellUnasked(d, media ? { ...words, media } : words, 'nudge');
  return 'certificate';
}
