import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Signed } from './learners.ts';

/** As many as a provider opens to a busy number. */
export const CONNECTIONS = 100;

export interface Sent {
  /** Answered with 200. */
  readonly good: number;
  readonly tookMs: number;
  /** Of each message, from when it was due to be sent until its answer was there. */
  readonly latencies: readonly number[];
}

/** One keep-alive connection: bytes out, one answer in. Lean, since it shares the machine with what it measures. */
class Line {
  readonly socket: Socket;
  private heard = '';
  private answered: ((status: number) => void) | undefined;

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.setEncoding('latin1');
    this.socket.on('data', (chunk) => this.hear(String(chunk)));
    this.socket.on('error', () => this.answered?.(0));
    this.socket.on('close', () => this.answered?.(0));
  }

  send(request: Buffer, answered: (status: number) => void): void {
    this.answered = answered;
    this.socket.write(request);
  }

  private hear(chunk: string): void {
    this.heard += chunk;
    const head = this.heard.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(this.heard.slice(0, head))?.[1] ?? 0);
    if (this.heard.length < head + 4 + length) return;
    const status = Number(this.heard.slice(9, 12));
    this.heard = this.heard.slice(head + 4 + length);
    const done = this.answered;
    this.answered = undefined;
    done?.(status);
  }
}

const HELLO = Buffer.from('GET /health/live HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n');

/** The requests as bytes, made before the clock runs. */
export function requestsOf(messages: readonly Signed[]): readonly Buffer[] {
  return messages.map(({ body, signature }) =>
    Buffer.concat([
      Buffer.from(
        `POST /webhooks/whatsapp HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\nx-hub-signature-256: ${signature}\r\ncontent-length: ${body.length}\r\n\r\n`,
      ),
      body,
    ]),
  );
}

/**
 * Sends all, in order. Without a rate every connection sends its next as soon as it has its answer; with one, messages
 * fall due evenly and wait for a free connection, and that wait counts (no coordinated omission); a timer is a millisecond
 * late and more, so the last of each wait is spent looking.
 */
export async function sendAll(port: number, requests: readonly Buffer[], perSecond?: number): Promise<Sent> {
  const lines = Array.from({ length: CONNECTIONS }, () => new Line(port));
  // A busy server takes new connections one at a time between its batches: all are taken before the clock runs.
  await Promise.all(lines.map((line) => new Promise((resolve) => line.send(HELLO, resolve))));
  const latencies = new Array<number>(requests.length).fill(Number.NaN);
  const began = performance.now();
  let next = 0;
  let good = 0;
  let answered = 0;
  try {
    await new Promise<void>((resolve) => {
      const idle = [...lines];
      const dueAt = (i: number) => (perSecond === undefined ? performance.now() : began + (i / perSecond) * 1_000);
      const pump = () => {
        while (idle.length > 0 && next < requests.length) {
          const i = next;
          const due = dueAt(i);
          if (due > performance.now()) break;
          next++;
          const line = idle.pop()!;
          line.send(requests[i]!, (status) => {
            latencies[i] = performance.now() - due;
            if (status === 200) good++;
            idle.push(line);
            if (++answered === requests.length) resolve();
            else if (perSecond === undefined) pump();
          });
        }
        if (perSecond === undefined || next >= requests.length) return;
        if (dueAt(next) - performance.now() > 3) setTimeout(pump, 1);
        else setImmediate(pump);
      };
      pump();
    });
  } finally {
    for (const { socket } of lines) socket.destroy();
  }
  return { good, tookMs: performance.now() - began, latencies };
}
