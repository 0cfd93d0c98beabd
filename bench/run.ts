import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOP } from './built.ts';
import { drain, fetchAlone } from './drain.ts';
import { engine } from './engine.ts';
import { forgedBench, forgedTable } from './forged.ts';
import { overHttp, type Wire } from './http.ts';
import { seatLearners } from './learners.ts';
import { learningBench, learningTable } from './learning.ts';
import { lessonPacks } from './lesson.ts';
import { peersBench, peersTable } from './peers.ts';
import { peopleBench, peopleTable } from './people-run.ts';
import { type Field, pipeline } from './pipeline.ts';
import { type Running, run } from './processes.ts';
import { rawSqlite } from './raw-sqlite.ts';
import { type Ratio, table } from './report.ts';
import { reportsBench, reportsTable } from './reports.ts';
import { compete, median, type Rate } from './rounds.ts';
import { sizeBench, sizeTable } from './size.ts';
import { slowDisk } from './slow-disk.ts';
import { soak, soakTable } from './soak.ts';

// One run measures everything, so that ratios are of one machine in one state. `--quick` takes about a minute.
const quick = process.argv.includes('--quick');
// `--people` measures many people alone; `--large` also lets a lesson go to a hundred thousand, which takes minutes.
const alone = process.argv.includes('--people');
// `--reports` measures every report over the records of many people alone.
const reporting = process.argv.includes('--reports');
// `--learning` measures a rehearsal, a thousand certificates and the call list alone.
const learning = process.argv.includes('--learning');
// `--size` measures bytes, memory and start-up with up to a million people alone; `--soak [minutes]` half load for 30 minutes.
const sizing = process.argv.includes('--size');
const soaking = process.argv.includes('--soak');
const minutes = Number(process.argv[process.argv.indexOf('--soak') + 1]) || 30;
// `--peers` measures the same lesson in other frameworks alone, installing them if need be.
const peers = process.argv.includes('--peers');
const many = {
  rounds: quick ? 1 : 5,
  people: quick ? 10_000 : 100_000,
  released: process.argv.includes('--large') ? 100_000 : quick ? 1_000 : 10_000,
};
const size = quick ? { people: 300, rounds: 3, lessons: 500 } : { people: 500, rounds: 5, lessons: 1_500 };

const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
const at = new Date().toISOString();
console.log(`${at}  ${machine.cores} × ${machine.cpu}, node ${machine.node}${quick ? ', quick' : ''}\n`);

const folder = mkdtempSync(join(tmpdir(), 'recado-bench-'));
const stub = await run(['--import', 'tsx', join(TOP, 'bench/stub.ts')]);
try {
  await bench(folder, stub);
} finally {
  await stub.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function bench(where: string, provider: Running): Promise<void> {
  const packs = await lessonPacks();
  if (peers) {
    const how = quick
      ? { sizes: [200, 2_000], rounds: 2, most: 1_500 }
      : { sizes: [200, 2_000, 20_000], rounds: 5, most: 3_000 };
    const compared = await peersBench(where, packs, provider.port, how);
    console.log(peersTable(compared));
    keep({ peers: compared }, '-peers');
    return;
  }
  if (learning) {
    const learned = await learningBench(where, packs);
    console.log(learningTable(learned));
    keep({ learning: learned }, '-learning');
    return;
  }
  if (reporting) {
    const reports = await reportsBench(where, packs, many.people);
    console.log(reportsTable(reports));
    keep({ reports }, '-reports');
    return;
  }
  if (sizing) {
    const sizes = await sizeBench(where, packs, quick ? [1_000, 10_000] : [1_000, 100_000, 1_000_000], provider.port);
    console.log(sizeTable(sizes));
    keep({ sizes }, '-size');
    return;
  }
  if (soaking) {
    const soaked = await soak(where, packs, minutes, provider.port);
    console.log(soakTable(soaked));
    keep({ soaked }, '-soak');
    if (soaked.faults.length > 0) process.exitCode = 1;
    return;
  }
  if (alone) {
    const people = await peopleBench(where, packs, many);
    console.log(peopleTable(people));
    keep({ people }, '-people');
    return;
  }
  const { people, rounds } = size;
  const field: Field = {
    folder: where,
    template: join(where, 'template.db'),
    people,
    rounds,
    warm: quick ? 1 : 3,
    packs,
  };
  await seatLearners(field.template, people * (rounds + field.warm), packs);

  const perMessage = await engine(rounds, size.lessons);
  const onWire = {
    main: overHttp('HTTP, engine in the main thread', field, { thread: 'main', stub: provider.port }),
    worker: overHttp('HTTP, engine in a worker thread', field, { thread: 'worker', stub: provider.port }),
    sending: overHttp('HTTP, worker thread, sending 80/s', field, {
      thread: 'worker',
      stub: provider.port,
      replies: 80,
    }),
    idle: overHttp('HTTP, no work behind it', field, { thread: 'no work', stub: provider.port }),
  };
  const saturated = await compete(
    [
      await rawSqlite('raw SQLite, same rows, 100 a commit', field),
      await pipeline('no HTTP, main thread, 100 a commit', field, { thread: 'main', group: 100 }),
      await pipeline('no HTTP, worker thread, 100 a commit', field, { thread: 'worker', group: 100 }),
      await pipeline('no HTTP, main thread, 1 a commit', field, { thread: 'main', group: 1, share: 0.2 }),
      onWire.main,
      onWire.worker,
      onWire.sending,
      onWire.idle,
    ],
    rounds,
    field.warm,
  );
  const rate = (list: readonly Rate[], name: string) => list.find((one) => one.name === name)!.median;
  const half = { ...field, rounds: 3 };
  const halfOf = (wire: Wire, thread: 'main' | 'worker') =>
    overHttp(`half load, engine in the ${thread} thread`, half, {
      thread,
      stub: provider.port,
      rate: rate(saturated, wire.name) / 2,
    });
  const halves = { main: halfOf(onWire.main, 'main'), worker: halfOf(onWire.worker, 'worker') };
  await compete([halves.main, halves.worker], half.rounds, half.warm);
  const drained = await compete(
    [
      await drain('outbox to a stub', field, provider.port),
      fetchAlone('fetch alone to the stub', field, provider.port),
    ],
    rounds,
    field.warm,
  );

  const slow = slowDisk({ ...field, rounds: 3 }) ?? [];
  const forged = await forgedBench(rounds);

  const all = [...perMessage, ...saturated, ...slow, ...drained];
  const ratio = (what: string, of: string, to: string, goal: string): Ratio => {
    return { what, ratio: rate(all, of) / rate(all, to), best: best(all, of) / best(all, to), goal };
  };
  const [switched, flow, conversation] = perMessage.map(({ name }) => name) as [string, string, string];
  const [raw, direct, beside, single] = saturated.map(({ name }) => name) as [string, string, string, string];
  const ratios: Ratio[] = [
    ratio('flow alone costs, × the switch', switched, flow, '≤ 6'),
    ratio(
      'whole conversation costs, × the switch',
      switched,
      conversation,
      '(no goal: the switch understands nothing)',
    ),
    ratio('HTTP worker ÷ raw SQLite', onWire.worker.name, raw, '≥ 0.5'),
    ratio('HTTP main ÷ raw SQLite', onWire.main.name, raw, '≥ 0.35'),
    ratio('HTTP worker ÷ no HTTP', onWire.worker.name, beside, '≥ 0.65'),
    ratio('HTTP main ÷ no HTTP', onWire.main.name, direct, '≥ 0.65'),
    ratio('HTTP worker ÷ HTTP without work', onWire.worker.name, onWire.idle.name, '≥ 0.5'),
    ratio('HTTP worker ÷ HTTP main', onWire.worker.name, onWire.main.name, 'default engine'),
    ratio('HTTP worker sending 80/s ÷ not sending', onWire.sending.name, onWire.worker.name, ''),
    ratio('no HTTP ÷ raw SQLite', direct, raw, ''),
    ratio('100 a commit ÷ 1 a commit', direct, single, '≥ 2'),
    ...(slow.length === 2
      ? [ratio('the same with 1 ms added to each sync', slow[0]!.name, slow[1]!.name, '≥ 10')]
      : []),
    ratio('outbox ÷ fetch alone', drained[0]!.name, drained[1]!.name, ''),
  ];
  const wires = [onWire.main, onWire.worker, onWire.sending, onWire.idle, halves.main, halves.worker].map(
    ({ name, seen }) => ({
      name,
      p50: median(seen.p50),
      p99: median(seen.p99),
      cpu: median(seen.cpu),
    }),
  );
  const atLarge = await peopleBench(where, packs, many);
  console.log(`${table(ratios, all, wires)}\n\n${forgedTable(forged)}\n\n${peopleTable(atLarge)}`);
  keep({ size, ratios, rates: all, wires, forged, people: atLarge });
}

function keep(figures: object, kind = ''): void {
  const results = join(TOP, 'bench/results');
  mkdirSync(results, { recursive: true });
  const file = join(results, `${at.replace(/[:.]/g, '-')}${kind}${quick ? '-quick' : ''}.json`);
  writeFileSync(file, `${JSON.stringify({ at, machine, quick, ...figures }, null, 2)}\n`);
  console.log(`\nKept as ${file.slice(TOP.length + 1)}`);
}

function best(list: readonly Rate[], name: string): number {
  return list.find((one) => one.name === name)!.best;
}
