import type { VNode } from 'preact';
import type { Language, PageWords } from '../pages/words.ts';
import { BubbleMedia } from './bubble-media.tsx';
import type { SimulatorMessage, SimulatorPhone } from './deps.ts';

/** Older bubbles leave the screen: the page must stay light on one bar of signal. */
const SHOWN = 80;
const TICKS = { pending: '🕓', sent: '✓', delivered: '✓✓', read: '✓✓', failed: '⚠' } as const;

interface BubblesProps {
  readonly phone: SimulatorPhone;
  readonly messages: readonly SimulatorMessage[];
  readonly language: Language;
  readonly words: PageWords;
  /** The bytes of our media can be had. */
  readonly playable: boolean;
}

/** The conversation as list items, keyed by id so that the script on the page replaces only what changed. */
export function Bubbles({ phone, messages, language, words, playable }: BubblesProps): VNode {
  const time = new Intl.DateTimeFormat(language === 'es' ? 'es-MX' : 'en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23', // `hour12: false` alone writes midnight as 24:14 in Spanish
  });
  const textOf = (id: string) => messages.find((message) => message.id === id)?.text ?? '…';
  return (
    <>
      {messages.slice(-SHOWN).map((message) => (
        <li id={`m-${message.id}`} class={`bubble ${message.from}`}>
          <span class="hidden">{message.from === 'her' ? words.her : words.us}: </span>
          {message.quoted && <blockquote>{excerpt(textOf(message.quoted))}</blockquote>}
          {message.media && (
            <BubbleMedia media={message.media} words={words} playable={playable && message.from === 'us'} />
          )}
          {message.text && <p class="text">{message.text}</p>}
          <p class="about">
            {message.segments !== undefined && phone.form === 'sms' && (
              <span>
                {message.segments} {message.segments === 1 ? words.segments.one : words.segments.other}
                {' · '}
              </span>
            )}
            <time dateTime={new Date(message.at).toISOString()}>{time.format(message.at)}</time>
            {message.ticks && (
              <span class={`ticks ${message.ticks}`}>
                <span aria-hidden="true"> {TICKS[message.ticks]}</span>
                <span class="hidden"> {words.ticks[message.ticks]}</span>
              </span>
            )}
          </p>
          {phone.form === 'whatsapp' && <Options message={message} />}
          {phone.form === 'whatsapp' && message.from === 'us' && (
            <a
              class="quote"
              data-quote={message.id}
              href={`/simulator/phone?form=whatsapp&lang=${language}&quote=${encodeURIComponent(message.id)}#text`}
              aria-label={words.quote}
              title={words.quote}
            >
              ↩
            </a>
          )}
        </li>
      ))}
    </>
  );
}

function Options({ message }: { message: SimulatorMessage }): VNode | null {
  if (!message.options || message.options.length === 0) return null;
  return (
    <div class="options">
      {message.options.map((option) => (
        <button type="submit" form="taps" name="tap" value={option.id}>
          {option.title}
          {option.description && <small>{option.description}</small>}
        </button>
      ))}
    </div>
  );
}

export const excerpt = (text: string): string => (text.length > 90 ? `${text.slice(0, 90)}…` : text);
