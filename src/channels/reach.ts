import { type Finding, type FindingKinds, finder } from './finding.ts';
import { codeOf, type Fetch } from './network.ts';

export const REACH_KINDS = {
  PUBLIC_URL_UNSET: {
    grade: 'bad',
    en: {
      says: 'PUBLIC_URL is not set, so nothing can be said about how the provider reaches us',
      next: 'Set PUBLIC_URL to the https address under which this server is seen from outside.',
    },
    es: {
      says: 'falta PUBLIC_URL, así que no se puede saber cómo nos alcanza el proveedor',
      next: 'Ponga en PUBLIC_URL la dirección https con la que se ve este servidor desde fuera.',
    },
  },
  PUBLIC_NOT_HTTPS: {
    grade: 'bad',
    en: {
      says: 'PUBLIC_URL begins with http:// and the provider only calls https',
      next: 'Put Caddy or nginx before Recado (docs/operations) and write https:// in PUBLIC_URL.',
    },
    es: {
      says: 'PUBLIC_URL empieza con http:// y el proveedor solo llama a https',
      next: 'Ponga Caddy o nginx delante de Recado (docs/operations) y escriba https:// en PUBLIC_URL.',
    },
  },
  PUBLIC_UNREACHABLE: {
    grade: 'bad',
    en: {
      says: '{url} does not answer, seen from here ({why})',
      next: 'Is `recado start` running? Does the name lead to this server, and are ports 80 and 443 open? Some networks cannot see their own public address: try it from a phone too.',
    },
    es: {
      says: '{url} no contesta, vista desde aquí ({why})',
      next: '¿Está en marcha `recado start`? ¿El nombre apunta a este servidor y están abiertos los puertos 80 y 443? Hay redes que no ven su propia dirección pública: pruebe también desde un teléfono.',
    },
  },
  PUBLIC_CERTIFICATE: {
    grade: 'bad',
    en: {
      says: 'the certificate of {url} is not good ({why}), and providers refuse such an address',
      next: 'Let Caddy or certbot make a new certificate; one made by yourself is not enough.',
    },
    es: {
      says: 'el certificado de {url} no sirve ({why}), y los proveedores rechazan una dirección así',
      next: 'Deje que Caddy o certbot saque un certificado nuevo; uno hecho por usted mismo no basta.',
    },
  },
  PUBLIC_ELSEWHERE: {
    grade: 'bad',
    en: {
      says: '{url} answers {status}, which is not what Recado answers',
      next: 'Look at the proxy: every address under /webhooks/ must go to Recado as it came, path and query too.',
    },
    es: {
      says: '{url} contesta {status}, y eso no es lo que contesta Recado',
      next: 'Revise el proxy: todo lo que esté bajo /webhooks/ debe llegar a Recado tal como vino, con su ruta y sus parámetros.',
    },
  },
  PUBLIC_VERIFY_TOKEN: {
    grade: 'bad',
    en: {
      says: 'Recado answers at {url}, but with another WHATSAPP_VERIFY_TOKEN than the one in these settings',
      next: 'Restart Recado so that it reads its settings anew, and type the same word in Meta’s console.',
    },
    es: {
      says: 'Recado contesta en {url}, pero con otro WHATSAPP_VERIFY_TOKEN que el de estos ajustes',
      next: 'Reinicie Recado para que lea sus ajustes de nuevo, y escriba la misma palabra en la consola de Meta.',
    },
  },
  PUBLIC_GOOD: {
    grade: 'good',
    en: { says: 'our webhook answers at {url}' },
    es: { says: 'nuestro webhook contesta en {url}' },
  },
} as const satisfies FindingKinds;

const found = finder(REACH_KINDS);

/** A word that nobody else would answer with. */
const CHALLENGE = '1158201444';

/**
 * Does our public address lead to us? Asked from where we stand, which is the nearest to what a provider sees: Meta's question
 * where there is a verify token, else a webhook without signature, which Recado answers with 401.
 */
export async function reach(
  fetch: Fetch,
  {
    publicUrl,
    path,
    apiUrl,
    verifyToken,
  }: {
    readonly publicUrl: string | undefined;
    readonly path: string;
    /** The provider's own address: one that is plain http is an emulator, which calls anything. */
    readonly apiUrl: string;
    readonly verifyToken?: string;
  },
): Promise<Finding> {
  if (publicUrl === undefined) return found('PUBLIC_URL_UNSET');
  if (publicUrl.startsWith('http:') && apiUrl.startsWith('https:')) return found('PUBLIC_NOT_HTTPS');
  const url = publicUrl + path;
  try {
    const response = await (verifyToken === undefined ? unsigned(fetch, url) : asMeta(fetch, url, verifyToken));
    const said = await response.text();
    if (verifyToken !== undefined && response.status === 403) return found('PUBLIC_VERIFY_TOKEN', { url });
    const ours = verifyToken === undefined ? response.status === 401 : response.ok && said === CHALLENGE;
    return ours ? found('PUBLIC_GOOD', { url }) : found('PUBLIC_ELSEWHERE', { url, status: String(response.status) });
  } catch (error) {
    const why = codeOf(error) ?? 'no answer';
    return found(/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/.test(why) ? 'PUBLIC_CERTIFICATE' : 'PUBLIC_UNREACHABLE', {
      url,
      why,
    });
  }
}

function asMeta(fetch: Fetch, url: string, token: string): Promise<Response> {
  const query = new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': CHALLENGE });
  return fetch(`${url}?${query}`, { redirect: 'manual' });
}

function unsigned(fetch: Fetch, url: string): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    body: '',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
}

/** The same address but for a fragment and a slash at its end. */
export function sameUrl(a: string, b: string): boolean {
  const bare = (url: string) => url.replace(/#.*$/, '').replace(/\/+$/, '').toLowerCase();
  return bare(a) === bare(b);
}
