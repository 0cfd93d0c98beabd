import type { VNode } from 'preact';
import { ASSETS } from '../../assets.ts';
import { Layout } from '../../pages/layout.tsx';
import type { BenchDeps, BenchNews } from './deps.ts';
import { FlowGraph } from './graph.tsx';
import { type BenchProps, Handset, StateFields } from './handset.tsx';
import { WAITS } from './said.ts';
import { type BenchState, ENTRANCE, queryOf, SHOWN } from './state.ts';
import { BENCH_WORDS } from './words.ts';

interface PageProps extends BenchProps {
  readonly programmes: ReturnType<BenchDeps['programmes']>;
  readonly news: BenchNews;
}

/** Both phones, the time between them and the flow. It works by plain forms; the script spares the reloads and brings edits. */
export function benchPage(props: PageProps): VNode {
  const { state, news, view } = props;
  const words = BENCH_WORDS[state.language];
  return (
    <Layout
      title={`${words.title} · Recado`}
      language={state.language}
      other={`/simulator?${queryOf(state, { language: state.language === 'es' ? 'en' : 'es' })}`}
      style={ASSETS.benchStyle.url}
      script={ASSETS.benchScript.url}
    >
      <main id="main" class="studio" data-query={queryOf(state)} data-not-sent={words.notSent} data-shown={state.shown}>
        <div class="head">
          <div>
            <h1>{words.title}</h1>
            <p>{words.lead}</p>
          </div>
          <Setup {...props} />
        </div>
        <Clockwork state={state} />
        <div id="news" role="status" data-edition={news.edition}>
          <News {...props} />
        </div>
        <nav class="tabs" aria-label={words.view}>
          {SHOWN.map((shown) => (
            <a
              href={`/simulator?${queryOf(state, { shown })}`}
              data-show={shown}
              aria-current={state.shown === shown ? 'true' : undefined}
            >
              {words[shown]}
            </a>
          ))}
        </nav>
        <div class="desk">
          <Handset form="whatsapp" {...props} />
          <Handset form="sms" {...props} />
          <section class="flow" data-shown={state.shown === 'flow'}>
            <div id="flow">
              <FlowGraph flow={view.flow} phones={view.phones} language={state.language} />
            </div>
          </section>
        </div>
        <Save state={state} />
      </main>
    </Layout>
  );
}

/** A page that says that there is nothing to play. */
export function emptyBench(language: BenchState['language']): VNode {
  const words = BENCH_WORDS[language];
  return (
    <Layout title={`${words.title} · Recado`} language={language}>
      <main id="main" class="home">
        <h1>{words.title}</h1>
        <p class="lead">{words.none}</p>
      </main>
    </Layout>
  );
}

function Setup({ state, programmes, programme }: PageProps): VNode {
  const words = BENCH_WORDS[state.language];
  const { setup } = state;
  const named = new Intl.DisplayNames([state.language], { type: 'language' });
  return (
    <form class="setup" method="get" action="/simulator" id="setup">
      <input type="hidden" name="lang" value={state.language} />
      <input type="hidden" name="show" value={state.shown} />
      {programmes.length > 1 ? (
        <Choice
          name="pack"
          label={words.programme}
          value={setup.programme}
          options={programmes.map(({ name, title }) => [name, title])}
        />
      ) : (
        <input type="hidden" name="pack" value={setup.programme} />
      )}
      <label class="wide">
        <span>{words.lesson}</span>
        <select name="lesson">
          <option value={ENTRANCE} selected={setup.lesson === null}>
            {words.entrance}
          </option>
          {programme.modules.map(({ title, lessons }) => (
            <optgroup label={title}>
              {lessons.map((lesson) => (
                <option value={lesson.name} selected={setup.lesson === lesson.name}>
                  {lesson.title}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <Choice
        name="in"
        label={words.language}
        value={setup.language}
        options={programme.languages.map((one) => [one, named.of(one) ?? one])}
      />
      <Choice
        name="people"
        label={words.people}
        value={setup.people}
        options={(['one', 'shared', 'two'] as const).map((one) => [one, words.peopleAre[one]])}
      />
      <button type="submit">{words.open}</button>
    </form>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, title: string])[];
}

function Choice({ name, label, value, options }: ChoiceProps): VNode {
  return (
    <label>
      <span>{label}</span>
      <select name={name}>
        {options.map(([one, title]) => (
          <option value={one} selected={one === value}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Time passes for both phones. */
function Clockwork({ state }: { readonly state: BenchState }): VNode {
  const words = BENCH_WORDS[state.language];
  return (
    <form class="clockwork" method="post" action="/simulator/act" aria-label={words.time}>
      <StateFields state={state} />
      <span aria-hidden="true">{words.time}</span>
      {WAITS.map((hours) => (
        <button type="submit" name="pass" value={hours}>
          {words.pass[`${hours}`]}
        </button>
      ))}
      <button type="submit" name="pass" value="next" title={words.nextWhy} class="strong">
        {words.next}
      </button>
      <span class="gap" />
      <button type="submit" name="pass" value="restart">
        {words.restart}
      </button>
      <button type="submit" formAction="/simulator/again">
        ↺ {words.again}
      </button>
    </form>
  );
}

/** What the last edit did, and what could not be done again after it. */
export function News({ news, view, state }: Pick<PageProps, 'news' | 'view' | 'state'>): VNode {
  const words = BENCH_WORDS[state.language];
  return (
    <>
      {news.issues.length > 0 && (
        <div class="note bad">
          <p>{words.broken}</p>
          <ul>
            {news.issues.map(({ code, place, says, fix }) => (
              <li>
                <code>{place}</code> {says} {fix && `${words.fix} ${fix}`} <code>{code}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
      {view.edited && news.issues.length === 0 && (
        <div class="note good">
          <p>{words.updated}</p>
          <form method="post" action="/simulator/again">
            <StateFields state={state} />
            <button type="submit" name="keep" value="yes">
              {words.replay}
            </button>
          </form>
        </div>
      )}
      {view.stopped !== undefined && (
        <div class="note bad">
          <p>
            {words.stopped} <code>{view.stopped}</code>
          </p>
        </div>
      )}
    </>
  );
}

function Save({ state }: { readonly state: BenchState }): VNode {
  const words = BENCH_WORDS[state.language];
  return (
    <footer class="save">
      <section>
        <h2>{words.save}</h2>
        <p>{words.saveWhy}</p>
        <p>
          {(['whatsapp', 'sms'] as const).map((form) => (
            <a class="button" href={`/simulator/transcript?${queryOf(state, { shown: form })}`}>
              {words[form]}
            </a>
          ))}
        </p>
      </section>
      <section>
        <h2>
          <a href={`/simulator/phone?lang=${state.language}`}>{words.live}</a>
        </h2>
        <p>{words.liveWhy}</p>
      </section>
    </footer>
  );
}
