import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '../../base/clock.ts';
import { seededRandom } from '../../base/random.ts';
import { control } from './control.ts';
import { createEmulator, type Emulator } from './index.ts';
import { type Delivery, Dropped, type GatewayAccount, type MetaAccount, type TwilioAccount } from './types.ts';

export interface ServeOptions {
  readonly meta?: MetaAccount;
  readonly twilio?: TwilioAccount;
  readonly gateway?: GatewayAccount;
  /** The product's public address, as its PUBLIC_URL says: Twilio signs over it. */
  readonly publicUrl: string;
  /** Where the product listens, if that is another address. */
  readonly target?: string;
  readonly seed: string;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Another clock than the system's, of which `pace` milliseconds pass in a real one: for who cannot wait. */
  readonly fast?: { readonly clock: Clock; readonly pace: number };
}

export interface ServedEmulator {
  readonly emulator: Emulator;
  /** For WHATSAPP_API_URL and TWILIO_API_URL; SMS_GATEWAY_URL adds `/3rdparty/v1`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Nothing of ours is larger; a request beyond it is a mistake. */
const LARGEST = 110 << 20;

/** The emulator as a server of its own, in real time: the only part of it with timers and sockets. */
export async function serveEmulator(options: ServeOptions): Promise<ServedEmulator> {
  const { clock, pace } = options.fast ?? { clock: systemClock, pace: 1 };
  const server = createServer();
  await new Promise<void>((done, failed) => server.once('error', failed).listen(options.port, options.host, done));
  const { port } = server.address() as AddressInfo;
  const url = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const underWay = new Set<Promise<void>>();

  const emulator = createEmulator({
    ...options,
    clock,
    random: seededRandom(options.seed),
    origin: url,
    wake: schedule,
  });
  server.on('request', (incoming, outgoing) => void answer(emulator, url, incoming, outgoing));

  function schedule(): void {
    clearTimeout(timer);
    const due = emulator.nextDue();
    if (due !== null && !closed) timer = setTimeout(deliver, Math.max(0, (due - clock.now()) / pace));
  }

  function deliver(): void {
    for (const delivery of emulator.takeDue(clock.now())) {
      const posted = post(options.target ?? options.publicUrl, delivery).then((status) =>
        emulator.answered(delivery, status),
      );
      underWay.add(posted);
      void posted.finally(() => underWay.delete(posted));
    }
    schedule();
  }

  return {
    emulator,
    url,
    async close() {
      closed = true;
      clearTimeout(timer);
      await Promise.allSettled(underWay);
      await stop(server);
    },
  };
}

/** Delivers one webhook. A product that does not answer counts as 503: Meta and the gateway come back, Twilio does not. */
async function post(target: string, { url, headers, body }: Delivery): Promise<number> {
  try {
    const response = await fetch(target + url, { method: 'POST', headers, body, signal: AbortSignal.timeout(15_000) });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 503;
  }
}

async function answer(
  emulator: Emulator,
  base: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    const request = await asRequest(base, incoming);
    const response = (await control(emulator, request)) ?? (await emulator.handle(request));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  } catch (error) {
    if (error instanceof Dropped) incoming.socket.destroy();
    else if (!outgoing.headersSent) outgoing.writeHead(400, { 'content-type': 'text/plain' }).end(String(error));
  }
}

async function asRequest(base: string, incoming: IncomingMessage): Promise<Request> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of incoming as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST) throw new Error('The request is too large.');
    parts.push(part);
  }
  const headers = Object.entries(incoming.headers)
    .filter(([, v]) => v !== undefined)
    .map(([k, v]): [string, string] => [k, String(v)]);
  const method = incoming.method ?? 'GET';
  return new Request(base + (incoming.url ?? '/'), {
    method,
    headers,
    ...(size > 0 && { body: Buffer.concat(parts) }),
  });
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}
