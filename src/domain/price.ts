import { type ChannelId, type Form, formOf } from './channel.ts';
import { PRICES, type Price, type PriceCategory } from './prices.ts';

export interface Priceable {
  readonly channel: ChannelId;
  /** ISO 3166-1 alpha-2 of her number; null where it is not known. */
  readonly country: string | null;
  /** Not asked of SMS. */
  readonly category: PriceCategory;
  /** Of an SMS; WhatsApp takes 1. */
  readonly segments: number;
}

export interface Cost {
  /** Thousandths of the currency's hundredth. */
  readonly milli: number;
  readonly currency: string;
  readonly verifiedOn: string;
}

/** The currency that is none (ISO 4217): what simulated phones cost, and never counted. */
export const NO_CURRENCY = 'XXX';
const NOTHING: Cost = { milli: 0, currency: NO_CURRENCY, verifiedOn: '' };

/**
 * What one message is expected to cost; undefined where nobody has written its price down, which is not the same as
 * nothing. Lines of `own` (a programme's `channel.prices`) go before the shipped ones; within a list the line that says
 * more goes first. Words within the window cost what a utility template costs (CHANNELS §1.7), unless a line says otherwise.
 */
export function priceOf(asked: Priceable, own: readonly Price[] = []): Cost | undefined {
  const { channel, segments } = asked;
  if (channel.startsWith('simulator')) return NOTHING;
  const form = formOf(channel);
  const found = best(own, form, asked) ?? best(PRICES, form, asked);
  if (!found) return undefined;
  const { milli, currency, verifiedOn } = found;
  return { milli: form === 'sms' ? milli * Math.max(1, segments) : milli, currency, verifiedOn };
}

function best(list: readonly Price[], form: Form, { country, category }: Priceable): Price | undefined {
  const wanted: readonly (PriceCategory | undefined)[] =
    form === 'sms'
      ? ['sms', undefined]
      : category === 'service'
        ? ['service', 'utility', undefined]
        : [category, undefined];
  const fits = list.filter((one) => one.form === form && (one.country ?? country) === country);
  for (const near of [
    fits.filter((one) => one.country !== undefined),
    fits.filter((one) => one.country === undefined),
  ]) {
    for (const name of wanted) {
      const line = near.find((one) => one.category === name);
      if (line) return line;
    }
  }
  return undefined;
}
