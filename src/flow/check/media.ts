import { type Said, says } from '../../locale/sentence.ts';
import { MEDIA_KINDS, type MediaFile, type MediaKind } from '../media-file.ts';
import type { FlowTree } from '../tree.ts';
import type { CheckedPack, CheckInput } from './input.ts';

const MB = 1024 * 1024;

/** What WhatsApp takes of each kind (CHANNELS §2.2). */
const LIMITS: Readonly<Record<MediaKind, { readonly bytes: number; readonly mimes: readonly string[] }>> = {
  image: { bytes: 5 * MB, mimes: ['image/jpeg', 'image/png'] },
  audio: {
    bytes: 16 * MB,
    mimes: ['audio/ogg', 'audio/mpeg', 'audio/mp4', 'audio/x-m4a', 'audio/aac', 'audio/amr'],
  },
  video: { bytes: 16 * MB, mimes: ['video/mp4', 'video/3gpp'] },
  document: { bytes: 100 * MB, mimes: ['application/pdf'] },
};
const TAKES: Readonly<Record<MediaKind, Said>> = {
  image: says('media.takes.image'),
  audio: says('media.takes.audio'),
  video: says('media.takes.video'),
  document: says('media.takes.document'),
};
const AS: Readonly<Record<MediaKind, Said>> = {
  image: says('media.as.image'),
  audio: says('media.as.audio'),
  video: says('media.as.video'),
  document: says('media.as.document'),
};
const OFFICE = /^application\/(pdf|rtf|msword|vnd\.(openxmlformats|oasis|ms-))|^text\/plain/;

/** A longer one is rarely heard to its end, and costs her data. */
const AUDIO_SECONDS = 90;

/** Endings under which a file of this type is known. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/gif': ['gif'],
  'image/heic': ['heic'],
  'audio/ogg': ['ogg', 'oga', 'opus'],
  'audio/mpeg': ['mp3'],
  'audio/mp4': ['m4a', 'mp4'],
  'audio/x-m4a': ['m4a'],
  'audio/aac': ['aac'],
  'audio/amr': ['amr'],
  'audio/wav': ['wav'],
  'video/mp4': ['mp4', 'm4v'],
  'video/3gpp': ['3gp'],
  'video/quicktime': ['mov'],
  'video/webm': ['webm'],
  'application/pdf': ['pdf'],
};

/** Files that steps show: small enough, of the kind they are shown as, and something that a phone can play. */
export function checkMedia(tree: FlowTree, pack: CheckedPack, { media, issues }: CheckInput): void {
  if (!media) return;
  const folder = `${pack.folder === '' ? '' : `${pack.folder}/`}media/`;
  const files = new Map(media.map((file) => [file.path, file]));
  for (const node of tree.all)
    for (const key of MEDIA_KINDS) {
      const name = node.step[key];
      if (typeof name !== 'string') continue;
      for (const own of [name, ...pack.programme.languages.slice(1).map((language) => `${language}/${name}`)]) {
        const file = files.get(folder + own);
        const found = file && problemOf(key, own, file);
        if (!found) continue;
        issues.add(found.code, tree.source.place([...node.path, key]), found.message, found.fix);
        break;
      }
    }
}

interface Problem {
  readonly code: 'MEDIA_TOO_LARGE' | 'MEDIA_KIND' | 'MEDIA_FORMAT' | 'MEDIA_EXTENSION' | 'AUDIO_LONG';
  readonly message: Said;
  readonly fix?: Said;
}

/** The worst that is wrong with a file: once it is mended, the next is told. */
function problemOf(key: MediaKind, name: string, file: MediaFile): Problem | undefined {
  const { mime, kind = 'document', bytes, seconds } = file;
  if (mime === undefined)
    return {
      code: 'MEDIA_KIND',
      message: bytes === 0 ? says('MEDIA_KIND.empty', { name }) : says('MEDIA_KIND.unknown', { name }),
      fix: says('MEDIA_KIND.fix', { key, takes: TAKES[key] }),
    };
  if (kind !== key && key !== 'document')
    return {
      code: 'MEDIA_KIND',
      message: says('MEDIA_KIND', { name, mime, key }),
      fix:
        kind === 'document' || kind === key
          ? says('MEDIA_KIND.fix', { key, takes: TAKES[key] })
          : says('MEDIA_KIND.fix.other', { kind, name }),
    };
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const endings = ENDINGS[mime];
  if (endings && !endings.includes(ending))
    return {
      code: 'MEDIA_EXTENSION',
      message: says('MEDIA_EXTENSION', { name, mime }),
      fix: says('MEDIA_EXTENSION.fix', { ending: endings[0]! }),
    };
  const taken = key === 'document' ? OFFICE.test(mime) : LIMITS[key].mimes.includes(mime);
  if (!taken)
    return {
      code: 'MEDIA_FORMAT',
      message: says('MEDIA_FORMAT', { mime, kind: AS[key] }),
      fix: says('MEDIA_FORMAT.fix', { takes: TAKES[key] }),
    };
  const sound = mime === 'audio/ogg' ? soundOf(name, file) : undefined;
  if (sound) return sound;
  if (bytes > LIMITS[key].bytes)
    return {
      code: 'MEDIA_TOO_LARGE',
      message: says('MEDIA_TOO_LARGE', {
        name,
        size: (bytes / MB).toFixed(1),
        limit: LIMITS[key].bytes / MB,
        kind: AS[key],
      }),
      fix: key === 'document' ? says('MEDIA_TOO_LARGE.fix.document') : says('MEDIA_TOO_LARGE.fix'),
    };
  if (key === 'audio' && seconds !== undefined && seconds > AUDIO_SECONDS)
    return {
      code: 'AUDIO_LONG',
      message: says('AUDIO_LONG', { name, seconds: Math.round(seconds), limit: AUDIO_SECONDS }),
      fix: says('AUDIO_LONG.fix'),
    };
  return undefined;
}

/** What WhatsApp shows as a voice note is one voice in Opus. */
function soundOf(name: string, { codec, channels }: MediaFile): Problem | undefined {
  const fix = says('MEDIA_FORMAT.sound.fix');
  if (codec !== undefined && codec !== 'opus')
    return { code: 'MEDIA_FORMAT', message: says('MEDIA_FORMAT.codec', { name, codec }), fix };
  if (channels !== undefined && channels > 1)
    return { code: 'MEDIA_FORMAT', message: says('MEDIA_FORMAT.channels', { name, channels }), fix };
  return undefined;
}
