import type { ComponentChildren, VNode } from 'preact';
import { ASSETS } from '../assets.ts';
import { Layout } from '../pages/layout.tsx';
import { type Language, type PageWords, WORDS } from '../pages/words.ts';
import { Bubbles, excerpt } from './bubbles.tsx';
import type { SimulatorDeps, SimulatorMessage, SimulatorPhone } from './deps.ts';

interface PageProps {
  readonly phone: SimulatorPhone;
  readonly messages: readonly SimulatorMessage[];
  readonly programmes: SimulatorDeps['programmes'];
  readonly language: Language;
  readonly playable: boolean;
  /** The message she is about to reply to. */
  readonly quote?: SimulatorMessage;
}

const address = (form: string, language: Language): string => `/simulator/phone?form=${form}&lang=${language}`;

/** A phone in the browser. It works by plain forms; the script only spares the reloads and brings news. */
export function simulatorPage({ phone, messages, programmes, language, playable, quote }: PageProps): VNode {
  const words = WORDS[language];
  return (
    <Layout
      title={`${words.simulator} · Recado`}
      language={language}
      other={address(phone.form, language === 'es' ? 'en' : 'es')}
      style={ASSETS.phoneStyle.url}
      script={ASSETS.phoneScript.url}
    >
      <main id="main" class="bench">
        <section
          class={`handset ${phone.form}`}
          id="phone"
          aria-labelledby="phone-name"
          data-form={phone.form}
          data-lang={language}
          data-not-sent={words.notSent}
          data-no-line={words.noLine}
        >
          <div class="bar">
            <div>
              <h1 id="phone-name">{words.phone}</h1>
              <p>{words.phoneWhy}</p>
            </div>
            <Post action="/simulator/phone/new" phone={phone} language={language}>
              <button type="submit">{words.newPerson}</button>
            </Post>
          </div>
          <nav class="forms" aria-label={words.phone}>
            {(['whatsapp', 'sms'] as const).map((form) => (
              <a href={address(form, language)} aria-current={form === phone.form ? 'page' : undefined}>
                {form === 'sms' ? 'SMS' : 'WhatsApp'}
              </a>
            ))}
          </nav>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <div class="screen" id="screen" tabIndex={0} role="log" aria-label={words.conversation}>
            <Pinned programmes={programmes} words={words} phone={phone} language={language} />
            <ol id="log">
              <Bubbles phone={phone} messages={messages} language={language} words={words} playable={playable} />
            </ol>
          </div>
          <Post id="taps" action="/simulator/phone/send" phone={phone} language={language} />
          <p id="notice" role="status" />
          <Composer phone={phone} language={language} words={words} quote={quote} />
        </section>
        <Guide words={words} programmes={programmes} form={phone.form} language={language} />
      </main>
    </Layout>
  );
}

/** What to type first. It stands at the head of the conversation, as a pinned note would. */
function Pinned({
  programmes,
  words,
  phone,
  language,
}: { words: PageWords } & Pick<PageProps, 'programmes' | 'phone' | 'language'>): VNode | null {
  if (programmes.length === 0) return null;
  return (
    <div class="pin">
      <p>{words.whatFirst}</p>
      {programmes.map(({ title, join }) => (
        <Post action="/simulator/phone/send" phone={phone} language={language}>
          <button type="submit" name="text" value={join} aria-label={`${words.sendWord} ${join}: ${title}`}>
            {join}
          </button>
          <small>{title}</small>
        </Post>
      ))}
    </div>
  );
}

function Composer({
  phone,
  language,
  words,
  quote,
}: { words: PageWords } & Pick<PageProps, 'phone' | 'language' | 'quote'>): VNode {
  return (
    <div class="composer">
      <div id="quoting" class="quoting" hidden={!quote}>
        <span>
          {words.quoting} <q id="quoted-text">{quote && excerpt(quote.text)}</q>
        </span>
        <a id="drop-quote" href={address(phone.form, language)}>
          {words.dropQuote}
        </a>
      </div>
      <div class="row">
        {phone.form === 'whatsapp' && (
          <details class="attach" id="attach">
            <summary aria-label={words.attach} title={words.attach}>
              +
            </summary>
            <Post action="/simulator/phone/send" phone={phone} language={language}>
              {(['photo', 'voice', 'location'] as const).map((kind) => (
                <button type="submit" name="kind" value={kind}>
                  {words[kind]}
                </button>
              ))}
            </Post>
          </details>
        )}
        <Post id="write" class="write" action="/simulator/phone/send" phone={phone} language={language}>
          <label class="hidden" for="text">
            {words.write}
          </label>
          <input
            id="text"
            name="text"
            type="text"
            placeholder={words.write}
            autocomplete="off"
            enterkeyhint="send"
            maxLength={phone.form === 'sms' ? 1_530 : 4_096}
            required
          />
          <input type="hidden" name="quoted" id="quoted" value={quote?.id ?? ''} />
          <button type="submit">{words.send}</button>
        </Post>
      </div>
    </div>
  );
}

function Guide({
  words,
  programmes,
  form,
  language,
}: {
  words: PageWords;
  programmes: SimulatorDeps['programmes'];
  form: string;
  language: Language;
}): VNode {
  return (
    <aside class="guide" aria-labelledby="guide-title">
      <h2 id="guide-title">{words.howTo}</h2>
      <ol>
        {words.howToSteps.map((step) => (
          <li>{step}</li>
        ))}
      </ol>
      {form === 'sms' && <p>{words.smsKinds}</p>}
      <p>
        <a href={`/simulator?lang=${language}`}>{words.bothPhones}</a>
      </p>
      <h2>{words.programmes}</h2>
      {programmes.length === 0 && <p>{words.noProgrammes}</p>}
      <ul>
        {programmes.map(({ title, join }) => (
          <li>
            {title}: <strong class="word">{join}</strong>
          </li>
        ))}
      </ul>
    </aside>
  );
}

interface PostProps {
  readonly id?: string;
  readonly class?: string;
  readonly action: string;
  readonly phone: SimulatorPhone;
  readonly language: Language;
  readonly children?: ComponentChildren;
}

function Post({ id, class: name, action, phone, language, children }: PostProps): VNode {
  return (
    <form id={id} class={name} method="post" action={action}>
      <input type="hidden" name="form" value={phone.form} />
      <input type="hidden" name="lang" value={language} />
      {children}
    </form>
  );
}
