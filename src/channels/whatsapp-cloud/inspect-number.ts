import type { Finding } from '../finding.ts';
import { type Bag, bag, field, list, withoutNumbers } from '../peek.ts';
import { sameUrl } from '../reach.ts';
import { found } from './findings.ts';
import { askGraph } from './graph.ts';
import type { MetaInspected } from './inspected.ts';
import { META_WEBHOOK } from './webhook.ts';

/** Fields that every version in use knows; the others are asked for one by one, since one unknown field refuses them all. */
const PLAIN =
  'display_phone_number,verified_name,status,platform_type,quality_rating,name_status,code_verification_status';

const CONNECTED = ['CONNECTED'];
const SLOWED = ['FLAGGED', 'RATE_LIMITED', 'RESTRICTED'];
const LIMITS: Readonly<Record<string, string>> = {
  TIER_50: '50',
  TIER_250: '250',
  TIER_1K: '1,000',
  TIER_2K: '2,000',
  TIER_10K: '10,000',
  TIER_100K: '100,000',
};

/**
 * The number and what Meta thinks of it: `GET /{phone_number_id}` with its fields
 * (developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-phone-number), `health_status`
 * (…/whatsapp/support/health-status) and the messaging limit, which is the portfolio's since v24 (…/whatsapp/messaging-limits).
 */
export async function inspectNumber(access: MetaInspected): Promise<readonly Finding[]> {
  const id = access.phoneNumberId;
  const told = await askGraph(access, id, { fields: PLAIN });
  if (told.kind === 'silent') return [found('META_UNREACHABLE')];
  if (told.kind === 'refused') {
    return [
      told.subcode === 33 || told.code === '100'
        ? found('META_NUMBER_UNKNOWN')
        : found('META_REFUSED', { what: 'WHATSAPP_PHONE_NUMBER_ID', code: told.code }),
    ];
  }
  return [
    standing(told.body, id),
    ...quality(told.body),
    ...name(told.body),
    ...(await health(access)),
    ...(await limit(access)),
    ...(await pin(access)),
    ...(await override(access)),
  ];
}

function standing(body: Bag, id: string): Finding {
  const number = field(body['display_phone_number']) ?? id;
  const status = field(body['status']) ?? 'UNKNOWN';
  if (CONNECTED.includes(status))
    return found('META_NUMBER_GOOD', { number, name: field(body['verified_name']) ?? '-' });
  if (SLOWED.includes(status)) return found('META_NUMBER_SLOWED', { number, status });
  if (field(body['platform_type']) === 'NOT_APPLICABLE' || status === 'PENDING' || status === 'UNVERIFIED')
    return found('META_NUMBER_UNREGISTERED', { number, id });
  return found('META_NUMBER_STOPPED', { number, status });
}

function quality(body: Bag): readonly Finding[] {
  const rating = field(body['quality_rating']);
  if (rating === 'RED') return [found('META_QUALITY_LOW')];
  if (rating === 'YELLOW') return [found('META_QUALITY_MIDDLING')];
  return rating === 'GREEN' ? [found('META_QUALITY_GOOD', { quality: rating })] : [];
}

function name(body: Bag): readonly Finding[] {
  const status = field(body['name_status']);
  const shown = { name: field(body['verified_name']) ?? '-', status: status ?? '' };
  if (status === 'PENDING_REVIEW') return [found('META_NAME_WAITS', shown)];
  return status === 'DECLINED' || status === 'EXPIRED' ? [found('META_NAME_DECLINED', shown)] : [];
}

async function health(access: MetaInspected): Promise<readonly Finding[]> {
  const told = await askGraph(access, access.phoneNumberId, { fields: 'health_status' });
  if (told.kind !== 'told') return [];
  return list(bag(told.body['health_status'])['entities'])
    .map(bag)
    .flatMap((one) => {
      const state = field(one['can_send_message']);
      if (state !== 'BLOCKED' && state !== 'LIMITED') return [];
      const error = bag(list(one['errors'])[0]);
      const why =
        field(error['possible_solution']) ??
        field(error['error_description']) ??
        list(one['additional_info']).map(field)[0];
      const vars = {
        entity: field(one['entity_type']) ?? '?',
        code: field(error['error_code']) ?? '?',
        why: withoutNumbers(why ?? '-'),
      };
      return [found(state === 'BLOCKED' ? 'META_BLOCKED' : 'META_LIMITED', vars)];
    });
}

async function limit(access: MetaInspected): Promise<readonly Finding[]> {
  for (const name of ['whatsapp_business_manager_messaging_limit', 'messaging_limit_tier']) {
    const told = await askGraph(access, access.phoneNumberId, { fields: name });
    const tier = told.kind === 'told' ? field(told.body[name]) : undefined;
    if (tier === undefined) continue;
    const most = LIMITS[tier];
    if (most === undefined) return [];
    return [found(most.length <= 3 ? 'META_LIMIT_SMALL' : 'META_LIMIT', { limit: most })];
  }
  return [];
}

async function pin(access: MetaInspected): Promise<readonly Finding[]> {
  const told = await askGraph(access, access.phoneNumberId, { fields: 'is_pin_enabled' });
  return told.kind === 'told' && told.body['is_pin_enabled'] === false ? [found('META_PIN_OFF')] : [];
}

/** A callback of the number's own goes before the account's and the app's. */
async function override(access: MetaInspected): Promise<readonly Finding[]> {
  const told = await askGraph(access, access.phoneNumberId, { fields: 'webhook_configuration' });
  const url = told.kind === 'told' ? field(bag(told.body['webhook_configuration'])['phone_number']) : undefined;
  const expected = (access.publicUrl ?? 'PUBLIC_URL') + META_WEBHOOK;
  if (url === undefined || sameUrl(url, expected)) return [];
  return [found('META_WEBHOOK_OVERRIDDEN', { whose: 'WHATSAPP_PHONE_NUMBER_ID', url, expected })];
}
