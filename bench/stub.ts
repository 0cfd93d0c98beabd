// Run as a process of its own: a provider that accepts every message at once, so that what is measured is ours.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

let sent = 0;
const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    const body = JSON.stringify({
      messaging_product: 'whatsapp',
      contacts: [{ input: '52', wa_id: '52' }],
      messages: [{ id: `wamid.out.${sent++}` }],
    });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(`listening ${(server.address() as AddressInfo).port}`));
process.once('SIGTERM', () => process.exit(0));
