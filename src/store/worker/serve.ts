import type { MessagePort } from 'node:worker_threads';
import type { Inbound } from '../../domain/inbound.ts';
import type { Engine } from '../sqlite/engine.ts';
import { type Reply, toWire } from './wire.ts';

/** What the store asks of its thread. Messages travel as the JSON that the inbox keeps, so it is made only once. */
export type Request = { readonly id: number } & (
  | { readonly kind: 'open' }
  | {
      readonly kind: 'turnBatch';
      readonly arrived: readonly string[];
      readonly limit: number;
      readonly now: number;
      readonly seed: string;
    }
  | {
      readonly kind: 'operate';
      readonly name: string;
      readonly input: unknown;
      readonly now: number;
      readonly seed: string;
    }
  | { readonly kind: 'reload'; readonly packs: unknown }
  | { readonly kind: 'close' }
);

/**
 * The worker's side of `openSqliteWorker`: an entry module builds registries and packs and calls this with the function
 * that opens the engine over them.
 */
export function serveStore(port: MessagePort, open: () => Engine): void {
  let engine: Engine | undefined;
  const underWay = new Set<Promise<unknown>>();
  function opened(): Engine {
    engine ??= open();
    return engine;
  }

  async function answer(request: Request): Promise<unknown> {
    const store = opened();
    switch (request.kind) {
      case 'open':
        return { path: store.path };
      case 'turnBatch': {
        const arrived = request.arrived.map((text) => ({ text, inbound: JSON.parse(text) as Inbound }));
        return store.turnBatch({ ...request, arrived });
      }
      case 'operate':
        return store.operate(request.name, request.input, { now: request.now, seed: request.seed });
      case 'reload':
        return store.reload(request.packs);
      case 'close':
        await store.close();
        // Closing settled what was asked before; those answers leave first.
        await Promise.allSettled(underWay);
        return null;
    }
  }

  port.on('message', (request: Request) => {
    const { id, kind } = request;
    const replied = answer(request).then(
      (value) => port.postMessage({ id, ok: true, value } satisfies Reply),
      (error: unknown) => port.postMessage({ id, ok: false, error: toWire(error) } satisfies Reply),
    );
    if (kind === 'close') return;
    underWay.add(replied);
    void replied.finally(() => underWay.delete(replied));
  });
}
