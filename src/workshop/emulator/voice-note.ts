/** Opus counts samples at 48 kHz whatever was recorded (RFC 7845 §4). */
const RATE = 48_000;
const FRAME = 0.02;
/** Bytes of one Ogg page at most: 255 segments of 255 (RFC 3533 §6). */
const SEGMENTS = 255;

/** A voice note as phones make them, Opus in Ogg: so long, with so many bytes of speech a second. What is said is noise. */
export function voiceNote(seconds: number, bytesPerSecond = 1_500): Uint8Array {
  const frames = Math.max(1, Math.round(seconds / FRAME));
  const size = Math.max(1, Math.min(254, Math.round(bytesPerSecond * FRAME)));
  const head = Buffer.concat([Buffer.from('OpusHead'), Buffer.from('0101380180bb0000000000', 'hex')]);
  const tags = Buffer.concat([Buffer.from('OpusTags'), Buffer.from('00000000'.repeat(2), 'hex')]);
  const pages = [page(0, 0, [head], 2), page(1, 0, [tags], 0)];
  for (let done = 0; done < frames; ) {
    const n = Math.min(50, frames - done); // a second a page
    const packets = Array.from({ length: n }, (_, i) => frame(done + i, size));
    done += n;
    pages.push(page(pages.length, Math.round(done * FRAME * RATE), packets, done === frames ? 4 : 0));
  }
  return new Uint8Array(Buffer.concat(pages));
}

/** SILK, wide band, 20 ms, mono; then bytes that repeat nothing. */
function frame(nth: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let state = (nth + 1) * 2_654_435_761;
  for (let i = 0; i < size; i++) {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    bytes[i] = state >>> 24;
  }
  bytes[0] = 0x48;
  return bytes;
}

/** `flags`: 2 begins the stream, 4 ends it. */
function page(nth: number, granule: number, packets: readonly Buffer[], flags: number): Buffer {
  if (packets.length > SEGMENTS) throw new RangeError('too many packets for one page');
  const head = Buffer.alloc(27 + packets.length);
  head.write('OggS', 0, 'latin1');
  head[5] = flags;
  head.writeBigUInt64LE(BigInt(granule), 6);
  head.writeUInt32LE(1, 14); // the stream's number
  head.writeUInt32LE(nth, 18);
  head[26] = packets.length;
  packets.forEach((packet, i) => {
    head[27 + i] = packet.length;
  });
  const whole = Buffer.concat([head, ...packets]);
  whole.writeUInt32LE(checksum(whole), 22);
  return whole;
}

/** CRC-32 as Ogg has it: polynomial 0x04c11db7, not reflected (RFC 3533 §6). */
function checksum(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
}
