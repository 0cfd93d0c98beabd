import type { Programme } from '../../flow/programme.ts';
import { formatMoney } from '../../locale/numbers.ts';
import { type Reckoned, reckon } from './reckoned.ts';
import { textOf } from './turn.ts';
import type { WalkDeps } from './walk.ts';

/** What the turns of one flow cost by SMS, in one language. */
export interface FlowSegments {
  /** Name of the lesson, homework, survey or service; the programme's own for the way in. */
  readonly flow: string;
  readonly language: string;
  readonly turns: readonly TurnSegments[];
}

export interface TurnSegments {
  /** The question it asks, else the step it answers. */
  readonly step: string;
  /** What she did before it (answers.ts). */
  readonly after: string;
  /** For her alone, and with whom it is for before it. */
  readonly segments: number;
  readonly shared: number;
  /** Signs that make it dearer. */
  readonly letters: readonly string[];
  /** Accents were given up. */
  readonly folded: boolean;
  /** As her bare phone shows it. */
  readonly seen: string;
  /** Undefined where nobody wrote a price down. */
  readonly price?: string;
}

export interface SegmentTable {
  readonly programme: string;
  readonly flows: readonly FlowSegments[];
  /** Of all turns, for her alone. */
  readonly mean: number;
  /** Of all turns, on a shared phone too. */
  readonly most: number;
}

/** Every turn of a programme as SMS: with the longest plausible values, what understood answers lead to. */
export function segmentTable(programme: Programme, given: WalkDeps): SegmentTable {
  const { turns } = reckon(programme, given);
  const flows = new Map<string, FlowSegments & { turns: TurnSegments[] }>();
  for (const turn of turns) {
    const name = turn.root === programme.programme ? turn.root : turn.root.slice(programme.programme.length + 1);
    const key = `${name} ${turn.language}`;
    const flow = flows.get(key) ?? { flow: name, language: turn.language, turns: [] };
    flows.set(key, flow);
    flow.turns.push(row(turn, programme));
  }
  const all = [...flows.values()].flatMap((flow) => flow.turns);
  return {
    programme: programme.programme,
    flows: [...flows.values()],
    mean: meanOf(all),
    most: Math.max(0, ...all.map(({ shared }) => shared)),
  };
}

function row({ about, after, cost, shared, sms, language }: Reckoned, { languages }: Programme): TurnSegments {
  const { price } = cost;
  return {
    step: about.step,
    after,
    segments: cost.segments,
    shared: shared.cost.segments,
    letters: cost.letters,
    folded: cost.folded,
    seen: sms.shown.map(textOf).join('\n\n'),
    ...(price && price.milli > 0
      ? { price: formatMoney(Math.round(price.milli / 1000), price.currency, language || languages[0]!) }
      : {}),
  };
}

/** Mean number of segments, two digits; 0 of nothing. */
export function meanOf(turns: readonly Pick<TurnSegments, 'segments'>[]): number {
  if (turns.length === 0) return 0;
  return Math.round((turns.reduce((sum, { segments }) => sum + segments, 0) / turns.length) * 100) / 100;
}

/** The table as lines of Markdown: one line a flow and language. */
export function segmentLines({ flows, mean, most }: SegmentTable): readonly string[] {
  const lines = flows.map(({ flow, language, turns }) => {
    const alone = turns.map(({ segments }) => segments);
    const signs = [...new Set(turns.flatMap(({ letters }) => letters))].join(' ');
    const dearest = turns.toSorted((a, b) => b.shared - a.shared)[0]!;
    return `| ${flow} | ${language} | ${turns.length} | ${meanOf(turns)} | ${Math.max(...alone)} | ${dearest.shared} | ${dearest.step || '–'} | ${turns.filter(({ folded }) => folded).length} | ${signs || '–'} |`;
  });
  return [
    '| flow | language | turns | mean | most | most, shared | dearest turn | without accents | letters that cost |',
    '|---|---|---:|---:|---:|---:|---|---:|---|',
    ...lines,
    '',
    `${flows.reduce((sum, { turns }) => sum + turns.length, 0)} turns, ${mean} segments on average, ${most} at most.`,
  ];
}
