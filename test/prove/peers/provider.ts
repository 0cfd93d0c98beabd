import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A provider of our own, as small as can be: takes texts over HTTP, and counts what she receives. */
export class Provider {
  /** What reached her, in order. */
  readonly received: string[] = [];
  /** When something last came or was answered, by performance.now(). */
  last = performance.now();
  /** Answers to sends wait until `letGo`. */
  holding = false;
  #failing: number[] = [];
  #held: ServerResponse[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += String(chunk);
      });
      request.on('end', () => this.#take((JSON.parse(body) as { text: string }).text, response));
    });
  }

  static async open(): Promise<Provider> {
    const provider = new Provider();
    await new Promise<void>((resolve) => provider.#server.listen(0, '127.0.0.1', resolve));
    return provider;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/messages`;
  }

  failNext(status: number): void {
    this.#failing.push(status);
  }

  letGo(): void {
    for (const response of this.#held.splice(0)) this.#answer(response);
  }

  async close(): Promise<void> {
    this.letGo();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #take(text: string, response: ServerResponse): void {
    this.last = performance.now();
    const status = this.#failing.shift();
    if (status !== undefined) {
      response.writeHead(status).end();
      return;
    }
    this.received.push(text);
    if (this.holding) this.#held.push(response);
    else this.#answer(response);
  }

  #answer(response: ServerResponse): void {
    this.last = performance.now();
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"1"}');
  }
}
