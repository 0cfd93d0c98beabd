import { CHANNELS, type ChannelId, formOf } from '../../domain/channel.ts';
import { localMonth, nextMonth } from '../../domain/month.ts';
import { NO_CURRENCY } from '../../domain/price.ts';
import { localMoment } from '../../domain/time.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import { PARTICIPATION } from '../audience.ts';
import { whoQuery } from '../breakdown.ts';
import type { Cell, ReportAsked, ReportColumn, ReportContext, ReportKind } from '../report.ts';

/** The index of what has left (migration 0030) holds rows of this condition alone; both must say the same. */
const LEFT = "o.state not in ('pending', 'sending')";

export const messagesReport: ReportKind = {
  name: 'messages',
  summary:
    'messages sent, delivered, read and not sent with the reason, segments and cost, by month and channel and for each learner',
  async run(asked, at) {
    const first = asked.from === undefined ? await beginning(asked, at) : asked.since;
    const months = first === null ? [] : monthsOf(first, asked.until, asked.programme.timezone);
    const sent = await at.read(sentQuery(months, asked, at));
    const unsent = await at.read(unsentQuery(months, asked, at));
    return {
      name: 'messages',
      from: asked.from ?? null,
      to: asked.to ?? '',
      tables: [
        { id: 'months', apart: true, columns: columns(asked), rows: sent.map((row) => sentCells(row, months, asked)) },
        {
          id: 'not_sent',
          apart: true,
          columns: NOT_SENT,
          rows: unsent.map((row) => [monthOf(row, months), wayOf(row), row['why']!, Number(row['n'])]),
        },
      ],
      notes: [{ key: 'messages', vars: {} }],
    };
  },
};

const columns = ({ by }: ReportAsked): ReportColumn[] => [
  { id: 'month', type: 'text', means: 'local month in which it was written, yyyy-mm' },
  { id: 'channel', type: 'text', means: 'way out' },
  { id: 'currency', type: 'text', means: 'of the cost; empty: nobody has written down what these cost' },
  ...(by === undefined ? [] : [{ id: by, type: 'text' as const, means: 'what the people of this row have in common' }]),
  { id: 'people', type: 'count', means: 'people to whom one was sent' },
  { id: 'sent', type: 'count', things: true, means: 'messages that the provider took' },
  {
    id: 'delivered',
    type: 'share',
    things: true,
    means: 'of the sent: of which the provider says that they reached the phone',
  },
  { id: 'read', type: 'share', things: true, means: 'of the sent: read, where the channel tells; empty for SMS' },
  { id: 'failed', type: 'count', things: true, means: 'messages that the provider did not take or deliver' },
  { id: 'segments', type: 'count', things: true, means: 'SMS segments; a WhatsApp message is one' },
  { id: 'cost', type: 'minor', means: 'expected cost of the sent, by the price list' },
  { id: 'messages_per_person', type: 'number', means: 'sent ÷ people' },
  { id: 'cost_per_person', type: 'minor', means: 'cost ÷ people' },
];
const NOT_SENT: readonly ReportColumn[] = [
  { id: 'month', type: 'text', means: 'local month, yyyy-mm' },
  { id: 'channel', type: 'text', means: 'way out' },
  { id: 'why', type: 'key', says: 'why.', means: 'reason for which it was not sent or did not arrive' },
  { id: 'messages', type: 'count', things: true, means: 'messages' },
];

interface Month {
  readonly month: string;
  readonly since: number;
  readonly until: number;
}

/** Local months that the days touch, cut to them. */
function monthsOf(since: number, until: number, zone: string): Month[] {
  const months: Month[] = [];
  for (let from = since; from < until; ) {
    const next = Math.min(nextMonth(from, zone), until);
    months.push({ month: localMonth(from, zone), since: from, until: next });
    from = next;
  }
  return months;
}

/** The month of the first message of all: before it there is none to show. */
async function beginning({ programme, until }: ReportAsked, { read }: ReportContext): Promise<number | null> {
  const firsts = CHANNELS.map(
    (channel) =>
      `select min(o.created_at) as at from outbox o where ${LEFT} and o.channel = '${channel}' and o.created_at < @until`,
  );
  const [row] = await read({
    sql: { sqlite: `select min(at) as first from (${firsts.join(' union all ')})` },
    params: { until },
  });
  const first = row?.['first'];
  if (typeof first !== 'number') return null;
  return localMoment(`${localMonth(first, programme.timezone)}-01`, '00:00', programme.timezone);
}

/** As the report lists them. */
const WAYS = [...CHANNELS].sort();

/** What left in those months, of everybody who was written to: the invitations of those who have not said yes cost too. */
function base(months: readonly Month[], asked: ReportAsked, at: ReportContext) {
  const who = whoQuery({ ...asked, audience: { ...asked.audience, states: [...PARTICIPATION] } }, at);
  return {
    ctes: `who as materialized (${who.sql.sqlite}),
      month as materialized (select key as nr, json_extract(value, '$.since') as since, json_extract(value, '$.until') as until
        from json_each(@months))`,
    left: `month cross join json_each(@channels) way cross join outbox o
      on o.channel = way.value and o.created_at >= month.since and o.created_at < month.until and ${LEFT} and o.kind <> 'staff'
        and o.person_id in (select person_id from who)`,
    params: { ...who.params, months: JSON.stringify(months), channels: JSON.stringify(WAYS) },
  };
}

const SUMS = `count(*) filter (where got > 1) as sent, count(*) filter (where got > 2) as delivered, count(*) filter (where got = 4) as "read",
  count(*) filter (where got = 1) as failed, sum(segments) filter (where got > 1) as segments, sum(cost) filter (where got > 1) as cost`;

/**
 * `month` and `way` are places in `months` and WAYS, and `got` says how far a message came: what is sorted of a million of
 * them is small. With a breakdown by person first: then each of them is looked up once.
 */
function sentQuery(months: readonly Month[], asked: ReportAsked, at: ReportContext): Query {
  const { ctes, left, params } = base(months, asked, at);
  const line = `line as (select month.nr as month, way.key as way, o.person_id, coalesce(o.currency, '') as currency, o.segments, o.cost,
      case o.state when 'read' then 4 when 'delivered' then 3 when 'sent' then 2 when 'accepted' then 2 when 'failed' then 1 end as got
      from ${left} where o.state <> 'dropped')`;
  const sums =
    asked.by === undefined
      ? `select month, way, currency, '' as value, count(distinct iif(got > 1, person_id, null)) as people, ${SUMS}
          from line group by month, way, currency order by month, way, currency`
      : `select month, way, currency, who.value, count(*) filter (where sent > 0) as people, sum(sent) as sent, sum(delivered) as delivered,
          sum("read") as "read", sum(failed) as failed, sum(segments) as segments, sum(cost) as cost
          from (select month, way, person_id, currency, ${SUMS} from line group by month, way, person_id, currency) hers
            join who on who.person_id = hers.person_id group by 1, 2, 3, 4 order by 1, 2, 3, 4`;
  return { sql: { sqlite: `with ${ctes}, ${line} ${sums}` }, params };
}

function unsentQuery(months: readonly Month[], asked: ReportAsked, at: ReportContext): Query {
  const { ctes, left, params } = base(months, asked, at);
  return {
    sql: {
      sqlite: `with ${ctes} select month.nr as month, way.key as way, coalesce(o.why, 'refused') as why, count(*) as n from ${left}
        where o.state in ('failed', 'doubtful', 'dropped')
        group by 1, 2, 3 order by 1, 2, n desc, 3`,
    },
    params,
  };
}

const monthOf = (row: SqlRow, months: readonly Month[]): string => months[Number(row['month'])]!.month;
const wayOf = (row: SqlRow): ChannelId => WAYS[Number(row['way'])]!;

function sentCells(row: SqlRow, months: readonly Month[], { by }: ReportAsked): Cell[] {
  const channel = wayOf(row);
  const [sent, many] = [Number(row['sent']), Number(row['people'])];
  const currency = String(row['currency']);
  // Thousandths of a hundredth.
  const cost = row['cost'] === null || currency === NO_CURRENCY ? null : Number(row['cost']) / 1000;
  const each = (of: number | null): number | null => (of === null || many === 0 ? null : of / many);
  return [
    monthOf(row, months),
    channel,
    currency === NO_CURRENCY ? '' : currency,
    ...(by === undefined ? [] : [String(row['value'])]),
    many,
    sent,
    { n: Number(row['delivered']), of: sent },
    formOf(channel) === 'whatsapp' ? { n: Number(row['read']), of: sent } : null,
    Number(row['failed']),
    Number(row['segments'] ?? 0),
    cost,
    each(sent),
    each(cost),
  ];
}
