import { DAY, type Millis } from '../base/clock.ts';
import type { Answer } from '../domain/answer.ts';
import type { TextForms } from '../flow/library.ts';
import { formatList } from '../locale/lists.ts';
import { change, type Draft, effect, SAFEGUARDING } from './draft.ts';
import { RECEIPT_AFTER } from './limits.ts';
import { reachable } from './reachable.ts';
import { system } from './speech.ts';
import type { Receipt } from './state.ts';
import { threadOf } from './threads.ts';

/**
 * A burst of homework has one receipt, which counts what came. It waits until the burst is over, or goes with whatever else
 * we answer her meanwhile: every reply is paid, on SMS by the piece, and thirty photos are no reason for thirty of them.
 */
export const RECEIPT = 'receipt';

const keyOf = (flow: string): string => `${RECEIPT}:${flow}`;

/** Something of a homework has come, and she has not been told. */
export function owe(d: Draft, flow: string, label: string, answer: Answer): void {
  const all = (d.conversation.receipts ?? []).filter(({ got, at }) => isOwed(got) || d.now - at < DAY);
  const before = all.find((one) => one.flow === flow);
  const said = before?.said ?? 0;
  const got: Record<string, number> = { ...before?.got };
  for (const kind of kindsOf(answer)) got[kind] = (got[kind] ?? 0) + 1;
  const receipts = [...all.filter((one) => one !== before), { flow, label, got, said, at: d.now }];
  change(d, { receipts });
  const anchor = { at: d.now };
  const timer = { key: keyOf(flow), purpose: RECEIPT, anchor, rule: { after: waitFor(d, said) } };
  effect(d, { kind: 'timer.set', personId: d.person.id, timer });
}

/** The burst is over. */
export function receiptDue(d: Draft, key: string): string {
  if (!d.conversation.receipts?.some(({ flow, got }) => keyOf(flow) === key && isOwed(got))) return 'stale-timer';
  if (d.conversation.withPerson !== undefined) return 'with-person';
  if (!reachable(d)) return 'unreachable';
  d.kind = 'reply';
  pushReceipts(d);
  return 'receipt';
}

/** We answer her in this turn: what she has not been told of goes before it, in the same message. */
export function sayReceipts(d: Draft): void {
  if (d.kind !== 'reply' || d.speech.length === 0 || d.address?.optedOut) return;
  if (d.conversation.withPerson === SAFEGUARDING) return;
  pushReceipts(d);
}

function pushReceipts(d: Draft): void {
  const { receipts = [] } = d.conversation;
  const owed = receipts.filter(({ got }) => isOwed(got));
  if (owed.length === 0) return;
  d.speech.unshift(...owed.map((one) => wordsOf(d, one)));
  change(d, { receipts: receipts.map((one) => (isOwed(one.got) ? { ...one, got: {}, said: one.said + 1 } : one)) });
  for (const { flow } of owed) effect(d, { kind: 'timer.cancel', personId: d.person.id, key: keyOf(flow) });
}

function wordsOf(d: Draft, { flow, label, got, said }: Receipt): TextForms {
  const what = (form: 'text' | 'sms'): string =>
    formatList(
      Object.entries(got).map(([kind, n]) => system(d, `homework.kind-${kind}`, {}, n)[form]),
      d.language,
    );
  const vars = { title: label, what: what('text') };
  const key = said === 0 ? 'homework.got' : 'homework.got-also';
  const { text } = system(d, key, vars);
  const { sms } = system(d, key, { ...vars, what: what('sms') });
  const collects = d.conversation.questions.some(
    (question) => question.collects && threadOf(d, question.thread)?.flow === flow,
  );
  // How it ends is said once.
  if (said > 0 || !collects) return { text, sms };
  const more = system(d, 'homework.more');
  return { text: `${text} ${more.text}`, sms: `${sms} ${more.sms}` };
}

function waitFor(d: Draft, said: number): Millis {
  const waits = RECEIPT_AFTER[d.address?.form ?? 'whatsapp'];
  return waits[Math.min(said, waits.length - 1)]!;
}

function isOwed(got: Receipt['got']): boolean {
  return Object.keys(got).length > 0;
}

function kindsOf(answer: Answer): readonly string[] {
  if (answer.type === 'media') return answer.media.map(({ kind }) => kind);
  return [answer.type === 'location' ? 'location' : 'text'];
}
