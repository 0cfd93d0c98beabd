import { parseBuffer } from 'music-metadata';

/** What can be told of a voice note without playing it. */
export interface Sound {
  readonly seconds: number;
  /** Nothing can be heard in it. */
  readonly silent: boolean;
}

/**
 * Opus and AMR spend no bytes on silence: below so many a second nobody has spoken. The thinnest speech of a phone is AMR
 * at 4.75 kbit/s, some 600 bytes.
 */
const SPEECH_BYTES = 400;

/** Undefined where the file tells no length: it is cut off, or no recording. */
export async function soundOf(bytes: Uint8Array, mime: string): Promise<Sound | undefined> {
  try {
    const { format } = await parseBuffer(bytes, { mimeType: mime }, { duration: true, skipCovers: true });
    const seconds = format.duration;
    if (seconds === undefined || !Number.isFinite(seconds) || seconds < 0) return undefined;
    return { seconds, silent: seconds > 0 && bytes.byteLength / seconds < SPEECH_BYTES };
  } catch {
    return undefined;
  }
}
