import type { Bill } from './bill.ts';
import type { RehearsalHouse } from './house.ts';
import type { Broken } from './invariants.ts';

/** One line after each week: what has come of it so far. */
export async function weekLine(house: RehearsalHouse, week: number, weeks: number): Promise<string> {
  const [row] = await house.rows(`select
      (select count(*) from inbox) as came,
      (select count(*) from outbox where accepted_at is not null) as sent,
      (select count(*) from flow_progress where finished_at is not null) as finished,
      (select count(*) from homework where received_at is not null) as handed,
      (select count(*) from homework where state = 'accepted') as accepted,
      (select count(*) from attendance where status in ('present', 'late', 'represented')) as there`);
  const n = (name: string) => Number(row![name]).toLocaleString('en');
  return (
    `week ${String(week).padStart(String(weeks).length)} of ${weeks}: ${n('came')} messages came, ${n('sent')} went; ` +
    `${n('finished')} flows finished, ${n('handed')} homeworks handed in, ${n('accepted')} accepted, ${n('there')} times there`
  );
}

/** What it costs, for whoever must ask for the money before it begins. */
export function billLines({ months, learners, hers, steps }: Bill): readonly string[] {
  const each = (count: number) => (learners === 0 ? '0' : (count / learners).toFixed(1));
  return [
    'The bill',
    ...months.map(({ month, channel, messages, segments, cost }) => {
      const sms = segments === messages ? '' : `, ${segments} segments`;
      const money = cost.map(({ currency, amount, messages: of }) =>
        currency === '' ? `${of} without a known price` : `${(amount / 100_000).toFixed(2)} ${currency}`,
      );
      return `  ${month}  ${channel.padEnd(16)} ${messages} messages${sms} (${each(messages)} a learner): ${money.join(', ')}`;
    }),
    ...(hers.learners === 0
      ? []
      : [
          `  From her own credit: ${hers.learners} phones on SMS sent ${hers.sms}, ${(hers.sms / hers.learners).toFixed(1)} each, ${hers.most} at most`,
        ]),
    ...(steps.length === 0 ? [] : ['  Steps that cost most, reminders counted:']),
    ...steps.map(({ step, messages, segments }) => `    ${step}: ${messages} messages, ${segments} segments`),
  ];
}

export function brokenLines(broken: readonly Broken[]): readonly string[] {
  if (broken.length === 0) return ['Every promise held.'];
  return ['Promises broken', ...broken.map(({ promise, times }) => `  ${promise}: ${times} times not`)];
}
