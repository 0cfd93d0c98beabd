import { DAY, SECOND } from '../../base/clock.ts';
import type { Finding } from '../finding.ts';
import { bag, field, figure, list } from '../peek.ts';
import { found } from './findings.ts';
import { askGraph } from './graph.ts';
import type { MetaInspected } from './inspected.ts';

/** To send and hear; and for templates, the webhook and the number's standing. */
const SCOPES = ['whatsapp_business_messaging', 'whatsapp_business_management'];

/**
 * Is the token good, for how long, and for what? `GET /debug_token`: data.app_id, application, is_valid, expires_at (0:
 * never), scopes (developers.facebook.com/docs/graph-api/reference/debug_token). A token may ask about itself.
 */
export async function inspectToken(access: MetaInspected): Promise<{
  readonly findings: readonly Finding[];
  /** Nothing else can be asked with it. */
  readonly ended: boolean;
  readonly app: string | undefined;
}> {
  const told = await askGraph(access, 'debug_token', { input_token: access.accessToken });
  if (told.kind === 'silent') return { findings: [found('META_UNREACHABLE')], ended: true, app: undefined };
  if (told.kind === 'refused') {
    const { code, token } = told;
    const finding = token
      ? found('META_TOKEN_REFUSED', { code })
      : found('META_REFUSED', { what: 'debug_token', code });
    return { findings: [finding], ended: token, app: undefined };
  }
  const data = bag(told.body['data']);
  const app = field(data['app_id']);
  if (data['is_valid'] === false) {
    const code = field(bag(data['error'])['code']) ?? '190';
    return { findings: [found('META_TOKEN_REFUSED', { code })], ended: true, app };
  }
  const scopes = list(data['scopes']).map(field);
  const missing = SCOPES.filter((scope) => !scopes.includes(scope));
  const expires = figure(data['expires_at']) ?? 0;
  const days = Math.floor((expires * SECOND - access.clock.now()) / DAY);
  return {
    findings: [
      ...missing.map((scope) => found('META_TOKEN_SCOPE', { scope })),
      ...(expires > 0 ? [found('META_TOKEN_EXPIRES', { days: String(Math.max(0, days)) })] : []),
      ...(missing.length === 0 && expires === 0
        ? [found('META_TOKEN_GOOD', { app: field(data['application']) ?? app ?? '?' })]
        : []),
    ],
    ended: false,
    app,
  };
}
