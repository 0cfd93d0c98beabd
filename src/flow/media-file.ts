/** What a step can show; the key it stands under. */
export const MEDIA_KINDS = ['image', 'audio', 'video', 'document'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

/** A file of a pack's `media/` folder, as whoever has a disk saw it. What could not be told is left out. */
export interface MediaFile {
  /** As the paths of the pack's files: `flows/llera/media/dos-botes.ogg`. */
  readonly path: string;
  readonly bytes: number;
  /** By its bytes, whatever its name says; absent: of no kind that is known. */
  readonly mime?: string;
  readonly kind?: MediaKind;
  /** Of audio and video, in small letters: `opus`, `vorbis`, `mpeg 1 layer 3`. */
  readonly codec?: string;
  readonly channels?: number;
  readonly seconds?: number;
}
