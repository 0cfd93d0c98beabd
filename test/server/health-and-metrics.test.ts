import { afterEach, expect, test } from 'vitest';
import { createMetrics } from '../../src/server/metrics.ts';
import { metaBody, metaText, postMeta, type TestApp, testApp } from './app.ts';

let it: TestApp;
afterEach(() => it.app.close());

test('live answers whatever the state of the rest', async () => {
  it = await testApp({ health: () => Promise.reject(new Error('down')) });
  expect((await it.app.inject('/health/live')).json()).toEqual({ status: 'ok' });
  const ready = await it.app.inject('/health/ready');
  expect([ready.statusCode, ready.json().status]).toEqual([503, 'degraded']);
});

test('ready names every check, and one bad check is 503', async () => {
  const good = { name: 'store', ok: true, says: 'open' };
  const bad = { name: 'whatsapp', ok: false, says: 'The token has expired.', next: 'Make a new one.' };
  it = await testApp({ health: async () => [good] });
  const well = await it.app.inject('/health/ready');
  expect([well.statusCode, well.json()]).toEqual([200, { status: 'ok', checks: [good] }]);
  await it.app.close();
  it = await testApp({ health: async () => [good, bad] });
  const ill = await it.app.inject('/health/ready');
  expect([ill.statusCode, ill.json()]).toEqual([503, { status: 'degraded', checks: [good, bad] }]);
  expect(ill.headers['cache-control']).toBe('no-store');
});

test('metrics count what came, what was refused and how long it took, by route pattern', async () => {
  const metrics = createMetrics();
  it = await testApp({ metrics });
  await postMeta(it.app, metaBody([metaText('A', 'uno'), metaText('B', 'dos')]));
  await postMeta(it.app, metaBody([metaText('A', 'uno')]), { 'x-hub-signature-256': 'no' });
  await it.app.inject('/media/5218341234567');
  await it.app.inject('/nowhere/5218341234567');
  metrics.batch({
    accepted: ['new', 'duplicate', 'new'],
    turns: [
      { from: 'inbox', id: '1', laneId: 'l', state: 'done', did: 'answered' },
      { from: 'inbox', id: '2', laneId: 'l', state: 'failed', did: 'she said: hola 5218341234567' },
    ],
  });
  metrics.attempt({ channel: 'twilio-sms', outcome: 'accepted', tookMs: 200 });
  metrics.attempt({ channel: 'twilio-sms', outcome: 'retry', tookMs: 2_000 });
  metrics.outbox(async () => ({ pending: 3, sent: 9 }));
  const { body, headers } = await it.app.inject('/metrics');
  expect(headers['content-type']).toContain('text/plain');
  for (const line of [
    'recado_webhook_items_total{webhook="/webhooks/whatsapp",kind="message"} 2',
    'recado_webhook_signature_refused_total{webhook="/webhooks/whatsapp"} 1',
    'recado_inbound_total{result="new"} 2',
    'recado_inbound_total{result="duplicate"} 1',
    'recado_turns_total{from="inbox",state="done",did="answered"} 1',
    'recado_turns_total{from="inbox",state="failed",did="other"} 1',
    'recado_send_attempts_total{channel="twilio-sms",outcome="accepted"} 1',
    'recado_send_attempts_total{channel="twilio-sms",outcome="retry"} 1',
    'recado_send_seconds_bucket{le="0.25",channel="twilio-sms"} 1',
    'recado_send_seconds_count{channel="twilio-sms"} 2',
    'recado_outbox_messages{state="pending"} 3',
    'recado_http_request_seconds_count{route="/webhooks/whatsapp",method="POST",status="200"} 1',
    'recado_http_request_seconds_count{route="/media/:token",method="GET",status="404"} 1',
    'recado_http_request_seconds_count{route="unknown",method="GET",status="404"} 1',
    'process_cpu_seconds_total',
  ]) {
    expect(body).toContain(line);
  }
  expect(body).not.toContain('834');
});

test('two apps in one process count apart', async () => {
  it = await testApp();
  const other = await testApp();
  await postMeta(it.app, metaBody([metaText('A', 'uno')]));
  expect((await other.app.inject('/metrics')).body).not.toContain('kind="message"} 1');
  await other.app.close();
});

test('a request that never ends does not hold its memory for ever', async () => {
  it = await testApp();
  expect(it.app.server.requestTimeout).toBe(60_000);
});
