import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import type { Verified } from '../../programme/certificate/index.ts';
import type { ServerDeps } from '../deps.ts';
import { perMinute } from '../security.ts';
import { Layout } from './layout.tsx';
import { sendPage } from './send.ts';
import { VERIFY_WORDS } from './verify-words.ts';
import type { Language } from './words.ts';

/** Of one network address: whoever checks a pile of papers is not held up, whoever guesses gets nowhere (code.ts). */
const CHECKS = 30;
/** No code is longer, however it is written. */
const MOST = 40;

/**
 * `GET /verify/:code`: anybody who holds a certificate sees whether it is true. No script, no cookie, nothing to find by a
 * search engine; an unknown code is looked for and answered just as a known one.
 */
export function verifyRoutes(app: FastifyInstance, { verify }: Pick<ServerDeps, 'verify'>): void {
  if (!verify) return;
  app.get<{ Querystring: { code?: string } }>('/verify', async (request, reply) => {
    const { code } = request.query;
    if (typeof code === 'string' && code.trim() !== '')
      return reply.redirect(`/verify/${encodeURIComponent(code.trim().slice(0, MOST))}`, 303);
    reply.header('x-robots-tag', 'noindex');
    return sendPage(request, reply, verifyPage(languageFor(request), undefined));
  });
  app.get<{ Params: { code: string } }>('/verify/:code', { config: perMinute(CHECKS) }, async (request, reply) => {
    const found = await verify(request.params.code.slice(0, MOST));
    reply
      .code(found ? 200 : 404)
      .header('cache-control', 'no-store')
      .header('x-robots-tag', 'noindex')
      .header('content-language', languageFor(request));
    return sendPage(request, reply, verifyPage(languageFor(request), found));
  });
}

/** `?lang=`, else the first of ours that her browser asks for; Spanish where it asks for neither. */
function languageFor({ query, headers }: FastifyRequest): Language {
  const asked = (query as { lang?: unknown }).lang;
  if (asked === 'en' || asked === 'es') return asked;
  const first = (headers['accept-language'] ?? '').toLowerCase().match(/\b(es|en)\b/);
  return first?.[1] === 'en' ? 'en' : 'es';
}

function verifyPage(language: Language, found: Verified | null | undefined): VNode {
  const words = VERIFY_WORDS[language];
  return (
    <Layout title={`${words.title} · Recado`} language={language} other={language === 'es' ? '?lang=en' : '?lang=es'}>
      <main id="main" class="error">
        <h1>{words.title}</h1>
        {found !== undefined && (
          <section class={`card verified ${found?.state ?? 'unknown'}`}>
            <h2>{found ? words[found.state] : words.unknown}</h2>
            {found ? shown(found, language) : <p>{words.unknownWhy}</p>}
          </section>
        )}
        <form action="/verify" method="get" class="card">
          <label for="code">{found === undefined ? words.ask : words.another}</label>
          <input
            id="code"
            name="code"
            maxLength={MOST}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            required
          />
          <button type="submit">{words.check}</button>
        </form>
      </main>
    </Layout>
  );
}

function shown({ title, programme, number, who, day, hours, until, state }: Verified, language: Language): VNode {
  const words = VERIFY_WORDS[language];
  const lines: readonly (readonly [string, string])[] = [
    [words.programme, programme],
    [words.who, who],
    [words.day, dayShown(day, language)],
    ...(hours > 0 ? [[words.hours, String(hours)] as const] : []),
    [words.number, number],
    ...(state === 'revoked' && until !== null ? [[words.since, dayShown(until, language)] as const] : []),
  ];
  return (
    <>
      <p>{title}</p>
      <dl>
        {lines.map(([term, value]) => (
          <div>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="soft">{words.whoWhy}</p>
    </>
  );
}

const dayShown = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(language === 'es' ? 'es-MX' : 'en', { dateStyle: 'long', timeZone: 'UTC' }).format(
    Date.parse(`${day}T12:00:00Z`),
  );
