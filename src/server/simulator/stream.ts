import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** Open streams cost a socket each; beyond this the page asks now and then instead, which always works. */
const STREAMS = 200;

/** Calls `say` after every change; returns how to stop. */
type Subscribe = (say: () => void) => () => void;

export interface Streams {
  /** True when the stream is open; false when there are too many. */
  open(subscribe: Subscribe, response: ServerResponse, headers: Readonly<Record<string, string>>): boolean;
}

/**
 * Server-sent events that say only "look again". The page then asks with its ETag, exactly as it does every few seconds
 * anyway: a stream that dies on a bad line costs seconds, never a message.
 */
export function createStreams(app: FastifyInstance): Streams {
  const responses = new Set<ServerResponse>();
  // A stream never ends by itself; without this a graceful stop would wait for every open page.
  app.addHook('preClose', async () => {
    for (const response of responses) response.end();
  });

  return {
    open(subscribe, response, headers) {
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
      const stop = subscribe(say);
      response.on('close', () => {
        responses.delete(response);
        stop();
      });
      return true;
    },
  };
}
