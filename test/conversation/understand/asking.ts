import {
  type Asked,
  type UnderstandContext,
  type Understood,
  understand,
} from '../../../src/conversation/understand/index.ts';
import type { AnswerType } from '../../../src/domain/answer.ts';
import type { InboundContent } from '../../../src/domain/inbound.ts';
import { lexiconOf } from '../../locale/files.ts';

/** Monday 2 March 2026, 10:00 in Llera. */
export const NOW = Date.UTC(2026, 2, 2, 16);

export function context(language = 'es-MX', change: Partial<UnderstandContext> = {}): UnderstandContext {
  return {
    language,
    lexicon: lexiconOf(language),
    now: NOW,
    timezone: 'America/Monterrey',
    currency: 'MXN',
    ...change,
  };
}

export function asking(types: AnswerType | readonly AnswerType[], more: Partial<Asked> = {}): Asked {
  return { accepts: { types: [types].flat() }, options: [], ...more };
}

export function choosing(...labels: string[]): Asked {
  return asking('choice', { options: labels.map((label) => ({ key: label, label })) });
}

export function saying(text: string, asked: Asked, ctx = context()): Understood {
  return understand({ kind: 'text', text }, asked, ctx);
}

/** The understood as one short line: `3 yes`, `2 1500`, `0 unclear`, `echo 15000`. */
export function brief(understood: Understood): string {
  if (understood.fit === 0) return `0 ${understood.why}`;
  const { answer } = understood;
  const about = 'about' in answer && answer.about ? ' about' : '';
  return `${understood.fit} ${shown(answer)}${about}`;
}

function shown(answer: Extract<Understood, { answer: unknown }>['answer']): string {
  switch (answer.type) {
    case 'text':
    case 'name':
      return answer.text;
    case 'number':
      return String(answer.number);
    case 'money':
      return `${answer.minor / 100} ${answer.currency}`;
    case 'date':
      return answer.date;
    case 'choice':
      return answer.option;
    case 'media':
      return answer.media.map(({ kind }) => kind).join('+');
    case 'location':
      return `${answer.latitude},${answer.longitude}`;
    case 'refused':
      return answer.how;
  }
}

export const photo: InboundContent = { kind: 'media', media: [{ kind: 'photo', id: 'p1', mime: 'image/jpeg' }] };
export const voice: InboundContent = { kind: 'media', media: [{ kind: 'voice', id: 'v1', mime: 'audio/ogg' }] };
export const sticker: InboundContent = { kind: 'media', media: [{ kind: 'sticker', id: 's1', mime: 'image/webp' }] };
