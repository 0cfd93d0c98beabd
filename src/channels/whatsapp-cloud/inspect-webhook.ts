import type { Finding } from '../finding.ts';
import { type Bag, bag, field, list } from '../peek.ts';
import { sameUrl } from '../reach.ts';
import { found } from './findings.ts';
import { askGraph } from './graph.ts';
import type { MetaInspected } from './inspected.ts';
import { META_WEBHOOK } from './webhook.ts';

/** What we hear of templates and of the number itself, beside the messages. */
const WANTED = [
  'message_template_status_update',
  'message_template_quality_update',
  'template_category_update',
  'phone_number_quality_update',
  'account_update',
];

/** What Graph answers to an app that names itself with a wrong secret. */
const SECRET = ['1', '101', '190'];

/**
 * Where Meta brings our messages: the callback of the app (`GET /{app}/subscriptions` with the app's own token, which also
 * proves the app secret; developers.facebook.com/docs/graph-api/reference/app/subscriptions), and whether the app is
 * subscribed to the account, with or without another address (`GET /{account}/subscribed_apps`;
 * developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/override).
 */
export async function inspectWebhook(access: MetaInspected, app: string | undefined): Promise<readonly Finding[]> {
  const expected = (access.publicUrl ?? 'PUBLIC_URL') + META_WEBHOOK;
  const own = app === undefined ? [] : await ofApp(access, app, expected);
  const account = access.businessAccountId;
  return [...own, ...(account === undefined ? [] : await ofAccount(access, account, app, expected))];
}

async function ofApp(access: MetaInspected, app: string, expected: string): Promise<readonly Finding[]> {
  const told = await askGraph(access, `${app}/subscriptions`, {}, `${app}|${access.appSecrets[0]}`);
  if (told.kind === 'silent') return [found('META_UNREACHABLE')];
  if (told.kind === 'refused') {
    const { code } = told;
    return [SECRET.includes(code) ? found('META_SECRET_WRONG') : found('META_REFUSED', { what: 'the app', code })];
  }
  const mine = list(told.body['data'])
    .map(bag)
    .find((one) => field(one['object']) === 'whatsapp_business_account');
  return mine ? ofSubscription(mine, expected) : [found('META_WEBHOOK_NONE', { expected })];
}

function ofSubscription(mine: Bag, expected: string): readonly Finding[] {
  const url = field(mine['callback_url']) ?? '?';
  // A field is a name, or since v3 a name with its version.
  const fields = list(mine['fields']).map((one) => field(bag(one)['name']) ?? field(one));
  const missing = WANTED.filter((name) => !fields.includes(name));
  const there = sameUrl(url, expected);
  return [
    ...(there ? [] : [found('META_WEBHOOK_ELSEWHERE', { url, expected })]),
    ...(mine['active'] === false ? [found('META_WEBHOOK_OFF')] : []),
    ...(fields.includes('messages') ? [] : [found('META_FIELD_MESSAGES')]),
    ...(missing.length === 0 ? [] : [found('META_FIELDS', { fields: missing.join(', ') })]),
    ...(there && mine['active'] !== false && fields.includes('messages') ? [found('META_WEBHOOK_GOOD', { url })] : []),
  ];
}

async function ofAccount(
  access: MetaInspected,
  account: string,
  app: string | undefined,
  expected: string,
): Promise<readonly Finding[]> {
  const told = await askGraph(access, `${account}/subscribed_apps`);
  if (told.kind === 'silent') return [found('META_UNREACHABLE')];
  if (told.kind === 'refused')
    return [found('META_REFUSED', { what: 'WHATSAPP_BUSINESS_ACCOUNT_ID', code: told.code })];
  const apps = list(told.body['data']).map(bag);
  const mine = apps.find((one) => field(bag(one['whatsapp_business_api_data'])['id']) === app);
  if (app !== undefined && !mine) {
    const { apiUrl, apiVersion } = access;
    return [found('META_NOT_SUBSCRIBED', { command: `${apiUrl}/${apiVersion}/${account}/subscribed_apps` })];
  }
  const url = field(mine?.['override_callback_uri']);
  if (url === undefined || sameUrl(url, expected)) return [];
  return [found('META_WEBHOOK_OVERRIDDEN', { whose: `WHATSAPP_BUSINESS_ACCOUNT_ID`, url, expected })];
}
