import type { Form } from './channel.ts';

/** What a provider charges a message for. `service` is what no template says, within the window. SMS knows only `sms`. */
export const PRICE_CATEGORIES = ['service', 'utility', 'marketing', 'authentication', 'sms'] as const;
export type PriceCategory = (typeof PRICE_CATEGORIES)[number];

/** One line of a price list. WhatsApp counts messages, SMS counts segments. */
export interface Price {
  readonly form: Form;
  /** ISO 3166-1 alpha-2 of her number; absent: everywhere. */
  readonly country?: string;
  /** Absent: every category. */
  readonly category?: PriceCategory;
  /** Thousandths of the currency's hundredth: 0.0034 USD is 340. */
  readonly milli: number;
  /** ISO 4217. */
  readonly currency: string;
  /** yyyy-mm-dd: when somebody last looked it up. */
  readonly verifiedOn: string;
}

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
