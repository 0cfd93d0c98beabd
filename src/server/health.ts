import type { FastifyInstance } from 'fastify';
import type { HealthCheck, ServerDeps } from './deps.ts';

/**
 * `/health/live`: this process answers (restart it when it does not). `/health/ready`: it can do its work; 503 names what
 * cannot. Both are public and hold no personal data.
 */
export function healthRoutes(app: FastifyInstance, deps: Pick<ServerDeps, 'health' | 'log'>): void {
  app.get('/health/live', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));

  app.get('/health/ready', async (_request, reply) => {
    const checks = await deps.health().catch((error: unknown): HealthCheck[] => {
      deps.log.error({ err: error }, 'the health checks failed');
      return [{ name: 'health', ok: false, says: 'The checks themselves failed.', next: 'Look into the log.' }];
    });
    const ok = checks.every((check) => check.ok);
    return reply
      .code(ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: ok ? 'ok' : 'degraded', checks });
  });
}
