import type { Form } from '../../../domain/channel.ts';
import type { Language } from '../../pages/words.ts';
import type { BenchBill } from './deps.ts';
import { BENCH_WORDS } from './words.ts';

/** `2 mensajes SMS · $0.0068 USD`: what messages of ours cost, as far as somebody wrote the price down. */
export function billText({ messages, segments, cost, unpriced }: BenchBill, form: Form, language: Language): string {
  const words = BENCH_WORDS[language];
  const [count, names] = form === 'sms' ? [segments, words.segments] : [messages, words.messages];
  const money = cost.map(({ milli, currency }) =>
    new Intl.NumberFormat(locale(language), {
      style: 'currency',
      currency,
      currencyDisplay: 'code',
      maximumFractionDigits: 4,
    }).format(milli / 100_000),
  );
  const parts = [`${count} ${count === 1 ? names.one : names.other}`, ...money];
  return [...parts, ...(unpriced > 0 ? [words.unpriced] : [])].join(' · ');
}

export const locale = (language: Language): string => (language === 'es' ? 'es-MX' : 'en-GB');
