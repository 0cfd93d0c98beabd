import { afterEach, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/base/clock.ts';
import { House } from './house.ts';

let house: House;
afterEach(() => house.close());

interface Ready {
  readonly status: string;
  readonly checks: readonly { name: string; ok: boolean; next?: string }[];
}

/** What a supervisor reads over a socket. */
async function ready(url: string): Promise<[number, string[]]> {
  const response = await fetch(`${url}/health/ready`);
  const { checks } = (await response.json()) as Ready;
  return [response.status, checks.filter(({ ok }) => !ok).map(({ name }) => name)];
}

test('readiness goes red while a provider refuses our token, and green again when it takes us back', async () => {
  house = await House.open();
  const url = await house.app.server.listen({ host: '127.0.0.1', port: 0 });
  const ana = await house.seat('whatsapp-cloud', '528341230001', { lesson: 'dos-botes' });
  expect(await ready(url)).toEqual([200, []]);
  house.emulator.knobs.tokenExpired = true;
  ana.sends('si');
  await house.settle();
  expect(await ready(url)).toEqual([503, ['whatsapp-cloud']]);
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toContain('recado_channel_stopped{channel="whatsapp-cloud"} 1');
  expect(metrics).toContain('recado_provider_errors_total{channel="whatsapp-cloud",code="190"} 1');
  expect(metrics).not.toContain('528341230001');

  house.emulator.knobs.tokenExpired = false;
  await house.time.until(house.clock.now() + HOUR);
  expect(await ready(url)).toEqual([200, []]);
  expect(await (await fetch(`${url}/metrics`)).text()).toContain('recado_channel_stopped{channel="whatsapp-cloud"} 0');
});

test('readiness goes red when what was accepted is not worked, with its age in the metrics', async () => {
  house = await House.open();
  const url = await house.app.server.listen({ host: '127.0.0.1', port: 0 });
  const ana = await house.seat('twilio-sms', '528341230002', { lesson: 'dos-botes' });
  ana.sends('si');
  await house.settle();
  // As if its turn had never come: accepted, and nobody works it.
  house.run(
    'update inbox set state = 0, done_at = null, arrived_at = ? where seq = (select max(seq) from inbox)',
    house.clock.now(),
  );
  expect(await ready(url)).toEqual([200, []]);
  house.clock.advance(3 * MINUTE);
  expect(await ready(url)).toEqual([503, ['inbox']]);
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toContain('recado_queue_rows{queue="inbox"} 1');
  expect(metrics).toContain('recado_queue_oldest_seconds{queue="inbox"} 180');
  await house.settle();
  house.clock.advance(5 * SECOND); // one look serves whoever asks within a moment
  expect(await ready(url)).toEqual([200, []]);
});
