import type { ChannelId } from '../../domain/channel.ts';
import { formOf } from '../../domain/channel.ts';
import { countryOf } from '../../domain/country.ts';
import { priceOf } from '../../domain/price.ts';
import type { PriceCategory } from '../../domain/prices.ts';
import type { SqlRow } from '../../store/port.ts';
import { segmentsOf } from '../../text/segments.ts';
import type { PackFacts } from '../pack-facts.ts';
import type { Reason } from './reason.ts';
import { type BroadcastText, readBy } from './text.ts';

/** What a preview says, in numbers. It grows slice by slice. */
export interface Tally {
  /** Who gets it. */
  readonly go: number;
  readonly reasons: Readonly<Partial<Record<Reason, number>>>;
  /** How it goes → people, and what is paid: SMS by the segment, WhatsApp by the message. */
  readonly ways: Readonly<Record<string, { readonly people: number; readonly pieces: number }>>;
  /** Text and form (`0 sms`) → people, and the segments of the shortest and longest. */
  readonly texts: Readonly<Record<string, { readonly people: number; readonly least: number; readonly most: number }>>;
  /** Currency → thousandths of its hundredth. */
  readonly cost: Readonly<Record<string, number>>;
  /** People whose message has a price that nobody wrote down. */
  readonly unpriced: number;
}

export const NOTHING: Tally = { go: 0, reasons: {}, ways: {}, texts: {}, cost: {}, unpriced: 0 };

/** Recipients that are alike: a row of GROUPS. */
interface Group {
  readonly reason: Reason | null;
  readonly text: number | null;
  readonly way: 'free' | 'template' | 'by-sms' | null;
  readonly channel: ChannelId | null;
  readonly phone: string | null;
  readonly bsuid: string | null;
  /** Where the words hold it. */
  readonly name: string | null;
  readonly shared: number;
  /** Of the template on that channel, as the provider says it. */
  readonly category: PriceCategory | null;
  readonly people: number;
}

/** A country code, or +1 and its area: numbers that begin so are of one country. */
const PREFIX = 5;

/** SQL: the recipients of broadcast @id that are not in its tally yet, put together where they are alike. */
export const GROUPS = `select r.reason, r.text, r.way, a.channel, min(a.phone) as phone, min(a.bsuid) as bsuid,
    case when r.shared = 1 or (b.texts ->> ('$[' || r.text || '].named')) then p.name end as name, r.shared, count(*) as people,
    (select t.category from template t join setting s on s.name = 'pack.' || b.programme
      where t.channel = a.channel and t.category is not null
        and t.name = coalesce(b.template ->> 'name', s.value ->> '$.templates[0].name') limit 1) as category
  from broadcast b join broadcast_recipient r on r.broadcast_id = b.id and r.n > b.counted
  join person p on p.id = r.person_id left join address a on a.id = r.address_id
  where b.id = @id group by r.reason, r.text, r.way, a.channel, substr(a.phone, 1, ${PREFIX}), 7, r.shared`;

/** What a template costs where nobody said: the dearer one. */
const TEMPLATE = 'marketing';

/** The tally with more recipients in it. */
export function counted(
  before: Tally,
  rows: readonly SqlRow[],
  texts: readonly BroadcastText[],
  pack: PackFacts,
): Tally {
  let { go, unpriced } = before;
  const reasons = { ...before.reasons };
  const ways = { ...before.ways };
  const seen = { ...before.texts };
  const cost = { ...before.cost };
  // Reading a number is slow, and names make a group of nearly everybody; those of one group begin alike.
  const countries = new Map<string, string | null>();
  const countryIn = ({ phone, bsuid }: Group): string | null => {
    const begins = phone?.slice(0, PREFIX) ?? bsuid ?? '';
    const known = countries.get(begins);
    if (known !== undefined) return known;
    const country = countryOf(phone, bsuid);
    countries.set(begins, country);
    return country;
  };
  for (const group of rows as unknown as readonly Group[]) {
    const { reason, people, way, channel, text } = group;
    if (reason !== null || channel === null || text === null) {
      if (reason !== null) reasons[reason] = (reasons[reason] ?? 0) + people;
      continue;
    }
    const by: ChannelId = way === 'by-sms' ? 'twilio-sms' : channel;
    const form = formOf(by);
    const words = readBy(texts[text]!, form, { name: group.name, shared: group.shared === 1 });
    const segments = form === 'sms' ? segmentsOf(words).segments : 1;
    go += people;
    const name = way === 'by-sms' ? 'sms' : channel;
    const known = ways[name] ?? { people: 0, pieces: 0 };
    ways[name] = { people: known.people + people, pieces: known.pieces + people * segments };
    const key = `${text} ${form}`;
    const shown = seen[key] ?? { people: 0, least: segments, most: segments };
    seen[key] = {
      people: shown.people + people,
      least: Math.min(shown.least, segments),
      most: Math.max(shown.most, segments),
    };
    const category = way === 'template' ? (group.category ?? pack.templates[0]?.category ?? TEMPLATE) : 'service';
    const price = priceOf({ channel: by, country: countryIn(group), category, segments }, pack.prices);
    if (!price) unpriced += people;
    else cost[price.currency] = (cost[price.currency] ?? 0) + price.milli * people;
  }
  return { go, reasons, ways, texts: seen, cost, unpriced };
}

export const leftOut = (tally: Tally): number => Object.values(tally.reasons).reduce((sum, n) => sum + n, 0);
