import type { VNode } from 'preact';
import type { Form } from '../../../domain/channel.ts';
import { billText, locale } from './bill.ts';
import { BenchBubbles } from './bubbles.tsx';
import { BENCH_FAULTS, type BenchProgramme, type BenchView } from './deps.ts';
import { type BenchState, fieldsOfState, queryOf } from './state.ts';
import { BENCH_WORDS } from './words.ts';

export interface BenchProps {
  readonly state: BenchState;
  readonly view: BenchView;
  readonly programme: BenchProgramme;
}

/** One phone: its bar, its screen, what it cost, and where she writes. */
export function Handset({ form, ...props }: BenchProps & { readonly form: Form }): VNode {
  const { state, view, programme } = props;
  const words = BENCH_WORDS[state.language];
  return (
    <section
      class={`handset ${form}`}
      id={`phone-${form}`}
      aria-labelledby={`name-${form}`}
      data-shown={state.shown === form}
    >
      <header class="bar">
        <span class="face" aria-hidden="true">
          {programme.title.slice(0, 1)}
        </span>
        <div>
          <h2 id={`name-${form}`}>
            {programme.title} <span class="channel">{words[form]}</span>
          </h2>
          <p id={`clock-${form}`}>
            <PhoneClock form={form} {...props} />
          </p>
        </div>
      </header>
      {state.setup.people === 'two' && (
        <nav class="persons" aria-label={`${words.people} (${words[form]})`}>
          {view.names.map((name, index) => (
            <a
              href={`/simulator?${queryOf(state, { who: index === 1 ? 1 : 0, shown: form })}`}
              aria-current={state.who === index ? 'page' : undefined}
            >
              {name}
            </a>
          ))}
        </nav>
      )}
      {/* Enter presses the first button of a form on the page: without this one it would tap an option above. */}
      <button type="submit" form={`say-${form}`} class="hidden" tabIndex={-1} aria-hidden="true">
        {words.send}
      </button>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <div class="screen" tabIndex={0} role="log" aria-label={`${words.conversation} ${words[form]}`}>
        <ol id={`log-${form}`}>
          <PhoneLog form={form} {...props} />
        </ol>
      </div>
      <p class="bill" id={`bill-${form}`}>
        <PhoneBill form={form} {...props} />
      </p>
      <Composer form={form} {...props} />
    </section>
  );
}

export function PhoneClock({ form, view, state }: BenchProps & { form: Form }): VNode {
  const { now } = view.phones[form];
  const shape = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  const text = new Intl.DateTimeFormat(locale(state.language), { ...shape, hourCycle: 'h23', timeZone: view.zone });
  return <time dateTime={new Date(now).toISOString()}>{text.format(now)}</time>;
}

export function PhoneLog({ form, view, state, programme }: BenchProps & { form: Form }): VNode {
  const words = BENCH_WORDS[state.language];
  const { bubbles } = view.phones[form];
  return (
    <>
      {state.setup.lesson === null && bubbles.length === 0 && (
        <li class="pin" id={`pin-${form}`}>
          {words.begin}{' '}
          <button type="submit" form={`say-${form}`} formNoValidate name="word" value={programme.join}>
            {programme.join}
          </button>
        </li>
      )}
      <BenchBubbles
        form={form}
        bubbles={bubbles}
        language={state.language}
        zone={view.zone}
        fileAt={(id) => `/simulator/file/${encodeURIComponent(id)}?${queryOf(state)}`}
      />
    </>
  );
}

export function PhoneBill({ form, view, state }: BenchProps & { form: Form }): VNode {
  const words = BENCH_WORDS[state.language];
  const { turn, sum } = view.phones[form];
  return (
    <>
      <span>
        {words.turn}: <b>{billText(turn, form, state.language)}</b>
      </span>
      <span title={sum.unpriced > 0 ? words.unpricedWhy : undefined}>
        {words.sum}: <b>{billText(sum, form, state.language)}</b>
      </span>
    </>
  );
}

/** The set-up again, so that a posted form knows what it is about. */
export function StateFields({ state }: { readonly state: BenchState }): VNode {
  return (
    <>
      {fieldsOfState(state).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

function Composer({ form, state }: BenchProps & { form: Form }): VNode {
  const words = BENCH_WORDS[state.language];
  return (
    <form class="composer" id={`say-${form}`} method="post" action="/simulator/act">
      <StateFields state={{ ...state, shown: form }} />
      <input type="hidden" name="form" value={form} />
      <fieldset class="network">
        <legend class="hidden">
          {words.network} ({words[form]})
        </legend>
        {(['none', ...BENCH_FAULTS] as const).map((fault) => (
          <label title={words.faults[fault][1]}>
            <input type="radio" name="fault" value={fault === 'none' ? '' : fault} checked={fault === 'none'} />
            <span>
              {words.faults[fault][0]}
              <span class="hidden">: {words.faults[fault][1]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div class="row">
        {form === 'whatsapp' && (
          <details class="attach">
            <summary aria-label={words.attach} title={words.attach}>
              +
            </summary>
            <div class="kinds">
              {(['photo', 'voice', 'location'] as const).map((kind) => (
                <button type="submit" formNoValidate name="kind" value={kind}>
                  <span aria-hidden="true">{{ photo: '📷', voice: '🎤', location: '📍' }[kind]}</span> {words[kind]}
                </button>
              ))}
            </div>
          </details>
        )}
        <input
          id={`text-${form}`}
          name="text"
          type="text"
          aria-label={`${words.write} ${words[form]}`}
          placeholder={words.writeHere}
          autocomplete="off"
          enterkeyhint="send"
          maxLength={form === 'sms' ? 1_530 : 4_096}
          required
        />
        <button type="submit" class="send" aria-label={`${words.send} (${words[form]})`}>
          <span aria-hidden="true">➤</span>
        </button>
      </div>
    </form>
  );
}
