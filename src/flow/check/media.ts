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
const TAKES: Readonly<Record<MediaKind, string>> = {
  image: 'JPEG and PNG',
  audio: 'OGG with Opus, MP3, M4A, AAC and AMR',
  video: 'MP4 and 3GP',
  document: 'PDF and office files',
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
  readonly message: string;
  readonly fix?: string;
}

/** The worst that is wrong with a file: once it is mended, the next is told. */
function problemOf(key: MediaKind, name: string, file: MediaFile): Problem | undefined {
  const { mime, kind = 'document', bytes, seconds } = file;
  if (mime === undefined)
    return {
      code: 'MEDIA_KIND',
      message: bytes === 0 ? `${name} is empty.` : `${name} is no file of a known kind: nobody could open it.`,
      fix: `\`${key}\` takes ${TAKES[key]}.`,
    };
  if (kind !== key && key !== 'document')
    return {
      code: 'MEDIA_KIND',
      message: `${name} is ${mime}, and is shown as \`${key}\`.`,
      fix:
        kind === 'document' || kind === key
          ? `\`${key}\` takes ${TAKES[key]}.`
          : `Write \`${kind}: ${name}\`, or take the right file.`,
    };
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const endings = ENDINGS[mime];
  if (endings && !endings.includes(ending))
    return {
      code: 'MEDIA_EXTENSION',
      message: `${name} is ${mime}, whatever its name says.`,
      fix: `Rename it to end in \`.${endings[0]}\`, here and in the folder, or save it anew in the form that its name says.`,
    };
  const taken = key === 'document' ? OFFICE.test(mime) : LIMITS[key].mimes.includes(mime);
  if (!taken)
    return { code: 'MEDIA_FORMAT', message: `WhatsApp takes no ${mime} as ${key}.`, fix: `Save it as ${TAKES[key]}.` };
  const sound = mime === 'audio/ogg' ? soundOf(name, file) : undefined;
  if (sound) return sound;
  if (bytes > LIMITS[key].bytes)
    return {
      code: 'MEDIA_TOO_LARGE',
      message: `${name} has ${(bytes / MB).toFixed(1)} MB; WhatsApp takes ${LIMITS[key].bytes / MB} of ${article(key)} ${key}.`,
      fix: key === 'document' ? 'Send a shorter one.' : 'Save it smaller: she pays for every megabyte.',
    };
  if (key === 'audio' && seconds !== undefined && seconds > AUDIO_SECONDS)
    return {
      code: 'AUDIO_LONG',
      message: `${name} is ${Math.round(seconds)} s long; beyond ${AUDIO_SECONDS} s few hear it to the end.`,
      fix: 'Make two steps of it.',
    };
  return undefined;
}

/** What WhatsApp shows as a voice note is one voice in Opus. */
function soundOf(name: string, { codec, channels }: MediaFile): Problem | undefined {
  const fix = 'Save it as Opus, mono, in OGG, as a voice note of WhatsApp is.';
  if (codec !== undefined && codec !== 'opus')
    return { code: 'MEDIA_FORMAT', message: `${name} is OGG with ${codec}; WhatsApp plays only Opus in it.`, fix };
  if (channels !== undefined && channels > 1)
    return { code: 'MEDIA_FORMAT', message: `${name} has ${channels} channels; a voice note has one.`, fix };
  return undefined;
}

const article = (word: string): string => (/^[aeiou]/.test(word) ? 'an' : 'a');
