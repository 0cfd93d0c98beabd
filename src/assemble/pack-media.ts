import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileTypeFromFile } from 'file-type';
import { parseFile } from 'music-metadata';
import { listFiles } from '../files.ts';
import type { MediaFile, MediaKind } from '../flow/media-file.ts';

/** Beyond what any channel takes nothing more is looked into: its size is reason enough. */
const LOOKED_INTO = 100 * 1024 * 1024;

/**
 * What the media files of all packs are, by their bytes: only this can tell a photo that is called a PNG, or a recording
 * that WhatsApp would not play. What cannot be read is told as far as it could be. Throws FOLDER_UNREADABLE.
 */
export async function lookAtMedia(flows: string): Promise<readonly MediaFile[]> {
  const found: MediaFile[] = [];
  for (const path of listFiles(flows)) if (path.includes('/media/')) found.push(await look(flows, path));
  return found;
}

async function look(flows: string, path: string): Promise<MediaFile> {
  const file = join(flows, path);
  const { size: bytes } = await stat(file);
  const type = bytes === 0 || bytes > LOOKED_INTO ? undefined : await fileTypeFromFile(file).catch(() => undefined);
  // Words have no mark of their own at the beginning.
  const mime = type?.mime.split(';')[0] ?? (/\.(txt|csv)$/i.test(path) && bytes > 0 ? 'text/plain' : undefined);
  if (mime === undefined) return { path, bytes };
  const kind = kindOf(mime);
  const heard = kind === 'audio' || kind === 'video' ? await listen(file) : {};
  return { path, bytes, mime, kind, ...heard };
}

function kindOf(mime: string): MediaKind {
  const [first] = mime.split('/');
  return first === 'image' || first === 'audio' || first === 'video' ? first : 'document';
}

async function listen(file: string): Promise<Pick<MediaFile, 'codec' | 'channels' | 'seconds'>> {
  try {
    const { format } = await parseFile(file, { duration: true, skipCovers: true });
    return {
      ...(format.codec === undefined ? {} : { codec: format.codec.toLowerCase() }),
      ...(format.numberOfChannels === undefined ? {} : { channels: format.numberOfChannels }),
      ...(format.duration === undefined ? {} : { seconds: format.duration }),
    };
  } catch {
    return {};
  }
}
