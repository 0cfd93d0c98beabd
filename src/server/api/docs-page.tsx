import type { FastifyInstance } from 'fastify';
import type { VNode } from 'preact';
import { ERRORS } from '../../base/errors.ts';
import type { AnyRoute } from '../../programme/route.ts';
import { Layout } from '../pages/layout.tsx';
import { sendPage } from '../pages/send.ts';
import { type FieldShown, fieldsShown } from './fields.ts';

/** `GET /api/docs`: every address with its scope and fields, and every error, on one page without scripts. */
export function docsPage(app: FastifyInstance, routes: readonly AnyRoute[]): void {
  let page: VNode | undefined; // made when it is first asked for
  app.get('/api/docs', async (request, reply) => {
    page ??= docs(routes);
    return sendPage(request, reply, page);
  });
}

function docs(routes: readonly AnyRoute[]): VNode {
  return (
    <Layout title="API · Recado" language="en">
      <main id="main" class="home">
        <h1>API</h1>
        <p class="lead">
          REST under <code>/api/v1</code>, with <code>Authorization: Bearer rcd_…</code>. A token has scopes and sees a
          part of the people. Send an <code>Idempotency-Key</code> with every request that changes something; pages go
          on with <code>?cursor=</code> of <code>next</code>. The document for programs:{' '}
          <a href="/api/v1/openapi.json">OpenAPI 3.1</a>.
        </p>
        <div class="cards">
          {routes.map((route) => (
            <section class="card wide">
              <h2>
                <code>
                  {route.method} {route.path}
                </code>
              </h2>
              <p>{route.summary}.</p>
              <p>
                Scope <code>{route.scope}</code>
              </p>
              <Fields title="In the address" fields={fieldsShown(route.params, 'input')} />
              <Fields title="After the question mark" fields={fieldsShown(route.query, 'input')} />
              <Fields title="In the body" fields={fieldsShown(route.body, 'input')} />
              <Fields title="In the answer" fields={fieldsShown(route.reply, 'output')} />
            </section>
          ))}
        </div>
        <h2>Errors</h2>
        <ul>
          {Object.entries(ERRORS).map(([code, { status, says, next }]) => (
            <li id={code}>
              <code>{code}</code> ({status}): {says} {next}
            </li>
          ))}
        </ul>
      </main>
    </Layout>
  );
}

function Fields({ title, fields }: { readonly title: string; readonly fields: readonly FieldShown[] }): VNode | null {
  if (fields.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {fields.map(({ name, required, kind, about }) => (
          <li>
            <code>{name}</code>
            {required ? '' : ' (may be absent)'}: {kind}
            {about && `; ${about}`}
          </li>
        ))}
      </ul>
    </>
  );
}
