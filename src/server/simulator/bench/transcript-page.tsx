import type { VNode } from 'preact';
import type { Form } from '../../../domain/channel.ts';
import { ASSETS } from '../../assets.ts';
import { Layout } from '../../pages/layout.tsx';
import type { BenchTranscript } from './deps.ts';
import { type BenchState, queryOf } from './state.ts';
import { BENCH_WORDS } from './words.ts';

interface PageProps {
  readonly state: BenchState;
  readonly form: Form;
  readonly transcript: BenchTranscript;
}

/** What was played, to copy or keep, and what `recado test` says of it. */
export function transcriptPage({ state, form, transcript: { name, text, differences } }: PageProps): VNode {
  const words = BENCH_WORDS[state.language];
  const passes = differences.length === 0;
  return (
    <Layout
      title={`${words.save} · Recado`}
      language={state.language}
      style={ASSETS.benchStyle.url}
      script={ASSETS.benchScript.url}
    >
      <main id="main" class="kept">
        <p>
          <a href={`/simulator?${queryOf(state)}`}>← {words.back}</a>
        </p>
        <h1>
          {words.saved} {words[form]}
        </h1>
        <div class={`note ${passes ? 'good' : 'bad'}`} role="status">
          <p>{passes ? `✓ ${words.passes}` : words.fails}</p>
          {!passes && (
            <ul>
              {differences.map(({ line, says }) => (
                <li>
                  {words.line} {line}: <pre>{says}</pre>
                </li>
              ))}
            </ul>
          )}
        </div>
        <textarea
          id="kept-text"
          readOnly
          rows={Math.min(28, text.split('\n').length + 1)}
          aria-label={name}
          spellcheck={false}
        >
          {text}
        </textarea>
        <p class="row">
          <a
            class="button strong"
            href={`/simulator/transcript.txt?${queryOf(state, { shown: form })}`}
            download={name}
          >
            {words.download} {name}
          </a>
          <button type="button" class="button" data-copy="kept-text" data-copied={words.copied}>
            {words.copy}
          </button>
        </p>
        <p class="soft">{words.where}</p>
      </main>
    </Layout>
  );
}
