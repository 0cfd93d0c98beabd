import type { AnswerType } from '../../domain/answer.ts';
import type { InboundContent, MediaRef } from '../../domain/inbound.ts';
import type { Fit } from './result.ts';

type MediaContent = Extract<InboundContent, { kind: 'media' }>;

/**
 * How well the media of a message fit what is asked: the kind itself exactly; a video or a picture sent as a file where a
 * photo is due, and an audio file where a voice note is, well enough. Stickers answer nothing. Null when none fits.
 */
export function mediaFit(content: MediaContent, types: readonly AnswerType[]): Fit | null {
  const fits = content.media.flatMap((media) => types.flatMap((type) => fitOf(media, type) ?? []));
  return fits.length > 0 ? (Math.max(...fits) as Fit) : null;
}

function fitOf({ kind, mime = '' }: MediaRef, type: AnswerType): Fit | null {
  if (kind === 'sticker') return null;
  if (kind === type) return 3;
  if (type === 'photo' && (kind === 'video' || (kind === 'document' && mime.startsWith('image/')))) return 2;
  if (type === 'voice' && kind === 'document' && mime.startsWith('audio/')) return 2;
  return type === 'any' ? 2 : null;
}
