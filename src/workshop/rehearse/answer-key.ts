import { parse } from 'yaml';
import type { Library } from '../../flow/library.ts';
import type { Programme } from '../../flow/programme.ts';
import { tidy } from '../../text/normalise.ts';

/** A question that a pack asks, as somebody who reads it on a screen knows it. */
export interface Asked {
  /** `<flow>/<step>`: the same on every channel and in every language. */
  readonly key: string;
  readonly flow: string;
  readonly title: string;
  readonly kind: 'ask' | 'quiz' | 'choose' | 'homework';
  /** domain/answer.ts, or what homework accepts. */
  readonly types: readonly string[];
  /** In the order shown: as the pack's first language says them, and every wording of them, folded. */
  readonly options: readonly { readonly label: string; readonly known: readonly string[] }[];
  /** Of a quiz: which of them is right. */
  readonly correct?: number;
  readonly min?: number;
  readonly max?: number;
  /** Where the answer is kept, if anywhere: `consent`, `profile.goal`. */
  readonly save?: string;
  /** Every wording: what stands between the places for names, folded. */
  readonly wordings: readonly (readonly string[])[];
}

/** What people say for the answers that every question of that type has. */
const BUILT_IN: Readonly<Record<string, string>> = { yes: 'sí', no: 'no', 'not yet': 'todavía no' };

type Written = Readonly<Record<string, unknown>>;

/** All that a programme may ask, of the very files that its learners' flows are made of. */
export function answerKey(library: Library, programme: Programme): readonly Asked[] {
  return library.sources
    .filter(({ flow }) => flow.startsWith(`${programme.programme}/`))
    .flatMap(({ flow: id, version, kind, text }): readonly Asked[] => {
      const flow = library.flow(id);
      if (flow?.version !== version) return []; // of an older file
      const file = parse(text) as Written;
      const steps = kind === 'homework' ? [{ ...file, id: 'parts' }] : stepsIn(file);
      return steps.flatMap((step): readonly Asked[] => {
        const field = (['ask', 'quiz', 'choose'] as const).find((name) => name in step);
        const key = typeof step['id'] === 'string' ? step['id'] : '';
        if (!field || !flow.keys.includes(key)) return [];
        const said = (name: string) =>
          programme.languages.flatMap((language) => {
            const forms = library.text(flow, key, name, language);
            return forms ? [forms.text, forms.sms] : [];
          });
        const options = optionsOf(step);
        const correct = options.indexOf(String(step['correct']));
        const asked: Asked = {
          key: `${id}/${key}`,
          flow: id,
          title: flow.title,
          kind: kind === 'homework' ? 'homework' : field,
          types: typesOf(step, kind),
          options: options.map((option) => {
            const labels = said(`options.${option}`);
            return { label: labels[0] ?? BUILT_IN[option] ?? option, known: [option, ...labels].map(tidy) };
          }),
          wordings: [...new Set(said(field))].map(pieces).filter((wording) => wording.length > 0),
          ...(correct >= 0 ? { correct } : {}),
          ...(typeof step['save'] === 'string' ? { save: step['save'] } : {}),
          ...(typeof step['min'] === 'number' ? { min: step['min'] } : {}),
          ...(typeof step['max'] === 'number' ? { max: step['max'] } : {}),
        };
        return [asked];
      });
    });
}

/** Which question stands last on a screen, if any. */
export function askedOn(screen: string, key: readonly Asked[]): Asked | undefined {
  const folded = tidy(screen);
  let last: { readonly asked: Asked; readonly ends: number; readonly length: number } | undefined;
  for (const asked of key) {
    for (const wording of asked.wordings) {
      const ends = endsIn(folded, wording);
      const length = wording.join('').length;
      if (ends > 0 && (!last || ends > last.ends || (ends === last.ends && length > last.length)))
        last = { asked, ends, length };
    }
  }
  return last?.asked;
}

/** Where the last of the pieces ends, all of them in their order; 0 where one is missing. */
function endsIn(text: string, wording: readonly string[]): number {
  let at = 0;
  for (const piece of wording) {
    const found = text.indexOf(piece, at);
    if (found < 0) return 0;
    at = found + piece.length;
  }
  return at;
}

const pieces = (text: string): readonly string[] =>
  text
    .split(/\{\{[^}]*\}\}/)
    .map((piece) => tidy(piece).trim())
    .filter((piece) => piece.length > 1);

/** Every step of a file, those of branches too. */
function stepsIn(value: unknown): readonly Written[] {
  if (Array.isArray(value)) return value.flatMap(stepsIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Written, ...Object.values(value).flatMap(stepsIn)];
}

function optionsOf(step: Written): readonly string[] {
  const { options, answer } = step as { options?: unknown; answer?: unknown };
  if (Array.isArray(options)) return options.map(String);
  if (typeof options === 'object' && options !== null) return Object.keys(options);
  if (answer === 'yes-no') return ['yes', 'no'];
  return answer === 'yes-no-notyet' ? ['yes', 'no', 'not yet'] : [];
}

function typesOf(step: Written, kind: string): readonly string[] {
  if (kind === 'homework') return (step['accept'] as readonly string[] | undefined) ?? ['text', 'photo', 'voice'];
  if ('quiz' in step || 'choose' in step) return ['choice'];
  return [typeof step['answer'] === 'string' ? step['answer'] : 'options' in step ? 'choice' : 'text'];
}
