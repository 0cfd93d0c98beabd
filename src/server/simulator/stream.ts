import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { SimulatorDeps, SimulatorPhone } from './deps.ts';

/** Open streams cost a socket each; beyond this the page asks now and then instead, which always works. */
const STREAMS = 200;

export interface Streams {
  /** True when the stream is open; false when there are too many. */
  open(phone: SimulatorPhone, response: ServerResponse, headers: Readonly<Record<string, string>>): boolean;
}

/**
 * Server-sent events that say only "look again". The page then asks with its ETag, exactly as it does every few seconds
 * anyway: a stream that dies on a bad line costs seconds, never a message.
 */
export function createStreams(app: FastifyInstance, simulator: SimulatorDeps): Streams {
  const responses = new Set<ServerResponse>();
  // A stream never ends by itself; without this a graceful stop would wait for every open page.
  app.addHook('preClose', async () => {
    for (const response of responses) response.end();
  });

  return {
    open(phone, response, headers) {
      if (responses.size >= STREAMS) return false;
      responses.add(response);
      response.writeHead(200, {
        ...headers,
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no', // nginx would hold the events back
      });
      response.socket?.setKeepAlive(true, 30_000); // finds phones that left without a word
      const say = () => {
        // One unread "look again" is as good as ten: a stalled phone must not pile them up here.
        if (!response.writableNeedDrain) response.write('event: changed\ndata: 1\n\n');
      };
      response.write('retry: 3000\n');
      say();
      const stop = simulator.subscribe(phone, say);
      response.on('close', () => {
        responses.delete(response);
        stop();
      });
      return true;
    },
  };
}
