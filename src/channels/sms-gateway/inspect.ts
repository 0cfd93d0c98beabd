import { type Clock, HOUR, MINUTE } from '../../base/clock.ts';
import type { Finding } from '../finding.ts';
import { bag, field, list } from '../peek.ts';
import { reach, sameUrl } from '../reach.ts';
import { type Access, ask } from './client.ts';
import { found } from './findings.ts';
import { momentOf } from './payload.ts';
import { EVENTS, WEBHOOK_PATH } from './webhook.ts';

/** An idle phone looks in at least every quarter of an hour (CHANNELS §5.1). */
const SILENT = HOUR;

/**
 * The gateway, its webhooks (`GET /webhooks`), the phone behind it (`GET /devices`: lastSeen; docs.sms-gate.app), and whether
 * our own address answers. Only reads. Never throws.
 */
export async function inspectGateway(
  access: Access,
  publicUrl: string | undefined,
  clock: Clock,
): Promise<readonly Finding[]> {
  try {
    const response = await ask(access, '/webhooks');
    if (!response.ok) return [found('GATEWAY_REFUSED', { status: String(response.status) })];
    return [
      found('GATEWAY_GOOD'),
      ...ofWebhooks(list(await response.json()), (publicUrl ?? 'PUBLIC_URL') + WEBHOOK_PATH),
      await reach(access.fetch, { publicUrl, path: WEBHOOK_PATH, apiUrl: access.url }),
      ...(await ofPhone(access, clock)),
    ];
  } catch {
    return [found('GATEWAY_UNREACHABLE', { url: access.url })];
  }
}

function ofWebhooks(registered: readonly unknown[], expected: string): readonly Finding[] {
  const hooks = registered.map(bag);
  const urls = (event: string) => hooks.flatMap((hook) => (hook['event'] === event ? (field(hook['url']) ?? []) : []));
  const wrong = EVENTS.filter((event) => !urls(event).some((url) => sameUrl(url, expected)));
  const none = wrong.filter((event) => urls(event).length === 0);
  const elsewhere = wrong.filter((event) => urls(event).length > 0);
  return [
    ...(none.length > 0 ? [found('GATEWAY_WEBHOOK_NONE', { events: none.join(', '), expected })] : []),
    ...(elsewhere.length > 0
      ? [found('GATEWAY_WEBHOOK_ELSEWHERE', { events: elsewhere.join(', '), url: urls(elsewhere[0]!)[0]!, expected })]
      : []),
    ...(wrong.length === 0 ? [found('GATEWAY_WEBHOOK_GOOD')] : []),
  ];
}

/** Only servers keep a list of devices; the phone itself, asked directly, was there just now. */
async function ofPhone(access: Access, clock: Clock): Promise<readonly Finding[]> {
  const response = await ask(access, '/devices');
  if (!response.ok) return [];
  const now = clock.now();
  const seen = list(await response.json()).flatMap((device) => momentOf(bag(device)['lastSeen'], now) ?? []);
  if (seen.length === 0) return [found('GATEWAY_PHONE_NONE')];
  const quiet = now - Math.max(...seen);
  const minutes = String(Math.round(quiet / MINUTE));
  return [found(quiet > SILENT ? 'GATEWAY_PHONE_SILENT' : 'GATEWAY_PHONE_GOOD', { minutes })];
}
