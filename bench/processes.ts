import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

const STARTS_WITHIN = 120_000;
const STOPS_WITHIN = 10_000;
/** Linux counts processor time in these. */
const TICK_US = 10_000;

/** A process of ours with a loopback port, as its first line `listening <port>` or the product's own greeting says. */
export interface Running {
  readonly port: number;
  readonly pid: number;
  /** Processor time of all its threads so far, in µs; 0 where the system does not tell. */
  cpu(): number;
  /** Holds it still while others are measured, and lets it go on. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
}

export async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Running> {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  try {
    const port = await portOf(child);
    return {
      port,
      pid: child.pid!,
      cpu: () => cpuOf(child.pid!),
      pause: () => void child.kill('SIGSTOP'),
      resume: () => void child.kill('SIGCONT'),
      stop: () => stop(child),
    };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const late = setTimeout(() => reject(new Error(`A process of the bench did not start: ${heard}`)), STARTS_WITHIN);
    child.once('exit', (code) => reject(new Error(`A process of the bench ended with ${String(code)}: ${heard}`)));
    child.stdout!.on('data', (chunk) => {
      heard = (heard + String(chunk)).slice(-4_000);
      const port = /(?:listening |http:\/\/127\.0\.0\.1:)(\d+)/.exec(heard)?.[1];
      if (port === undefined) return;
      clearTimeout(late);
      resolve(Number(port));
    });
  });
}

function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_US;
  } catch {
    return 0;
  }
}

/** Asks it to end, by its own id, and waits; a process that does not is ended. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGCONT');
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN);
  await ended;
  clearTimeout(hard);
}
