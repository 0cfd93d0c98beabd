import { metaError, noSuchObject } from './meta-error.ts';
import { json, type Shared } from './shared.ts';
import type { MetaAccount } from './types.ts';

/** Fields of the number, as Graph names them. The messaging limit has had another name since v24. */
function fieldsOf(shared: Shared, account: MetaAccount, version: number): Readonly<Record<string, unknown>> {
  const { meta } = shared.standing;
  return {
    display_phone_number: account.displayPhone,
    verified_name: meta.name,
    name_status: meta.nameStatus,
    status: meta.status,
    platform_type: meta.platform,
    quality_rating: meta.quality,
    code_verification_status: 'VERIFIED',
    is_pin_enabled: meta.pin,
    webhook_configuration: {
      application: meta.webhook?.url,
      ...(meta.numberCallback === null ? {} : { phone_number: meta.numberCallback }),
    },
    [version < 24 ? 'messaging_limit_tier' : 'whatsapp_business_manager_messaging_limit']: meta.limit,
    health_status: {
      can_send_message: meta.blocked[0]?.state ?? 'AVAILABLE',
      entities: meta.blocked.map(({ entity, state, code, why }) => ({
        entity_type: entity,
        can_send_message: state,
        errors: [{ error_code: code, error_description: 'Emulated', possible_solution: why }],
      })),
    },
  };
}

/** `GET /{phone_number_id}?fields=…`: one field that this version does not know refuses them all. */
export function numberNode(shared: Shared, account: MetaAccount, url: URL): Response {
  const known = fieldsOf(shared, account, Number(/^\/v(\d+)/.exec(url.pathname)?.[1]));
  const wanted = (url.searchParams.get('fields') ?? 'display_phone_number,verified_name,quality_rating').split(',');
  const unknown = wanted.find((name) => !(name in known) && name !== 'id');
  if (unknown) return metaError(400, 100, `Tried accessing nonexisting field (${unknown})`);
  return json(200, { ...Object.fromEntries(wanted.map((name) => [name, known[name]])), id: account.phoneNumberId });
}

/** The token, the app's webhook and the account's subscription. Undefined: none of these. */
export function accountNode(shared: Shared, account: MetaAccount, request: Request): Response | undefined {
  const { meta } = shared.standing;
  const url = new URL(request.url);
  const path = url.pathname.replace(/^\/v\d+\.\d+\//, '');
  const bearer = request.headers.get('authorization')?.replace('Bearer ', '') ?? '';
  if (path === `${meta.app.id}/subscriptions`) {
    // An app speaks for itself by its id and secret, whatever has become of the token.
    if (bearer !== `${meta.app.id}|${account.appSecret}`) return metaError(400, 1, 'Error validating client secret.');
    return json(200, { data: meta.webhook ? [subscription(meta.webhook)] : [] });
  }
  if (bearer !== account.accessToken || shared.knobs.tokenExpired) return undefined;
  if (path === 'debug_token') {
    const { app, scopes, expiresAt } = meta;
    if (url.searchParams.get('input_token') !== bearer) return metaError(400, 100, 'Invalid input_token');
    const data = {
      app_id: app.id,
      type: 'SYSTEM_USER',
      application: app.name,
      expires_at: expiresAt,
      is_valid: true,
      scopes,
    };
    return json(200, { data });
  }
  if (path !== `${account.businessAccountId}/subscribed_apps`) return undefined;
  if (request.method === 'POST') {
    meta.subscribed = true;
    return json(200, { success: true });
  }
  if (request.method !== 'GET') return noSuchObject(path);
  const override = meta.accountCallback === null ? {} : { override_callback_uri: meta.accountCallback };
  const own = { whatsapp_business_api_data: { id: meta.app.id, name: meta.app.name, link: '' }, ...override };
  return json(200, { data: meta.subscribed ? [own] : [] });
}

function subscription({ url, active, fields }: { url: string; active: boolean; fields: readonly string[] }): object {
  const named = fields.map((name) => ({ name, version: 'v23.0' }));
  return { object: 'whatsapp_business_account', callback_url: url, active, fields: named };
}
