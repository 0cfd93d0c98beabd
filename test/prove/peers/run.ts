import { installPeers } from '../../../bench/peers.ts';
import { BUILDERBOT, HELP, onBuilderBot } from './builderbot.ts';
import { CASES } from './cases.ts';
import { judge, type Observed } from './judge.ts';
import { onRecado } from './recado.ts';
import { keepResults, type Seen, told } from './results.ts';

// `npm run prove -- --peers`: every case on Recado and on BuilderBot, for real, and what was seen kept for docs/conformance.md.
/** BuilderBot runs on the real clock, and what a race gives differs from time to time. In virtual time once is enough. */
const TIMES = 3;

installPeers();
const results: Seen[] = [];
for (const one of CASES) {
  const seen = async (times: number, play: () => Promise<Observed>) => {
    const said = new Set<string>();
    for (let time = 0; time < times; time++) said.add(judge(one, await play()).join('; '));
    return [...said].sort();
  };
  const result: Seen = {
    case: one.name,
    recado: await seen(1, () => onRecado(one)),
    builderbot: await seen(TIMES, () => onBuilderBot(one, [])),
    helped: await seen(TIMES, () => onBuilderBot(one, HELP)),
  };
  console.log(`${one.name}\n  Recado      ${told(result.recado)}`);
  console.log(`  BuilderBot  ${told(result.builderbot)}\n  with help   ${told(result.helped)}`);
  results.push(result);
}
const on = new Date().toISOString().slice(0, 10);
keepResults({ on, node: process.version, builderbot: BUILDERBOT, times: TIMES, results });
