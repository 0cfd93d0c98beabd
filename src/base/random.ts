/** A number in [0, 1). */
export type Random = () => number;

/** FNV-1a over UTF-16 units: turns a seed's text into 32 bits. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** A repeatable stream of chance (mulberry32). Not for secrets: those come from node:crypto at the edge. */
export function seededRandom(seed: string): Random {
  let hashed: number | undefined; // most streams are never drawn from
  return () => {
    const state = ((hashed ?? hash32(seed)) + 0x6d2b79f5) | 0;
    hashed = state;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
