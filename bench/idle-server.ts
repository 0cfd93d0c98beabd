// Run as a process of its own: the product's HTTP server with nothing behind it. Signature and decoding are its work.
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import type { ServerDeps } from '../src/server/deps.ts';
import { built } from './built.ts';
import { SECRET } from './learners.ts';
import { OUR_NUMBER } from './lesson.ts';

const { buildServer } = await built<typeof import('../src/server/build-server.ts')>('server/build-server.js');
const { createMetrics } = await built<typeof import('../src/server/metrics.ts')>('server/metrics.js');
const { metaWebhook } = await built<typeof import('../src/channels/whatsapp-cloud/webhook.ts')>(
  'channels/whatsapp-cloud/webhook.js',
);
const { systemClock } = await built<typeof import('../src/base/clock.ts')>('base/clock.js');

let tokens = 0;
const deps = {
  webhooks: [metaWebhook({ appSecrets: [SECRET], verifyToken: 'bench', phoneNumberId: OUR_NUMBER })],
  accept: async (inbounds: readonly unknown[]) => inbounds.map(() => 'new' as const),
  statuses: async () => {},
  setAside: async () => {},
  notice: async () => {},
  health: async () => [],
  metrics: createMetrics(),
  simulator: {},
  staffOnlySimulator: true,
  mediaByToken: async () => undefined,
  clock: systemClock,
  token: () => `token-${tokens++}-0000000000`,
  log: pino({ level: 'silent' }),
} as unknown as ServerDeps;

const server = await buildServer(deps);
await server.listen({ host: '127.0.0.1', port: 0 });
console.log(`listening ${(server.server.address() as AddressInfo).port}`);
process.once('SIGTERM', () => process.exit(0));
