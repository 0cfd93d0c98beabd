import type { Worker } from 'node:worker_threads';
import { RecadoError } from '../../base/errors.ts';
import { fromWire, type Reply } from './wire.ts';

/** Numbered requests to a worker thread and their answers. */
export interface Calls {
  ask(request: object): Promise<unknown>;
  /** Rejects everything under way and everything asked later. */
  fail(error: RecadoError): void;
}

/** A thread that has nothing to do does not keep the process alive. */
export function createCalls(worker: Worker, onCrash: (error: RecadoError) => void): Calls {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  let last = 0;
  let dead: RecadoError | undefined;
  worker.unref();

  function fail(error: RecadoError): void {
    dead ??= error;
    for (const call of waiting.values()) call.reject(dead);
    waiting.clear();
    worker.unref();
  }
  function crashed(why: string, cause?: unknown): void {
    if (dead) return;
    const error = new RecadoError('STORE_UNAVAILABLE', { why }, { cause });
    fail(error);
    onCrash(error);
  }

  worker.on('message', (reply: Reply) => {
    const call = waiting.get(reply.id);
    if (!call) return;
    waiting.delete(reply.id);
    if (waiting.size === 0) worker.unref();
    if (reply.ok) call.resolve(reply.value);
    else call.reject(fromWire(reply.error));
  });
  worker.on('error', (error) => crashed('its thread failed', error));
  worker.on('exit', (code) => crashed(`its thread ended with ${code}`));

  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (dead) return reject(dead);
        const id = ++last;
        worker.postMessage({ ...request, id }); // throws, and so rejects, when the request cannot be cloned
        if (waiting.size === 0) worker.ref();
        waiting.set(id, { resolve, reject });
      }),
    fail,
  };
}
