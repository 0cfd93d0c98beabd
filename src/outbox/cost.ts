import { render } from '../channels/render/render.ts';
import type { ChannelId } from '../domain/channel.ts';
import { formOf } from '../domain/channel.ts';
import { countryOf } from '../domain/country.ts';
import type { OutMessage } from '../domain/outbound.ts';
import { type Cost, priceOf } from '../domain/price.ts';
import { PRICE_CATEGORIES, type PriceCategory } from '../domain/prices.ts';
import { segmentsOf } from '../text/segments.ts';
import type { Policy, WithOwn } from './policy.ts';
import type { OutboxRow } from './row.ts';

/** A bare phone, as far as counting segments goes. */
const BARE = {
  form: 'sms',
  buttons: 0,
  rows: 0,
  textLimit: Number.MAX_SAFE_INTEGER,
  interactiveLimit: Number.MAX_SAFE_INTEGER,
  media: [],
  window: false,
  perSecond: 1,
} as const;

export interface Counted {
  readonly category: PriceCategory;
  /** 1 on WhatsApp. */
  readonly segments: number;
  /** Undefined: nobody wrote its price down. */
  readonly cost: Cost | undefined;
}

/** What an accepted message is counted as. The provider's own count of segments goes before ours. */
export function counted(
  row: OutboxRow & WithOwn & { readonly category?: string | null },
  segments: number | null,
  policy: Policy,
): Counted {
  const channel = row.channel as ChannelId;
  const sms = formOf(channel) === 'sms';
  const category = sms ? 'sms' : known(row.category);
  const parts = sms ? segments || segmentsIn(JSON.parse(row.message) as OutMessage) : 1;
  const country = countryOf(row.own_phone, row.own_bsuid);
  const own = policy.programmes[row.programme]?.prices;
  return { category, segments: parts, cost: priceOf({ channel, country, category, segments: parts }, own) };
}

/** A template says its category; what went without one is a service message. */
function known(category: string | null | undefined): PriceCategory {
  return PRICE_CATEGORIES.find((one) => one === category) ?? 'service';
}

function segmentsIn(message: OutMessage): number {
  return render(message, BARE).reduce(
    (sum, piece) => sum + (piece.kind === 'text' ? segmentsOf(piece.text).segments : 0),
    0,
  );
}
