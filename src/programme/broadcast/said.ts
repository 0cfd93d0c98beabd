import { NO_CURRENCY } from '../../domain/price.ts';
import { localDate, localTime } from '../../domain/time.ts';
import { formatMoney } from '../../locale/numbers.ts';
import type { StaffLine } from '../manifest.ts';
import { earliest, type Moment } from './moments.ts';
import { REASONS } from './reason.ts';
import type { Broadcast } from './row.ts';
import { leftOut, type Tally } from './tally.ts';

/** So much of the words goes into a preview: with all the rest it fits two SMS. `PROBAR` shows them whole. */
const SHOWN = 110;

type Previewed = Pick<Broadcast, 'texts' | 'code' | 'pack' | 'moment'> & { readonly tally: Tally };

/** A preview as it is read on a phone: who, what, how much, and what to answer. */
export function previewLines(b: Previewed, moments: readonly Moment[], now: number): readonly StaffLine[] {
  const { tally, code } = b;
  const all = tally.go + leftOut(tally);
  const out = reasonLines(tally);
  if (tally.go === 0)
    return [{ key: all === 0 ? 'staff.broadcast-nobody' : 'staff.broadcast-nobody-of', vars: { n: all } }, ...out];
  return [
    { key: all === tally.go ? 'staff.broadcast-to' : 'staff.broadcast-to-of', vars: { n: tally.go, of: all } },
    ...out,
    ...wordLines(b),
    ...whenLines(b, moments, now),
    { key: 'staff.broadcast-pieces', vars: { pieces: piecesOf(tally) } },
    ...costLines(b),
    { key: 'staff.broadcast-how', vars: { code: code ?? 0 } },
  ];
}

function reasonLines({ reasons }: Tally): StaffLine[] {
  return REASONS.flatMap((reason) => {
    const n = reasons[reason] ?? 0;
    return n === 0 ? [] : [{ key: `staff.broadcast-reason-${reason}`, vars: { n } }];
  });
}

/** The text that most get, as an SMS where SMS is among the ways; and how many languages beside it. */
function wordLines({ texts, tally }: Previewed): StaffLine[] {
  const [most = '0 sms'] = Object.entries(tally.texts).toSorted(([, a], [, b]) => b.people - a.people)[0] ?? [];
  const [at = '0', form] = most.split(' ');
  const words = texts[Number(at)]!;
  const plain = (form === 'sms' ? words.sms : words.text).replaceAll('{{name}}', `(${words.fallback})`);
  const text = plain.length > SHOWN ? `${plain.slice(0, SHOWN - 3).trimEnd()}...` : plain;
  const others = new Set(Object.keys(tally.texts).map((key) => key.split(' ')[0])).size - 1;
  return [
    { key: 'staff.broadcast-text', vars: { text } },
    ...(others > 0 ? [{ key: 'staff.broadcast-languages', vars: { n: others } }] : []),
  ];
}

function whenLines({ moment, pack }: Previewed, moments: readonly Moment[], now: number): StaffLine[] {
  const first = earliest(moments);
  if (first <= now) return [];
  const zone = moments.find(({ leave }) => leave === first)?.zone ?? pack.timezone;
  return [{ key: moment.on ? 'staff.broadcast-at' : 'staff.broadcast-rests', vars: whenVars(first, zone) }];
}

/** SMS count by the segment, WhatsApp by the message: "28 SMS", "12 SMS + 16 WhatsApp". */
export function piecesOf({ ways }: Tally): string {
  const sum = (sms: boolean) =>
    Object.entries(ways)
      .filter(([way]) => (way.endsWith('sms') || way === 'sms-gateway' ? sms : !sms))
      .reduce((n, [, { pieces }]) => n + pieces, 0);
  const [sms, whatsapp] = [sum(true), sum(false)];
  return [...(sms > 0 ? [`${sms} SMS`] : []), ...(whatsapp > 0 ? [`${whatsapp} WhatsApp`] : [])].join(' + ');
}

/** What it costs, in the language of the pack: "$22.40"; undefined where no price is known. */
export function costOf({ tally, pack }: Pick<Previewed, 'tally' | 'pack'>): string | undefined {
  const known = Object.entries(tally.cost).filter(([currency]) => currency !== NO_CURRENCY);
  if (known.length === 0) return undefined;
  return known
    .map(([currency, milli]) => formatMoney(Math.ceil(milli / 1_000), currency, pack.languages[0]!))
    .join(' + ');
}

function costLines(b: Previewed): StaffLine[] {
  const cost = costOf(b);
  return [
    ...(cost === undefined ? [] : [{ key: 'staff.broadcast-cost', vars: { cost } }]),
    ...(b.tally.unpriced > 0 ? [{ key: 'staff.broadcast-unpriced', vars: { n: b.tally.unpriced } }] : []),
  ];
}

/** A moment as a staff line takes it; it is read in the language of whoever reads it. */
export function whenVars(at: number, zone: string): { day: string; at: string } {
  return { day: localDate(at, zone), at: localTime(at, zone) };
}
