import type { Capabilities } from '../../channels/port.ts';
import type { Piece } from '../../channels/render/piece.ts';
import { render } from '../../channels/render/render.ts';
import { TWILIO_CAPABILITIES } from '../../channels/twilio/index.ts';
import { whatsappCapabilities } from '../../channels/whatsapp-cloud/index.ts';
import type { Turned } from '../../conversation/event.ts';
import type { Form } from '../../domain/channel.ts';
import type { OutMessage } from '../../domain/outbound.ts';
import type { TextForms } from '../../flow/library.ts';

/** Meta's phone with all it can show, and Twilio's SMS; nothing is sent, so no speed matters. */
const CAN: Readonly<Record<Form, Capabilities>> = {
  whatsapp: whatsappCapabilities(1),
  sms: { ...TWILIO_CAPABILITIES['twilio-sms'], perSecond: 1 },
};

/** What one turn says, as it was composed and as her phone shows it. */
export interface Words {
  readonly composed: readonly OutMessage[];
  /** Each is one message that is sent, and on WhatsApp one that is paid. */
  readonly shown: readonly Piece[];
  /** The question that the last of them carries. */
  readonly questionId?: string;
}

/** What a turn says to whoever holds the phone; undefined where it says nothing. */
export function wordsOf({ effects }: Turned, form: Form): Words | undefined {
  const parts = effects.flatMap((effect) =>
    effect.kind === 'send' && !effect.group.notSent ? effect.group.parts : [],
  );
  if (parts.length === 0) return undefined;
  const questionId = parts.findLast((part) => part.questionId !== undefined)?.questionId;
  return {
    composed: parts.map(({ message }) => message),
    shown: parts.flatMap(({ message }) => render(message, CAN[form])),
    ...(questionId === undefined ? {} : { questionId }),
  };
}

/** The same turn as it goes by SMS: media are left out, and a message that has nothing else. */
export function bySms({ composed, questionId }: Words): Words {
  const said = composed.filter(({ text, sms }) => text !== '' || sms !== '');
  return {
    composed: said,
    shown: said.flatMap((message) => render(message, CAN.sms)),
    ...(questionId === undefined ? {} : { questionId }),
  };
}

/** The same turn on a phone that others read: each message says whom it is for. `signature` is the text `shared.for`. */
export function signed({ composed, questionId }: Words, signature: TextForms, form: Form): Words {
  const signs = composed.map((message) =>
    message.text === '' && message.sms === ''
      ? message
      : { ...message, text: `${signature.text} ${message.text}`, sms: `${signature.sms} ${message.sms}` },
  );
  return {
    composed: signs,
    shown: signs.flatMap((message) => render(message, CAN[form])),
    ...(questionId === undefined ? {} : { questionId }),
  };
}

/** A message as a line of a page: what is tapped in brackets. */
export function textOf(piece: Piece): string {
  switch (piece.kind) {
    case 'media':
      return [`[${piece.media.kind} ${piece.media.file}]`, piece.caption].filter(Boolean).join('\n');
    case 'buttons':
      return [
        piece.header && `[${piece.header.kind}]`,
        piece.text,
        piece.buttons.map((one) => `[${one.title}]`).join(' '),
      ]
        .filter(Boolean)
        .join('\n');
    case 'list':
      return `${piece.text}\n${piece.rows.map((one) => `[${one.title}]`).join(' ')}`;
    default:
      return piece.text;
  }
}
