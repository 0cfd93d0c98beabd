import type { VNode } from 'preact';
import { isGsm7, septetsOf } from '../../../text/gsm7.ts';
import { segmentsOf } from '../../../text/segments.ts';

/** An SMS with the letters marked that cost: those that make every other letter dearer, and those that take two places. */
export function SmsLetters({ text, two }: { readonly text: string; readonly two: string }): VNode {
  const dear = dearLetters(text) !== '';
  return (
    <>
      {runs(text).map(([places, letters]) =>
        places === 1 || (places === 0 && !dear) ? (
          letters
        ) : (
          <mark class={places === 0 ? 'dear' : 'two'} title={places === 2 ? two : undefined}>
            {letters}
          </mark>
        ),
      )}
    </>
  );
}

/** The letters outside the cheap alphabet, each once, where without them it would be fewer segments. */
export function dearLetters(text: string): string {
  if (isGsm7(text)) return '';
  const letters = Array.from(text);
  const cheap = letters.map((letter) => (septetsOf(letter) === 0 ? 'x' : letter)).join('');
  if (segmentsOf(cheap).segments === segmentsOf(text).segments) return '';
  return [...new Set(letters.filter((letter) => septetsOf(letter) === 0))].join(' ');
}

/** Stretches of letters that take as many places. */
function runs(text: string): (readonly [number, string])[] {
  const found: [number, string][] = [];
  for (const letter of text) {
    const places = septetsOf(letter);
    const last = found.at(-1);
    if (last && last[0] === places) last[1] += letter;
    else found.push([places, letter]);
  }
  return found;
}

/** WhatsApp's own marks: *bold*, _italic_, ~struck~. */
export function WhatsAppText({ text }: { readonly text: string }): VNode {
  return (
    <>
      {text
        .split(/(\*[^\s*](?:[^*\n]*[^\s*])?\*|_[^\s_](?:[^_\n]*[^\s_])?_|~[^\s~](?:[^~\n]*[^\s~])?~)/)
        .map((part, place) => {
          if (place % 2 === 0) return part;
          const inner = part.slice(1, -1);
          return part[0] === '*' ? <b>{inner}</b> : part[0] === '_' ? <i>{inner}</i> : <s>{inner}</s>;
        })}
    </>
  );
}
