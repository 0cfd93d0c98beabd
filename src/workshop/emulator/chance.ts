import type { Random } from '../../base/random.ts';

/** `length` hexadecimal digits. */
export function hex(random: Random, length: number): string {
  let text = '';
  while (text.length < length) text += Math.floor(random() * 16).toString(16);
  return text;
}

export const newWamid = (random: Random): string => `wamid.${Buffer.from(hex(random, 24), 'hex').toString('base64')}`;
export const newSid = (random: Random, prefix: 'SM' | 'MM' | 'ME'): string => prefix + hex(random, 32);
