/**
 * The default alphabet of SMS: 3GPP TS 23.038 §6.2.1 and its extension table. A character in neither table turns the whole
 * message into UCS-2, with less than half the room.
 */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** Sent as an escape and a letter: two septets. */
const EXTENSION = '\f^{}\\[~]|€';

const SEPTETS: ReadonlyMap<string, 1 | 2> = new Map([
  ...Array.from(BASIC).map((char) => [char, 1] as const),
  ...Array.from(EXTENSION).map((char) => [char, 2] as const),
]);

/** Septets that one character takes in GSM-7; 0 when the alphabet does not have it. */
export function septetsOf(char: string): 0 | 1 | 2 {
  return SEPTETS.get(char) ?? 0;
}

/** True when the whole text can be sent in GSM-7. */
export function isGsm7(text: string): boolean {
  for (const char of text) if (septetsOf(char) === 0) return false;
  return true;
}
