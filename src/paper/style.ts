/** Points. 1/72 inch, as PDF counts. */
export const SIZE = { small: 9, normal: 11, large: 15, heading: [22, 15], display: 34 } as const;
/** A certificate hangs on a wall and is read from afar, or on a phone where it is as wide as a hand. */
export const CERTIFICATE = 1.45;
/** A name that is too long for its line shrinks to this before it breaks. */
export const DISPLAY_LEAST = 20;
export const MARGIN = 48;
export const GAP = 8;

/** Dark enough on white for grey printers and sunlight: every pair of text and ground is above 7:1. */
export const INK = '#1a1a1a';
export const SOFT = '#444444';
export const LINE = '#8a8a8a';
export const HEAD = '#ececec';
export const ACCENT = '#1d4f5c';

/** Where offices print on Letter; everybody else has A4. */
const LETTER = /-(BO|CA|CL|CO|CR|DO|GT|HN|MX|NI|PA|PH|PR|SV|US|VE)$/i;

export const paperSize = (language: string): 'LETTER' | 'A4' => (LETTER.test(language) ? 'LETTER' : 'A4');
