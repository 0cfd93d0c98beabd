import type { Chart, Sheet } from '../../domain/sheet.ts';
import type { Programme } from '../../flow/programme.ts';
import { formatMoney, formatNumber, localeOf } from '../../locale/numbers.ts';
import { FEWEST } from '../classes.ts';
import type { Share } from '../report.ts';
import type { MonthFigures } from './figures.ts';

export type Words = (key: string, vars: Readonly<Record<string, string | number>>, language: string) => string;

export interface MonthOf {
  readonly month: string;
  readonly programme: Programme;
  readonly scope: Readonly<Record<string, string>>;
  /** It may leave the team: fewer than five people are "<5". */
  readonly shared: boolean;
}

/** The share of the sessions at which programmes of this kind want people to be. */
const ATTENDANCE_TARGET = 90;

/** One page that a coordinator reads without anybody's help: figures, what they say, two charts, and the table behind them. */
export function monthSheet(figures: MonthFigures, { month, programme, scope, shared }: MonthOf, words: Words): Sheet {
  const language = programme.languages[0]!;
  const phrase = (key: string, vars: Readonly<Record<string, string | number>> = {}) =>
    words(`month.${key}`, vars, language);
  const count = (n: number) => (shared && n > 0 && n < FEWEST ? `<${FEWEST}` : formatNumber(n, language));
  const percent = ({ n, of }: Share) => (of === 0 || (shared && isFew({ n, of })) ? null : Math.round((100 * n) / of));
  const share = (of: Share) => {
    const whole = percent(of);
    return `${count(of.n)}/${count(of.of)}${whole === null ? '' : ` = ${whole} %`}`;
  };
  const ofThings = ({ n, of }: Share) => `${n}/${of}${of === 0 ? '' : ` = ${Math.round((100 * n) / of)} %`}`;
  const head = (of: Share | null): string => {
    const whole = of && percent(of);
    return whole === null ? '–' : `${whole} %`;
  };
  const { people, homework, hours, messages, sites, lessons } = figures;
  const attendance = figures.attendance.at(-1)?.share ?? null;
  const of = (n: number): Share => ({ n, of: people.enrolled });
  const where = Object.values(scope)
    .map((value) => ` · ${value}`)
    .join('');
  const asHours = (given: number) => formatNumber(Math.round(given / 60), language);

  const figure = (id: string, value: string, note: string) => ({ label: phrase(`figure-${id}`), value, note });
  const items = [
    figure('active', count(people.active), share(of(people.active))),
    figure('attendance', head(attendance), attendance === null ? phrase('no-sessions') : share(attendance)),
    figure(
      'homework',
      head(homework?.submitted ?? null),
      homework === null ? phrase('no-homework') : share(homework.submitted),
    ),
    ...(hours === null
      ? []
      : [
          figure(
            'hours',
            asHours(hours.given),
            hours.target === null
              ? phrase('hours-month', { hours: asHours(hours.month) })
              : phrase('hours-of', { hours: asHours(hours.month), target: asHours(hours.target) }),
          ),
        ]),
    figure('certified', count(people.certified), share(of(people.certified))),
    ...(messages === null
      ? []
      : [
          figure(
            'messages',
            formatNumber(messages.sent, language),
            messages.cost === null ? phrase('no-cost') : formatMoney(messages.cost, messages.currency, language),
          ),
        ]),
  ];

  const sentences = [
    phrase('people', {
      enrolled: count(people.enrolled),
      active: count(people.active),
      completed: count(people.completed),
    }),
    ...(attendance === null
      ? []
      : [
          phrase((percent(attendance) ?? 0) >= ATTENDANCE_TARGET ? 'attendance-holds' : 'attendance-below', {
            share: share(attendance),
            target: ATTENDANCE_TARGET,
          }),
        ]),
    ...(homework === null
      ? []
      : [phrase('homework', { submitted: share(homework.submitted), accepted: share(homework.accepted) })]),
    ...(sites === null || sites.silent.n === 0 ? [] : [phrase('silent', { n: sites.silent.n, of: sites.silent.of })]),
  ];

  // The numbers behind each bar stand in its label, so that a percentage is nowhere alone.
  const labelled = (name: string, one: Share | null) =>
    one === null || one.of === 0 ? name : `${name}: ${count(one.n)}/${count(one.of)}`;
  const charts: Chart[] = [
    ...(figures.attendance.some((one) => one.share !== null)
      ? [
          {
            kind: 'bars' as const,
            title: phrase('chart-attendance'),
            unit: '%',
            labels: figures.attendance.map((one) => labelled(shortMonth(one.month, language), one.share)),
            series: [
              {
                name: phrase('figure-attendance'),
                values: figures.attendance.map((one) => one.share && percent(one.share)),
              },
            ],
            target: ATTENDANCE_TARGET,
            says: { nothing: phrase('nothing'), target: phrase('target') },
          },
        ]
      : []),
    ...(lessons.length > 0
      ? [
          {
            kind: 'bars' as const,
            title: phrase('chart-lessons'),
            unit: '%',
            labels: lessons.map(({ lesson, finished }) => labelled(lesson.replaceAll('-', ' '), finished)),
            series: [{ name: phrase('finished'), values: lessons.map(({ finished }) => percent(finished)) }],
            says: { nothing: phrase('nothing') },
          },
        ]
      : []),
  ];
  const [first, second] = charts;
  const line = (key: string, value: string): string[] => [phrase(`row-${key}`), value];
  return {
    title: phrase('title', { month: longMonth(month, language) }),
    language,
    layout: 'page',
    blocks: [
      { is: 'heading', text: phrase('title', { month: longMonth(month, language) }), level: 1 },
      { is: 'text', text: `${programme.title}${where}` },
      { is: 'figures', items },
      { is: 'text', text: sentences.join(' ') },
      ...(first ? [{ is: 'chart' as const, chart: first, ...(second ? { beside: second } : {}) }] : []),
      {
        is: 'table',
        columns: [
          { title: phrase('table'), share: 3 },
          { title: phrase('n-of-n'), align: 'right', share: 2 },
        ],
        rows: [
          line('enrolled', count(people.enrolled)),
          ...(['started', 'active', 'completed', 'certified'] as const).map((id) => line(id, share(of(people[id])))),
          ...(homework === null ? [] : [line('accepted', share(homework.accepted))]),
          ...(sites === null ? [] : [line('sites', ofThings(sites.active)), line('silent', ofThings(sites.silent))]),
        ],
      },
    ],
  };
}

const isFew = ({ n, of }: Share): boolean => (n > 0 && n < FEWEST) || of < FEWEST;

/** "marzo de 2026". */
function longMonth(month: string, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(`${month}-15T12:00:00Z`),
  );
}

function shortMonth(month: string, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), { month: 'short', timeZone: 'UTC' }).format(
    Date.parse(`${month}-15T12:00:00Z`),
  );
}
