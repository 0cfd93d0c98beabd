import type { Rate } from './rounds.ts';

export interface Ratio {
  readonly what: string;
  /** Of medians, and of best rounds. */
  readonly ratio: number;
  readonly best: number;
  readonly goal: string;
}

export interface WireSeen {
  readonly name: string;
  /** Milliseconds until a message was acknowledged. */
  readonly p50: number;
  readonly p99: number;
  /** Processor time of the server, µs a message. */
  readonly cpu: number;
}

/** Ratios first: single figures mean little on another machine, or on this one tomorrow. */
export function table(ratios: readonly Ratio[], rates: readonly Rate[], wires: readonly WireSeen[]): string {
  return [
    row('RATIO', 'median', 'best', 'goal'),
    ...ratios.map(({ what, ratio, best, goal }) => row(what, ratio.toFixed(2), best.toFixed(2), goal)),
    '',
    row('MESSAGES', 'median/s', 'best/s', 'µs at best'),
    ...rates.map(({ name, median, best }) => row(name, count(median), count(best), (1_000_000 / best).toFixed(1))),
    '',
    row('ACKNOWLEDGED', 'p50 ms', 'p99 ms', 'server CPU µs/msg'),
    ...wires.map(({ name, p50, p99, cpu }) => row(name, p50.toFixed(1), p99.toFixed(1), cpu.toFixed(0))),
  ].join('\n');
}

function row(what: string, ...cells: readonly [string, string, string]): string {
  return `${what.padEnd(78)} ${cells[0].padStart(11)} ${cells[1].padStart(11)}   ${cells[2]}`;
}

const count = (value: number): string => Math.round(value).toLocaleString('en');
