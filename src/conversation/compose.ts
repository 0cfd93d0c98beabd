import type { OutGroup, OutMessage, OutPart } from '../domain/outbound.ts';
import { change, type Draft, type Piece } from './draft.ts';
import { BUTTONS, TEXT_PLAIN, TEXT_WITH_OPTIONS } from './limits.ts';
import { questionOf } from './questions.ts';
import { system } from './speech.ts';

/**
 * The pieces of a turn as one ordered group: recordings first, then one text that carries the question, with a picture
 * on it where there is one. Over a limit it splits before the question; channels split further where they must.
 * Undefined when there is nothing to say or nowhere to say it.
 */
export function compose(d: Draft): OutGroup | undefined {
  if (!d.address || d.address.optedOut) return undefined;
  const asked = d.speech.findLast((piece) => piece.question !== undefined);
  const rest = d.speech.filter((piece) => piece !== asked);
  const media = rest.filter((piece) => piece.media !== undefined);
  const parts: OutPart[] = d.address.form === 'sms' ? [] : mediaParts(media);
  parts.push(...textParts(d, rest, asked));
  const picture = media.findLast((piece) => !isOwnPart(piece))?.media;
  if (picture && d.address.form === 'whatsapp') attach(parts, picture);
  if (parts.length === 0) return undefined;
  sign(d, parts);
  return {
    addressId: d.address.id,
    personId: d.person.id,
    kind: d.kind,
    parts,
    ...(d.expiresAt === undefined ? {} : { expiresAt: d.expiresAt }),
  };
}

/** Keeps what a flow said, for REPETIR. */
export function remember(d: Draft): void {
  const said = d.speech.filter((piece) => piece.flow);
  if (said.length === 0) return;
  change(d, {
    lastSaid: said
      .filter((piece) => piece.question === undefined)
      .map(({ text, sms, media }) => (media ? { text, sms, media } : { text, sms })),
  });
}

/** A recording cannot share a message with words; a second picture neither. */
function isOwnPart(piece: Piece): boolean {
  return piece.media?.kind === 'audio';
}

function mediaParts(media: readonly Piece[]): OutPart[] {
  const last = media.findLast((piece) => !isOwnPart(piece));
  return media
    .filter((piece) => piece !== last)
    .map((piece) => ({ message: { text: '', sms: '', media: piece.media! } }));
}

function textParts(d: Draft, rest: readonly Piece[], asked: Piece | undefined): OutPart[] {
  const head = joined(rest);
  const offers = asked?.options ? undefined : d.speech.flatMap((piece) => piece.offers ?? []);
  const template = rest.findLast((piece) => piece.template)?.template;
  const thread = rest.findLast((piece) => piece.thread)?.thread;
  const extras: Partial<OutMessage> = {
    ...(template ? { template } : {}),
    ...(asked?.options ? { options: asked.options } : {}),
    ...(asked?.options && asked.options.length > BUTTONS ? { listButton: system(d, 'list.button').text } : {}),
    ...(offers?.length ? { offers } : {}),
  };
  if (!asked) return head ? [{ message: { ...head, ...extras }, ...(thread ? { threadId: thread } : {}) }] : [];
  const whole = head ? joined([head, asked])! : { text: asked.text, sms: asked.sms };
  const limit = asked.options ? TEXT_WITH_OPTIONS : TEXT_PLAIN;
  const fits = Math.max(whole.text.length, whole.sms.length) <= limit;
  const carried: OutPart = { message: { ...(fits ? whole : forms(asked)), ...extras }, ...about(d, asked) };
  return fits || !head ? [carried] : [{ message: head }, carried];
}

function about(d: Draft, asked: Piece): Pick<OutPart, 'questionId' | 'threadId'> {
  const question = questionOf(d, asked.question!);
  if (!question) return {};
  return { questionId: question.id, ...(question.thread.startsWith('@') ? {} : { threadId: question.thread }) };
}

function forms({ text, sms }: { readonly text: string; readonly sms: string }): { text: string; sms: string } {
  return { text, sms };
}

function joined(
  pieces: readonly { readonly text: string; readonly sms: string }[],
): { text: string; sms: string } | undefined {
  const text = pieces
    .map((piece) => piece.text.trim())
    .filter(Boolean)
    .join('\n\n');
  const sms = pieces
    .map((piece) => (piece.sms || piece.text).trim())
    .filter(Boolean)
    .join('\n');
  return text || sms ? { text: text || sms, sms: sms || text } : undefined;
}

function attach(parts: OutPart[], media: NonNullable<Piece['media']>): void {
  const at = parts.findIndex((part) => part.message.text !== '');
  if (at < 0) parts.push({ message: { text: '', sms: '', media } });
  else parts[at] = { ...parts[at]!, message: { ...parts[at]!.message, media } };
}

/** On a phone that several share, each message says whom it is for. */
function sign(d: Draft, parts: OutPart[]): void {
  const name = d.world.profile['name'] ?? d.person.name;
  if (!d.shared || typeof name !== 'string') return;
  const at = parts.findIndex((part) => part.message.text !== '');
  if (at < 0) return;
  const { message } = parts[at]!;
  const { text, sms } = system(d, 'shared.for', { name });
  parts[at] = { ...parts[at]!, message: { ...message, text: `${text} ${message.text}`, sms: `${sms} ${message.sms}` } };
}
