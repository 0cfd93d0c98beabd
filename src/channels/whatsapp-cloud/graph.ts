import { type Bag, bag, field, figure, withoutNumbers } from '../peek.ts';
import type { MetaAccess } from './media.ts';

/** What Graph said: an object, an error of its own, or nothing at all. */
export type Told =
  | { readonly kind: 'told'; readonly body: Bag }
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly subcode: number | undefined;
      readonly token: boolean;
      readonly why: string;
    }
  | { readonly kind: 'silent' };

/** Codes that are about who asks, not about what is asked for (CHANNELS §2.5). */
const ABOUT_TOKEN = [0, 102, 190, 460, 463, 467];

/** GET of one node of Graph, with its fields as Meta writes them. Never throws. `token`: another than ours. */
export async function askGraph(
  { fetch, apiUrl, apiVersion, accessToken }: MetaAccess,
  path: string,
  query: Readonly<Record<string, string>> = {},
  token: string = accessToken,
): Promise<Told> {
  try {
    const url = `${apiUrl}/${apiVersion}/${path}?${new URLSearchParams(query)}`;
    const response = await fetch(url, { headers: { Authorization: `Bearer ${token}` }, redirect: 'manual' });
    const body = bag(await response.json());
    if (response.ok) return { kind: 'told', body };
    const error = bag(body['error']);
    const code = figure(error['code']);
    return {
      kind: 'refused',
      code: code === undefined ? `HTTP ${response.status}` : String(code),
      subcode: figure(error['error_subcode']),
      token: code !== undefined && ABOUT_TOKEN.includes(code),
      why: withoutNumbers(field(error['message']) ?? ''),
    };
  } catch {
    return { kind: 'silent' };
  }
}
