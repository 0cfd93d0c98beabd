import type { RehearsalHouse } from './house.ts';

/** What went over one channel in one month. */
export interface BillLine {
  /** yyyy-mm. */
  readonly month: string;
  readonly channel: string;
  readonly messages: number;
  readonly segments: number;
  /** By currency, thousandths of its hundredth; '' where no price is known. */
  readonly cost: readonly { readonly currency: string; readonly amount: number; readonly messages: number }[];
}

export interface Bill {
  readonly months: readonly BillLine[];
  readonly learners: number;
  /** Who writes by SMS pays each of hers: how many a learner sent, on average and at most. */
  readonly hers: { readonly learners: number; readonly sms: number; readonly most: number };
  /** Questions by what asking and reminding of them cost in messages and SMS segments, dearest first. */
  readonly steps: readonly { readonly step: string; readonly messages: number; readonly segments: number }[];
}

/** Steps shown. */
const DEAREST = 5;

/** What the programme pays, what its learners pay from their own credit, and which steps cost most. */
export async function billOf({ rows, programme }: RehearsalHouse): Promise<Bill> {
  const spent = await rows(
    `select month, channel, currency, sum(messages) as messages, sum(segments) as segments, sum(cost) as cost
      from spend where programme = @programme group by month, channel, currency order by month, channel, currency`,
    { programme: programme.programme },
  );
  const months = new Map<string, BillLine>();
  for (const row of spent) {
    const [month, channel] = [String(row['month']), String(row['channel'])];
    const line = months.get(`${month} ${channel}`) ?? { month, channel, messages: 0, segments: 0, cost: [] };
    months.set(`${month} ${channel}`, {
      ...line,
      messages: line.messages + Number(row['messages']),
      segments: line.segments + Number(row['segments']),
      cost: [
        ...line.cost,
        { currency: String(row['currency']), amount: Number(row['cost']), messages: Number(row['messages']) },
      ],
    });
  }
  const [learners] = await rows('select count(*) as n from enrolment where programme = @programme', {
    programme: programme.programme,
  });
  const [hers] = await rows(`select count(*) as learners, coalesce(sum(n), 0) as sms, coalesce(max(n), 0) as most from (
      select address_id, count(*) as n from inbox where channel in ('twilio-sms', 'sms-gateway') group by address_id)`);
  const steps = await rows(
    `select a.flow || '/' || a.step as step, count(*) as messages, coalesce(sum(o.segments), 0) as segments
      from (select distinct question_id, flow, step from answer) a
        join outbox o on o.question_id = a.question_id and o.accepted_at is not null
      group by 1 order by segments desc, messages desc, 1 limit @most + 0`,
    { most: DEAREST },
  );
  return {
    months: [...months.values()],
    learners: Number(learners!['n']),
    hers: { learners: Number(hers!['learners']), sms: Number(hers!['sms']), most: Number(hers!['most']) },
    steps: steps.map((row) => ({
      step: String(row['step']),
      messages: Number(row['messages']),
      segments: Number(row['segments']),
    })),
  };
}
