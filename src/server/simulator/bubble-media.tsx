import type { VNode } from 'preact';
import type { PageWords } from '../pages/words.ts';
import type { SimulatorMessage } from './deps.ts';

/** A sign for each kind of file, beside its word. */
export const MEDIA_ICONS = {
  image: '🖼️',
  audio: '🔊',
  video: '🎬',
  document: '📄',
  photo: '📷',
  voice: '🎤',
  location: '📍',
  sticker: '⭐',
} as const;

type Media = NonNullable<SimulatorMessage['media']>;

/** Where the bytes of a pack's file are, on this phone. */
export const mediaAddress = (file: string): string =>
  `/simulator/phone/media/${file.split('/').map(encodeURIComponent).join('/')}`;

/** What we sent is shown or played where its bytes are at hand; what she sent is a stand-in with its name. */
export function BubbleMedia({ media, words, playable }: { media: Media; words: PageWords; playable: boolean }): VNode {
  const name = words.media[media.kind];
  const source = playable && media.name ? mediaAddress(media.name) : null;
  if (source && media.kind === 'image') return <img src={source} alt={name} />;
  // biome-ignore lint/a11y/useMediaCaption: the text of every audio and video stands in its bubble
  if (source && media.kind === 'audio') return <audio controls preload="none" src={source} aria-label={name} />;
  // biome-ignore lint/a11y/useMediaCaption: as above
  if (source && media.kind === 'video') return <video controls preload="none" src={source} aria-label={name} />;
  const file = media.name?.split('/').at(-1);
  return (
    <p class="media">
      <span aria-hidden="true">{MEDIA_ICONS[media.kind]}</span> {source ? <a href={source}>{name}</a> : name}
      {file && <small> {file}</small>}
    </p>
  );
}
