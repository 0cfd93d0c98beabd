import type { FastifyInstance } from 'fastify';
import type { VNode } from 'preact';
import type { ServerDeps } from '../deps.ts';
import { Layout } from './layout.tsx';
import { sendPage } from './send.ts';
import { type Language, languageOf, WORDS } from './words.ts';

/** `GET /`: what this is and where to click. */
export function homeRoute(app: FastifyInstance, deps: Pick<ServerDeps, 'simulator' | 'staffOnlySimulator'>): void {
  app.get('/', async (request, reply) => {
    const programmes = deps.simulator?.programmes ?? [];
    const open = deps.simulator !== undefined && !deps.staffOnlySimulator;
    return sendPage(request, reply, homePage(languageOf(request.query), programmes, open));
  });
}

type Programmes = NonNullable<ServerDeps['simulator']>['programmes'];

function homePage(language: Language, programmes: Programmes, simulatorOpen: boolean): VNode {
  const words = WORDS[language];
  const suffix = language === 'en' ? '?lang=en' : '';
  return (
    <Layout title={`Recado: ${words.tagline}`} language={language} other={language === 'es' ? '/?lang=en' : '/'}>
      <main id="main" class="home">
        <h1>{words.tagline}</h1>
        <p class="lead">{words.about}</p>
        <div class="cards">
          {simulatorOpen && (
            <section class="card wide call-card">
              <h2>{words.trySimulator}</h2>
              <p>{words.trySimulatorWhy}</p>
              <a class="button" href={`/simulator${suffix}`}>
                {words.openSimulator}
              </a>
            </section>
          )}
          <section class={simulatorOpen ? 'card wide' : 'card'}>
            <h2>{words.programmes}</h2>
            {programmes.length === 0 && <p>{words.noProgrammes}</p>}
            <ul>
              {programmes.map(({ title, join }) => (
                <li>
                  {title}: {words.programmeJoin} <strong class="word">{join}</strong>
                </li>
              ))}
            </ul>
          </section>
          <section class="card">
            <h2>{words.lessons}</h2>
            <p>{words.lessonsWhy}</p>
            <pre>
              <code>{'recado check\nrecado test\nrecado chat'}</code>
            </pre>
            <p>{words.documentation}</p>
          </section>
          <section class="card">
            <h2>{words.isItWell}</h2>
            <p>{words.isItWellWhy}</p>
            <a href="/health/ready">{words.openHealth}</a>
          </section>
          <section class="card">
            <h2>{words.figures}</h2>
            <p>{words.figuresWhy}</p>
            <a href="/metrics">{words.openMetrics}</a>
          </section>
        </div>
      </main>
    </Layout>
  );
}
