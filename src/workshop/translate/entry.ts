import { BUTTON_LABEL_MAX, BUTTONS_MAX, LIST_LABEL_MAX, MESSAGE_MAX, QUESTION_TEXT_MAX } from '../../flow/limits.ts';
import { isTranslated } from '../../flow/pack-steps.ts';
import { placeholders } from '../../flow/placeholders.ts';
import type { SourceText } from '../../flow/steps/step.ts';
import { type StepTexts, textsOf } from '../../flow/texts.ts';
import type { Translated, TranslatedText } from '../../flow/translations.ts';
import type { FlowTree } from '../../flow/tree.ts';
import { textHash } from '../../flow/version.ts';

/** One segment of the GSM alphabet (CHANNELS §4). */
export const SMS_ONE = 160;

export type State = 'missing' | 'stale' | 'done';
/** What a text is, for whoever translates it. */
export type Kind = 'title' | 'button' | 'list' | 'sms' | 'question' | 'text' | 'hint';
/** A text that counts something has two forms. */
export type Form = '' | 'one' | 'other';

/** One text of a pack as a translator gets it. */
export interface Entry {
  readonly flow: string;
  /** '' for the title of the flow. */
  readonly step: string;
  readonly field: string;
  readonly form: Form;
  readonly kind: Kind;
  /** Characters that fit. */
  readonly limit: number;
  readonly source: string;
  /** Hash of the whole source text, both forms. */
  readonly of: string;
  readonly translation: string;
  readonly state: State;
  readonly translator: string;
  readonly reviewer: string;
  /** Day on which it was translated, yyyy-mm-dd. */
  readonly on: string;
}

export const keyOf = ({ flow, step, field, form }: Pick<Entry, 'flow' | 'step' | 'field' | 'form'>): string =>
  JSON.stringify([flow, step, field, form]);

/** Every text of these flows, in file order. A short form stands where either language has one. */
export function entriesOf(flows: readonly FlowTree[], translated: Translated): readonly Entry[] {
  return flows.flatMap((tree) =>
    [...textsOf(tree)].flatMap(([step, texts]) => {
      const own = translated.get(tree.name)?.get(step);
      const fields = new Map(texts.fields);
      const first = texts.first === undefined ? undefined : texts.fields.get(texts.first);
      if (own?.has('sms') && !fields.has('sms') && first !== undefined) fields.set('sms', first);
      return [...fields].flatMap(([field, words]) =>
        isTranslated(field, words) || field === 'sms' || own?.has(field)
          ? formsOf(words).map(([form, source]) =>
              entry({ flow: tree.name, step, field, form }, source, words, texts, own?.get(field)),
            )
          : [],
      );
    }),
  );
}

const formsOf = (words: SourceText): readonly (readonly [Form, string])[] =>
  typeof words === 'string'
    ? [['', words]]
    : [
        ['one', words.one],
        ['other', words.other],
      ];

function entry(
  key: Pick<Entry, 'flow' | 'step' | 'field' | 'form'>,
  source: string,
  words: SourceText,
  texts: StepTexts,
  own: TranslatedText | undefined,
): Entry {
  const of = textHash(words);
  const kind = kindOf(key, texts);
  return {
    ...key,
    kind,
    limit: LIMIT[kind],
    source,
    of,
    translation: own === undefined ? '' : formIn(own.words, key.form),
    state: own === undefined ? 'missing' : own.of !== undefined && own.of !== of ? 'stale' : 'done',
    translator: own?.by ?? '',
    reviewer: own?.reviewedBy ?? '',
    on: own?.on ?? '',
  };
}

/** A translation may have one form for what has two in the first language, and the other way round. */
function formIn(words: SourceText, form: Form): string {
  if (typeof words === 'string') return words;
  return form === 'one' ? words.one : words.other;
}

const LIMIT: Readonly<Record<Kind, number>> = {
  title: LIST_LABEL_MAX * 2,
  button: BUTTON_LABEL_MAX,
  list: LIST_LABEL_MAX,
  sms: SMS_ONE,
  question: QUESTION_TEXT_MAX,
  text: MESSAGE_MAX,
  hint: MESSAGE_MAX,
};

function kindOf({ step, field }: Pick<Entry, 'step' | 'field'>, { first, fields }: StepTexts): Kind {
  if (step === '') return 'title';
  if (field === 'sms') return 'sms';
  const options = [...fields.keys()].filter((name) => name.startsWith('options.'));
  if (field.startsWith('options.')) return options.length <= BUTTONS_MAX ? 'button' : 'list';
  if (field === 'hint') return 'hint';
  return field === first && (options.length > 0 || field === 'ask' || field === 'quiz') ? 'question' : 'text';
}

/** What to mind, in one line. */
export function noteOf({ kind, limit, source, form }: Entry): string {
  const places = placeholders(source).map(({ written }) => written);
  return [
    NOTE[kind],
    `at most ${limit} characters`,
    ...(form === 'one' ? ['for one of them'] : form === 'other' ? ['for several, or none'] : []),
    ...(places.length > 0 ? [`keep ${places.join(' ')} as it is`] : []),
  ].join('; ');
}

const NOTE: Readonly<Record<Kind, string>> = {
  title: 'title of a lesson',
  button: 'button',
  list: 'line of a list',
  sms: 'the same, short, for SMS: plain letters without á í ó ú are cheaper',
  question: 'question',
  text: 'message',
  hint: 'help for somebody who did not understand the question',
};
