import type { Form } from '../../domain/channel.ts';
import type { InboundContent } from '../../domain/inbound.ts';
import { type Said, says } from '../../locale/sentence.ts';

/** A transcript: a header and what happens, in order. docs/transcripts.md tells its language to authors. */
export interface Transcript {
  readonly path: string;
  readonly title: string;
  readonly header: Header;
  readonly lines: readonly Line[];
}

export interface Header {
  readonly programme: string;
  /** Released at that minute; absent for a newcomer. */
  readonly lesson?: string;
  /** Nobody has enrolled her: she begins by texting. */
  readonly newcomer: boolean;
  readonly form: Form;
  readonly provider: 'cloud' | 'twilio' | 'gateway';
  readonly language: string;
  /** One name, or several who share one phone (`Ana+Luz`). */
  readonly people: readonly string[];
  /** Learners like her, each on a phone of her own (`Ana, Luz`). */
  readonly beside: readonly string[];
  /** Local date and time, and its zone. */
  readonly at: string;
  readonly zone: string;
}

/** `line` counts from 1 in the file. `who` is absent for the header's person or phone. */
export type Line =
  | { readonly kind: 'expect'; readonly line: number; readonly who?: string; readonly text: string }
  | {
      readonly kind: 'send';
      readonly line: number;
      readonly who?: string;
      readonly form?: Form;
      readonly quote?: string;
      /** She sent it so many ms before it comes now: `< (sent 20 hours ago) 1`. Only WhatsApp's own API tells that. */
      readonly ago?: number;
      readonly content: Sent;
    }
  | { readonly kind: 'wait'; readonly line: number; readonly ms: number }
  | { readonly kind: 'jump'; readonly line: number; readonly at: string }
  | { readonly kind: 'fault'; readonly line: number; readonly fault: string }
  | { readonly kind: 'assert'; readonly line: number; readonly expression: string }
  | { readonly kind: 'shell'; readonly line: number; readonly command: string };

/** What she sends: typed, tapped by label, or a stand-in for a photo and the like. */
export type Sent = { readonly kind: 'button'; readonly label: string } | InboundContent;

export interface TranscriptMistake {
  readonly line: number;
  readonly says: Said;
}

const UNITS: Readonly<Record<string, number>> = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

/** Longest transcript, in UTF-16 units: a story of a whole course has some 10,000. */
export const TRANSCRIPT_MAX = 256_000;
/** Beyond so many mistakes it is no transcript, and more of them help nobody. */
const MISTAKES_TOLD = 20;

function notText(text: string): Said | undefined {
  if (text.length > TRANSCRIPT_MAX)
    return says('transcript.big', {
      letters: text.length.toLocaleString('en'),
      limit: TRANSCRIPT_MAX.toLocaleString('en'),
    });
  return /[\u0000\uFFFD]/.test(text) ? says('transcript.not-text') : undefined;
}

/** Reads a transcript. Every mistake is reported, with its line; a transcript with mistakes is not run. */
export function parseTranscript(
  path: string,
  text: string,
): { transcript: Transcript } | { mistakes: TranscriptMistake[] } {
  const unreadable = notText(text);
  if (unreadable !== undefined) return { mistakes: [{ line: 1, says: unreadable }] };
  const mistakes: TranscriptMistake[] = [];
  const lines: Line[] = [];
  let title = '';
  let header: Header | undefined;
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = index + 1;
    const content = raw.trim();
    if (content === '') return;
    if (content.startsWith('#')) {
      title ||= content.slice(1).trim();
      return;
    }
    const read = header ? readLine(content, line) : readHeader(content);
    if ('key' in read) mistakes.push({ line, says: read });
    else if ('programme' in read) header = read;
    else lines.push(read);
  });
  if (!header)
    mistakes.push({
      line: 1,
      says: says('transcript.no-header'),
    });
  if (mistakes.length > 0 || !header) return { mistakes: mistakes.slice(0, MISTAKES_TOLD) };
  return { transcript: { path, title: title || path, header, lines } };
}

function readHeader(text: string): Header | Said {
  const parts = text.split('·').map((part) => part.trim());
  const named = (word: string) =>
    parts
      .find((part) => part.startsWith(`${word} `))
      ?.slice(word.length + 1)
      .trim();
  const channel = parts.find((part) => /^(sms|whatsapp|whatsapp twilio|sms-gateway)$/.test(part));
  const language = parts.find((part) => /^[a-z]{2,3}(-[A-Z]{2})?$/.test(part) && part !== 'sms');
  const when = parts.map((part) => /^(\d{4}-\d\d-\d\d \d\d:\d\d) (\S+)$/.exec(part)).find(Boolean);
  const programme = named('programme');
  const people = parts.find((part) => /^\p{Lu}\p{L}*(\+\p{Lu}\p{L}*)*(, \p{Lu}\p{L}*)*$/u.test(part));
  if (!programme || !channel || !language || !when || !people) {
    return says('transcript.header');
  }
  const lesson = named('lesson');
  const [sharing = '', ...beside] = people.split(', ');
  return {
    programme,
    ...(lesson ? { lesson } : {}),
    newcomer: parts.includes('newcomer'),
    form: channel.startsWith('sms') ? 'sms' : 'whatsapp',
    provider: channel === 'whatsapp' ? 'cloud' : channel === 'sms-gateway' ? 'gateway' : 'twilio',
    language,
    people: sharing.split('+'),
    beside,
    at: when[1]!,
    zone: when[2]!,
  };
}

function readLine(text: string, line: number): Line | Said {
  const message = /^(?:(\p{L}+)(?:@(sms|whatsapp))?\s+)?([<>])(?:\s(.*))?$/u.exec(text);
  if (message) {
    const [, who, form, arrow, body = ''] = message;
    const by = who ? { who } : {};
    if (arrow === '>') return { kind: 'expect', line, ...by, text: body.trim() };
    const sent = /^\(sent (\d+) (second|minute|hour|day|week)s? ago\)\s*/.exec(body);
    const whole = sent ? body.slice(sent[0].length) : body;
    const quote = /^\(quote ([^)]*)\)\s*/.exec(whole);
    const content = readSent(quote ? whole.slice(quote[0].length) : whole);
    return {
      kind: 'send',
      line,
      ...by,
      ...(form ? { form: form as Form } : {}),
      ...(quote ? { quote: quote[1]! } : {}),
      ...(sent ? { ago: Number(sent[1]) * UNITS[sent[2]!]! } : {}),
      content,
    };
  }
  const rest = text.slice(1).trim();
  switch (text[0]) {
    case '~': {
      const wait = /^(\d+) (second|minute|hour|day|week)s?$/.exec(rest);
      return wait
        ? { kind: 'wait', line, ms: Number(wait[1]) * UNITS[wait[2]!]! }
        : says('transcript.stretch', { text: rest });
    }
    case '@':
      return /^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(rest)
        ? { kind: 'jump', line, at: rest }
        : says('transcript.moment', { text: rest });
    case '!':
      return FAULT.test(rest)
        ? { kind: 'fault', line, fault: rest }
        : says('transcript.fault', { text: rest.slice(0, 40) });
    case '=':
      return { kind: 'assert', line, expression: rest };
    case '$':
      return { kind: 'shell', line, command: rest };
    default:
      return says('transcript.line', { text: text.slice(0, 40) });
  }
}

const FAULT =
  /^(duplicate|reorder|restart|send drops|undelivered|phone o(ff|n)|send fails \d{3}|template (paused|rejected|disabled|approved|marketing|utility) \w+)$/;

function readSent(body: string): Sent {
  const button = /^\(button\) (.+)$/.exec(body);
  if (button) return { kind: 'button', label: button[1]!.trim() };
  const standIn = /^\[(photo|voice|video|document|sticker|location|reaction)(?: ([^\]]*))?\]\s*(.*)$/.exec(body);
  if (!standIn) return { kind: 'text', text: body };
  const [, kind, detail, caption] = standIn;
  if (kind === 'location') return { kind: 'location', latitude: 23.31, longitude: -99.02 };
  if (kind === 'reaction') return { kind: 'reaction', emoji: detail ?? '👍', to: '' };
  const media = { kind: kind as 'photo', id: detail ?? kind!, mime: MIME[kind!]! };
  return { kind: 'media', media: [media], ...(caption ? { caption } : {}) };
}

const MIME: Readonly<Record<string, string>> = {
  photo: 'image/jpeg',
  voice: 'audio/ogg; codecs=opus',
  video: 'video/mp4',
  document: 'application/pdf',
  sticker: 'image/webp',
};
