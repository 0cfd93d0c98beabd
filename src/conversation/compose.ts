import type { Mutable } from '../base/mutable.ts';
import type { OutGroup, OutMessage, OutPart } from '../domain/outbound.ts';
import type { TextForms } from '../flow/library.ts';
import { isTalking } from './day-limit.ts';
import { change, type Draft, type Piece } from './draft.ts';
import { BUTTONS, TEXT_PLAIN, TEXT_WITH_OPTIONS } from './limits.ts';
import { nameAmong, nameOf } from './names-on-phone.ts';
import { questionOf } from './questions.ts';
import { system } from './speech.ts';
import { standInOf } from './stand-in.ts';

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
  const signature = signatureOf(d);
  const texts = textParts(d, rest, asked, signature);
  if (texts.length === 0) andBySms(parts, rest);
  parts.push(...texts);
  const picture = media.findLast((piece) => !isOwnPart(piece))?.media;
  if (picture && d.address.form === 'whatsapp') attach(parts, picture);
  if (parts.length === 0) return undefined;
  const group: Mutable<OutGroup> = {
    addressId: d.address.id,
    personId: d.person.id,
    kind: d.kind,
    parts: standIn(d, sign(parts, signature)),
  };
  if (d.expiresAt !== undefined) group.expiresAt = d.expiresAt;
  if (d.kind === 'lesson' || d.kind === 'reminder') Object.assign(group, unasked(d, d.kind));
  return group;
}

/** Should a template go in their place, it goes once: in that of the last part. */
function standIn(d: Draft, parts: readonly OutPart[]): OutPart[] {
  const by = standInOf(d);
  if (!by) return [...parts];
  return parts.map((part, i) => {
    const message = { ...part.message, standIn: by };
    return { ...part, message: i < parts.length - 1 ? { ...message, rides: true as const } : message };
  });
}

const RANK_OF = { lesson: 'lesson', reminder: 'nudge' } as const;

/** What she did not ask for has its place in her day, and counts unless she is talking with us. */
function unasked(d: Draft, kind: keyof typeof RANK_OF): Pick<OutGroup, 'rank' | 'counts' | 'notSent'> {
  const rank = d.rank ?? RANK_OF[kind];
  if (d.notSent) return { rank, notSent: d.notSent };
  return isTalking(d) ? { rank } : { rank, counts: true };
}

/** Keeps what a flow said, for REPETIR. */
export function remember(d: Draft): void {
  const said = d.speech.filter((piece) => piece.flow);
  if (said.length === 0) return;
  change(d, {
    lastSaid: said
      .filter((piece) => piece.question === undefined)
      .map(({ text, sms, media, heard }) => {
        if (!media && heard === undefined) return { text, sms };
        return { text, sms, ...(media ? { media } : {}), ...(heard === undefined ? {} : { heard }) };
      }),
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
    .map(({ media, heard }) => ({
      message: { text: '', sms: '', media: media!, ...(heard === undefined ? {} : { heard }) },
    }));
}

function textParts(
  d: Draft,
  rest: readonly Piece[],
  asked: Piece | undefined,
  signature: TextForms | undefined,
): OutPart[] {
  const spoken = onlySpoken(d, rest);
  const head = joined(rest, spoken);
  if (!asked && (spoken || !head)) return [];
  const offers = asked?.options ? undefined : d.speech.flatMap((piece) => piece.offers ?? []);
  const template = rest.findLast((piece) => piece.template)?.template;
  const thread = rest.findLast((piece) => piece.thread)?.thread;
  const extras: Mutable<Partial<OutMessage>> = {};
  if (template) extras.template = template;
  if (asked?.options) extras.options = asked.options;
  if (asked?.options && asked.options.length > BUTTONS) extras.listButton = system(d, 'list.button').text;
  if (offers?.length) extras.offers = offers;
  if (!asked) return [{ message: { ...head!, ...extras }, ...(thread ? { threadId: thread } : {}) }];
  const whole = head ? joined([head, asked])! : { text: asked.text, sms: asked.sms };
  const limit = (asked.options ? TEXT_WITH_OPTIONS : TEXT_PLAIN) - (signature ? signature.text.length + 1 : 0);
  const fits = Math.max(whole.text.length, whole.sms.length) <= limit;
  const carried: OutPart = { message: { ...(fits ? whole : forms(asked)), ...extras }, ...about(d, asked) };
  return fits || !head ? [carried] : [{ message: { ...head, ...(spoken ? { heard: head.sms } : {}) } }, carried];
}

/** On her screen there is nothing to read: recordings say it. */
function onlySpoken(d: Draft, pieces: readonly Piece[]): boolean {
  return (
    d.address?.form === 'whatsapp' &&
    pieces.some(({ heard }) => heard !== undefined) &&
    pieces.every(({ text }) => text.trim() === '')
  );
}

/** Should it go by SMS after all, words go in place of the recordings. */
function andBySms(parts: OutPart[], pieces: readonly Piece[]): void {
  const last = parts.findLastIndex(({ message }) => message.heard !== undefined);
  const words = joined(pieces);
  if (last >= 0 && words) parts[last] = { ...parts[last]!, message: { ...parts[last]!.message, sms: words.sms } };
}

function about(d: Draft, asked: Piece): Pick<OutPart, 'questionId' | 'threadId'> {
  const question = questionOf(d, asked.question!);
  if (!question) return {};
  return { questionId: question.id, ...(question.thread.startsWith('@') ? {} : { threadId: question.thread }) };
}

function forms({ text, sms }: { readonly text: string; readonly sms: string }): { text: string; sms: string } {
  return { text, sms };
}

/** `apart`: the two forms are not each other's stand-in, since a recording says what only the one writes. */
function joined(
  pieces: readonly { readonly text: string; readonly sms: string }[],
  apart = false,
): { text: string; sms: string } | undefined {
  const text = pieces
    .map((piece) => piece.text.trim())
    .filter(Boolean)
    .join('\n\n');
  const sms = pieces
    .map((piece) => (piece.sms || piece.text).trim())
    .filter(Boolean)
    .join('\n');
  if (text === '' && sms === '') return undefined;
  return { text: apart ? text : text || sms, sms: sms || text };
}

function attach(parts: OutPart[], media: NonNullable<Piece['media']>): void {
  const at = parts.findIndex((part) => part.message.text !== '');
  if (at < 0) parts.push({ message: { text: '', sms: '', media } });
  else parts[at] = { ...parts[at]!, message: { ...parts[at]!.message, media } };
}

/** On a phone that several share, each message says whom it is for. */
function sign(parts: readonly OutPart[], signature: TextForms | undefined): OutPart[] {
  if (!signature) return [...parts];
  const { text, sms } = signature;
  return parts.map((part) => {
    const { message } = part;
    if (message.text === '' && message.sms === '') return part;
    const signed = message.text === '' ? '' : `${text} ${message.text}`; // a recording alone
    return { ...part, message: { ...message, text: signed, sms: `${sms} ${message.sms}` } };
  });
}

function signatureOf(d: Draft): TextForms | undefined {
  if (!d.shared) return undefined;
  const she = { ...d.person, world: d.world }; // she may have given her name in this very turn
  if (nameOf(she) === undefined) return undefined;
  return system(d, 'shared.for', { name: nameAmong(she, [she, ...d.peers]) });
}
