import { voiceNote } from './voice-note.ts';

/** The smallest files that are what they say: sniffers look at the first bytes. */
const bytes = (hex: string, length: number): Uint8Array => {
  const file = new Uint8Array(length);
  file.set(Buffer.from(hex, 'hex'));
  return file;
};

export const SAMPLES = {
  /** JFIF header. */
  photo: { bytes: bytes('ffd8ffe000104a46494600010100000100010000', 200), mime: 'image/jpeg' },
  /** As WhatsApp's voice notes are. */
  voice: { bytes: voiceNote(6), mime: 'audio/ogg; codecs=opus' },
  video: {
    bytes: bytes(
      `00000018${Buffer.from('ftypmp42').toString('hex')}00000000${Buffer.from('mp42isom').toString('hex')}`,
      200,
    ),
    mime: 'video/mp4',
  },
  document: {
    bytes: new Uint8Array(Buffer.from('%PDF-1.4\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n', 'latin1')),
    mime: 'application/pdf',
  },
  sticker: {
    bytes: bytes(`${Buffer.from('RIFF').toString('hex')}c0000000${Buffer.from('WEBPVP8 ').toString('hex')}`, 200),
    mime: 'image/webp',
  },
} as const;
