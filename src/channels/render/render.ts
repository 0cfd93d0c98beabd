import type { OutMessage, OutOption } from '../../domain/outbound.ts';
import { toSms } from '../../text/fold.ts';
import type { Capabilities } from '../port.ts';
import { named, numbered, tappable } from './choices.ts';
import { partsOf } from './parts.ts';
import { LIMITS, type Piece } from './piece.ts';

/** On the button that opens a list, where the message brings no words of its own. The same in Spanish and nearly so in Portuguese. */
const LIST_BUTTON = 'Opciones';

/**
 * One channel-neutral message as this channel can show it: usually one piece, several where it takes more than one
 * request (a voice note before its question, a text over the limit). The last piece carries the question. Empty when
 * the channel can show nothing of it (media alone on SMS). A message with a template is that template where the
 * channel has a window; whoever queued it decided that the window is closed.
 */
export function render(message: OutMessage, can: Capabilities): readonly Piece[] {
  const plain = plainOf(message, can.form);
  if (message.template && can.window)
    return [{ kind: 'template', template: message.template, text: message.template.text ?? plain }];

  const options = message.options ?? [];
  const offers = options.length > 0 ? [] : (message.offers ?? []);
  const media = message.media && can.media.includes(message.media.kind) ? message.media : undefined;
  const tap = plain.trim() === '' ? undefined : tappable(options.length > 0 ? options : offers, can);

  if (tap) {
    const header = tap.as === 'buttons' && media && media.kind !== 'audio' ? media : undefined;
    const parts = partsOf(plain, can.textLimit, can.interactiveLimit);
    const asked = parts.pop() as string;
    const before: Piece[] = media && !header ? [{ kind: 'media', media }] : [];
    const question: Piece =
      tap.as === 'buttons'
        ? { kind: 'buttons', text: asked, buttons: tap.choices, ...(header && { header }) }
        : { kind: 'list', text: asked, button: listButton(message), rows: tap.choices };
    return [...before, ...texts(parts), question];
  }

  let text = numbered(plain, can.form === 'sms' ? options.map(bySms) : options);
  // On SMS the text names its words already (OutMessage.offers); elsewhere it counted on buttons.
  if (can.form === 'whatsapp') text = named(text, offers);
  else text = toSms(text);
  if (!media) return texts(partsOf(text, can.textLimit));
  if (text.trim() === '') return [{ kind: 'media', media, ...(message.heard ? { instead: message.heard } : {}) }];
  const captioned = media.kind !== 'audio' && text.length <= Math.min(LIMITS.caption, can.textLimit);
  if (captioned) return [{ kind: 'media', media, caption: text }];
  return [{ kind: 'media', media }, ...texts(partsOf(text, can.textLimit))];
}

/** What is left to send when the media of a piece was refused: its words, if it has any. */
export function withoutMedia(piece: Piece): Piece | undefined {
  if (piece.kind === 'media') {
    const words = piece.caption ?? piece.instead;
    return words ? { kind: 'text', text: words } : undefined;
  }
  if (piece.kind === 'buttons') return { kind: 'buttons', text: piece.text, buttons: piece.buttons };
  return piece;
}

/** One form stands in for the other where that is empty; not for what a recording says. */
function plainOf({ text, sms, heard }: OutMessage, form: Capabilities['form']): string {
  if (form === 'sms') return sms || text;
  return heard === undefined ? text || sms : text;
}

const bySms = (option: OutOption): OutOption => ({ ...option, label: option.sms ?? option.label });

function texts(parts: readonly string[]): Piece[] {
  return parts.map((text) => ({ kind: 'text', text }));
}

function listButton(message: OutMessage): string {
  const own = message.listButton?.trim();
  return own && own.length <= LIMITS.listButton ? own : LIST_BUTTON;
}
