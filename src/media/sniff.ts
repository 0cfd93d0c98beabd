import { fileTypeFromBuffer } from 'file-type';

/** What the bytes are, whatever was declared. */
export interface Sniffed {
  /** File ending without the dot. */
  readonly ext: string;
  readonly mime: string;
}

/**
 * What a phone makes and a coordinator opens. A list of what is allowed, because what is dangerous has no end: programs,
 * scripts, pages and SVG (they run in a browser), archives and everything unknown are refused.
 */
const ALLOWED = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/heic',
  'image/heif',
  'audio/ogg',
  'audio/ogg; codecs=opus',
  'audio/mpeg',
  'audio/mp4',
  'audio/x-m4a',
  'audio/aac',
  'audio/amr',
  'audio/wav',
  'video/mp4',
  'video/3gpp',
  'video/3gpp2',
  'video/quicktime',
  'video/webm',
  'application/pdf',
  'application/rtf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
]);

/** The type as its own bytes tell it, or null where it is none that we keep. */
export async function sniff(bytes: Uint8Array): Promise<Sniffed | null> {
  const found = await fileTypeFromBuffer(bytes);
  if (!found) return isPlainText(bytes) ? { ext: 'txt', mime: 'text/plain' } : null;
  return ALLOWED.has(found.mime) ? { ext: found.ext, mime: found.mime } : null;
}

/** Notes and lists without any markup that a browser or a shell would run. */
function isPlainText(bytes: Uint8Array): boolean {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return false;
  }
  if (text.trim() === '') return false;
  return !/^\s*(#!|%!)|<\s*[a-z!?/]/i.test(text) && !/[^\P{Cc}\t\r\n]/u.test(text);
}
