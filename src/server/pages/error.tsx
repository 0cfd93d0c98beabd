import type { VNode } from 'preact';
import type { RecadoError } from '../../base/errors.ts';
import { Layout } from './layout.tsx';
import { WORDS } from './words.ts';

/** An error for a person in a browser. The catalogue is in English, as in the log and the documentation. */
export function errorPage(error: RecadoError): VNode {
  return (
    <Layout title={`${error.code} · Recado`} language="es">
      <main id="main" class="error">
        <h1>
          {WORDS.es.errorTitle} <span lang="en">({WORDS.en.errorTitle.toLowerCase()})</span>
        </h1>
        <p lang="en">{error.message}</p>
        <p lang="en">
          <strong>{WORDS.en.errorNext}:</strong> {error.next}
        </p>
        <p>
          <code>{error.code}</code>
        </p>
        <p>
          <a href="/">{WORDS.es.home}</a>
        </p>
      </main>
    </Layout>
  );
}
