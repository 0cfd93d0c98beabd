import type { Price } from './price.ts';

/**
 * Prices that somebody has published and we have seen. There are few, and they change: a programme writes down what its
 * own bill says, under `channel.prices`. Nothing stands here for Mexico, Spain, Portugal or Bolivia, nor for any SMS,
 * because no figure could be confirmed (CHANNELS §1.7, §3.8).
 */
export const PRICES: readonly Price[] = [
  { form: 'whatsapp', country: 'BR', category: 'utility', milli: 340, currency: 'USD', verifiedOn: '2026-09-20' },
];

/** Words within the window that Meta does not charge, each month for each number of ours (CHANNELS §1.7). */
export const FREE_SERVICE_MESSAGES = 1_000;
