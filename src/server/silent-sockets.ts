import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * Browsers open a spare connection before they need it. Node counts one that has never sent a byte neither as idle nor
 * as busy, and a graceful stop would wait for it until the headers time out. Those few are closed by hand.
 */
export function closeSilentSockets(app: FastifyInstance): void {
  const sockets = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  app.addHook('preClose', async () => {
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  });
}
