import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What was seen of one case, every outcome once, in plain words; '' where the promise was kept. */
export interface Seen {
  readonly case: string;
  readonly recado: readonly string[];
  readonly builderbot: readonly string[];
  readonly helped: readonly string[];
}

/** What `npm run prove -- --peers` left, so that the page can be made where no peer is installed. */
export interface PeerResults {
  readonly on: string;
  readonly node: string;
  /** Its version. */
  readonly builderbot: string;
  /** How often each case was played on it. */
  readonly times: number;
  readonly results: readonly Seen[];
}

const FILE = join(import.meta.dirname, 'results.json');

export function keepResults(results: PeerResults): void {
  writeFileSync(FILE, `${JSON.stringify(results, null, 2)}\n`);
}

export function readResults(): PeerResults | undefined {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as PeerResults) : undefined;
}

/** Outcomes as a reader takes them in: what held, or each thing that was seen. */
export function told(outcomes: readonly string[]): string {
  const one = (outcome: string) => (outcome === '' ? 'kept' : outcome);
  return outcomes.map(one).join(' · or: ');
}
