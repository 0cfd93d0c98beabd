import { z } from 'zod';
import type { Json } from '../../base/json.ts';
import { askedAbout } from '../asked-about.ts';
import type { StaffActed, StaffSaid, StaffVerb } from '../manifest.ts';
import { BUYERS } from './business.ts';
import { deliver } from './deliver.ts';
import { buy } from './enter.ts';
import { minorOf } from './money.ts';
import { receipt } from './receipt.ts';

/** What a purchase waits for photos of. */
const entered = z.object({ entry: z.string(), item: z.string() });

const NAMED = /^([^:]+):\s*([\s\S]*)$/;
/** "molino 1 x 1500", "2 sacos de harina x $450", "molino 1,500.50": what, how many, the price of one. */
const PRICED = /^(.*?)\s*(?:(\d{1,5})\s*[x×]\s*|\s[x×]\s*|\s(?:a|por|at|for)\s+)?(\$?\s?\d[\d.,]*)$/i;
const COUNTED = /^(\d{1,5})\s+(.+)$/;

/** `COMPRA Dulces Ana: molino 1 x 1500, Ferretería Lupita`; photos of the receipt come after it, without the word. */
export const purchaseVerb: StaffVerb = {
  name: 'purchase',
  takes: 'words',
  roles: BUYERS,
  looks: /^\p{L}[^:]{0,80}:.*\d/u,
  answersFiles: true,
  act(said) {
    if (said.asked !== undefined) return photos(said, said.asked);
    const [, enterprise = '', what = ''] = NAMED.exec(said.rest) ?? [];
    const bought = boughtSaid(what);
    if (enterprise === '' || !bought) return { lines: [{ key: 'input.how-purchase', vars: {} }] };
    return job(said, buy.name, { enterprise: enterprise.trim(), ...bought });
  },
};

/** `ENTREGA Dulces Ana: molino`, `ENTREGA Dulces Ana: todo`; the name alone answers with what waits to be brought. */
export const deliveryVerb: StaffVerb = {
  name: 'delivery',
  takes: 'words',
  roles: BUYERS,
  looks: /^\p{L}[^:]{0,80}:\s*\S/u,
  act(said) {
    const [, enterprise = said.rest.trim(), what = ''] = NAMED.exec(said.rest) ?? [];
    if (enterprise === '') return { lines: [{ key: 'input.how-delivery', vars: {} }] };
    const all = /^(?:todo|todas?|todos|all|everything)\.?$/i.test(what.trim());
    const items = all ? [] : what.split(/,|;|\n/).flatMap(itemSaid);
    return job(said, deliver.name, { enterprise: enterprise.trim(), items, all });
  },
};

function boughtSaid(what: string): Record<string, Json> | undefined {
  // A comma between figures belongs to the price; the next one begins the supplier.
  const [, goods = what, supplier = ''] = /^(.*?\d),\s+(\D[\s\S]*)$/.exec(what.trim()) ?? [];
  const [, words = '', times, price = ''] = PRICED.exec(goods.trim()) ?? [];
  const [, leading, rest = words] = COUNTED.exec(words.trim()) ?? [];
  const one = minorOf(price);
  const quantity = Number(times ?? leading ?? 1);
  const item = (times === undefined ? rest : words).replace(/[\s,x×]+$/i, '').trim();
  if (item === '' || one === undefined || one < 1 || quantity < 1) return undefined;
  return { item: item.slice(0, 120), quantity, amount: one * quantity, supplier: supplier.trim().slice(0, 120) };
}

function itemSaid(text: string): { item: string; quantity?: number }[] {
  const plain = text.trim().replace(/\.$/, '');
  if (plain === '') return [];
  const [, count, item = plain] = COUNTED.exec(plain) ?? [];
  return [{ item, ...(count === undefined ? {} : { quantity: Number(count) }) }];
}

function photos(said: StaffSaid, about: string): StaffActed {
  const bought = askedAbout(entered, about);
  const kept = bought && files(said, receipt.name, { ...bought, about });
  return kept ?? { lines: [{ key: 'input.how-purchase', vars: {} }] };
}

function job(said: StaffSaid, operation: string, input: Record<string, Json>): StaffActed {
  const whole = { ...input, by: { kind: 'staff', id: said.me.id } };
  return (
    (operation === buy.name ? files(said, operation, whole) : undefined) ?? {
      effect: { kind: 'job', payload: { operation, input: whole } },
      lines: [],
    }
  );
}

/** A job that gets the files of this message; undefined where there are none. */
function files({ media }: StaffSaid, operation: string, input: Record<string, Json>): StaffActed | undefined {
  if (media.length === 0) return undefined;
  const kinds = media.map(({ kind }) => kind);
  return { effect: { kind: 'staff.files', payload: { operation, input, kinds } }, lines: [] };
}
