import type { VNode } from 'preact';
import type { Form } from '../../../domain/channel.ts';
import { type Language, WORDS } from '../../pages/words.ts';
import { MEDIA_ICONS } from '../bubble-media.tsx';
import { locale } from './bill.ts';
import type { BenchBubble } from './deps.ts';
import { dearLetters, SmsLetters, WhatsAppText } from './letters.tsx';
import { BENCH_WORDS, type BenchWords } from './words.ts';

/** Older bubbles leave the screen: the page must stay light. */
const SHOWN = 60;
/** More than this many are a list, behind a button that opens it. */
const BUTTONS = 3;

type MediaKind = keyof typeof MEDIA_ICONS;

interface BubblesProps {
  readonly form: Form;
  readonly bubbles: readonly BenchBubble[];
  readonly language: Language;
  readonly zone: string;
  /** Where the bytes of a file are. */
  readonly fileAt: (id: string) => string;
}

/** What stands on a phone, keyed by id so that the script replaces only what changed; days stand between the bubbles. */
export function BenchBubbles({ form, bubbles, language, zone, fileAt }: BubblesProps): VNode {
  const words = BENCH_WORDS[language];
  const time = new Intl.DateTimeFormat(locale(language), {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const day = new Intl.DateTimeFormat(locale(language), {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
  const newest = new Map(bubbles.flatMap(({ choices }) => choices.map(({ title, id }) => [title, id] as const)));
  const shown = bubbles.slice(-SHOWN);
  return (
    <>
      {shown.map((bubble, place) => {
        const today = day.format(bubble.at);
        const before = shown[place - 1];
        const key = `${form}-${bubble.id}`;
        return (
          <>
            {(!before || day.format(before.at) !== today) && (
              <li id={`d-${key}`} class="day">
                {today}
              </li>
            )}
            <li id={`b-${key}`} class={`bubble ${bubble.from}${bubble.lost ? ' lost' : ''}`}>
              <div class="balloon">
                <span class="hidden">{bubble.from === 'her' ? words.her : words.us}: </span>
                {bubble.media && <Media bubble={bubble} language={language} fileAt={fileAt} />}
                {bubble.text && (
                  <p class="text">
                    {form === 'sms' && bubble.from === 'us' ? (
                      <SmsLetters text={bubble.text} two={words.two} />
                    ) : form === 'sms' ? (
                      bubble.text
                    ) : (
                      <WhatsAppText text={bubble.text} />
                    )}
                  </p>
                )}
                <p class="about">
                  {bubble.template && <span class="tag">{words.template}</span>}
                  {bubble.segments !== undefined && (
                    <span class={`tag${bubble.segments > 2 ? ' many' : ''}`}>
                      {bubble.segments} {bubble.segments === 1 ? words.segments.one : words.segments.other}
                    </span>
                  )}
                  <time dateTime={new Date(bubble.at).toISOString()}>{time.format(bubble.at)}</time>
                </p>
                {form === 'sms' && bubble.from === 'us' && dearLetters(bubble.text) !== '' && (
                  <p class="warn">
                    {words.ucs2} <b>{dearLetters(bubble.text)}</b>
                  </p>
                )}
                {bubble.lost && <p class="warn">{words.lost}</p>}
              </div>
              {!bubble.lost && <Choices bubble={bubble} newest={newest} words={words} />}
            </li>
          </>
        );
      })}
    </>
  );
}

function Media({ bubble, language, fileAt }: Pick<BubblesProps, 'language' | 'fileAt'> & { bubble: BenchBubble }) {
  const { kind, file } = bubble.media!;
  const name = WORDS[language].media[kind as MediaKind] ?? kind;
  const source = file === undefined ? null : fileAt(file);
  if (source && kind === 'image') return <img src={source} alt={name} />;
  // biome-ignore lint/a11y/useMediaCaption: the text of every audio stands in its bubble
  if (source && kind === 'audio') return <audio controls preload="none" src={source} aria-label={name} />;
  // biome-ignore lint/a11y/useMediaCaption: as above
  if (source && kind === 'video') return <video controls preload="none" src={source} aria-label={name} />;
  return (
    <p class={`stand-in ${kind}`}>
      <span class="sign" aria-hidden="true">
        {MEDIA_ICONS[kind as MediaKind]}
      </span>{' '}
      {source ? <a href={source}>{name}</a> : name}
    </p>
  );
}

/** Up to three buttons hang under the bubble; more hide behind one that opens a sheet, as on her phone. */
function Choices({
  bubble: { choices, opens },
  newest,
  words,
}: {
  bubble: BenchBubble;
  newest: ReadonlyMap<string, string>;
  words: BenchWords;
}): VNode | null {
  if (choices.length === 0) return null;
  const buttons = choices.map(({ id, title, description }) => {
    // A tap is told by its words, in transcripts as here: of two alike the newer is on her thumb.
    const older = newest.get(title) !== id;
    return (
      <button
        type="submit"
        form="say-whatsapp"
        formNoValidate
        name="tap"
        value={id}
        disabled={older}
        title={older ? words.older : undefined}
      >
        {title}
        {description && <small>{description}</small>}
      </button>
    );
  });
  if (opens === undefined && choices.length <= BUTTONS) return <div class="replies">{buttons}</div>;
  const title = opens ?? words.choose;
  return (
    <details class="list" name="list">
      <summary>
        <span aria-hidden="true">☰</span> {title}
      </summary>
      <div class="sheet">
        <p>{title}</p>
        {buttons}
      </div>
    </details>
  );
}
