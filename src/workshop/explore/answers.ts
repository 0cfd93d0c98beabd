import type { Lexicon } from '../../conversation/understand/lexicon.ts';
import type { Form } from '../../domain/channel.ts';
import type { InboundContent } from '../../domain/inbound.ts';
import { tapId } from '../../domain/option.ts';
import type { OpenQuestion } from '../../domain/question.ts';
import { bounds, file, LONGEST, NONSENSE } from './samples.ts';

/** One kind of answer that a question may get, and a sample of it. */
export interface AnswerClass {
  /** `option:CASA`, `least`, `most`, `text`, `photo`, `refused`, `miss`: what coverage counts. */
  readonly class: string;
  /** What she does, as a teacher reads it. */
  readonly label: string;
  readonly content: InboundContent;
}

/** Every class of answer that an open question takes, and one that it does not take. */
export function answersTo(question: OpenQuestion, form: Form, lexicon: Lexicon): readonly AnswerClass[] {
  const own =
    question.options.length > 0
      ? question.options.map((option, i) => optionAt(question, i, option, form))
      : question.accepts.types.flatMap((type) => samples(type, question, form));
  if (question.thread.startsWith('@')) return [...own, missOf(question)];
  if (question.collects) {
    const done = lexicon.taught.done ?? lexicon.labels.done;
    return [...own, { class: 'done', label: done, content: { kind: 'text', text: done } }];
  }
  // Several words, as people write it: "no sé".
  const unknown = [...lexicon.refused.unknown].find((words) => words.includes(' '));
  const refused: AnswerClass[] =
    unknown === undefined ? [] : [{ class: 'refused', label: unknown, content: { kind: 'text', text: unknown } }];
  return [...own, ...refused, missOf(question)];
}

function optionAt(
  { id }: OpenQuestion,
  index: number,
  { key, label }: OpenQuestion['options'][number],
  form: Form,
): AnswerClass {
  const content: InboundContent =
    form === 'sms'
      ? { kind: 'text', text: String(index + 1) }
      : { kind: 'tap', id: tapId.option(id, index), title: label };
  return { class: `option:${key}`, label: form === 'sms' ? `${index + 1} (${label})` : label, content };
}

const said = (name: string, text: string): AnswerClass => ({
  class: name,
  label: text,
  content: { kind: 'text', text },
});

function samples(type: string, { accepts }: OpenQuestion, form: Form): readonly AnswerClass[] {
  switch (type) {
    case 'number':
    case 'money': {
      const [least, most] = bounds(accepts, type === 'money');
      return [said('least', String(least)), said('most', String(most))];
    }
    case 'name':
      return [said('name', LONGEST.name)];
    case 'date':
      return [said('date', '25/03/2026')];
    case 'photo':
    case 'voice':
    case 'document':
      // A bare phone can send none of them; what it writes instead is another class where the question takes it.
      return form === 'sms'
        ? []
        : [{ class: type, label: `[${type}]`, content: { kind: 'media', media: [file(type)] } }];
    case 'location':
      return form === 'sms'
        ? [said('place', LONGEST.place)]
        : [
            {
              class: 'location',
              label: '[location]',
              content: { kind: 'location', latitude: 23.31, longitude: -99.02 },
            },
          ];
    default:
      return [said('text', LONGEST.text)];
  }
}

/** Words mean nothing to most questions; to one that takes words, a sticker does not. */
function missOf({ options, accepts }: OpenQuestion): AnswerClass {
  const loose = options.length === 0 && accepts.types.some((type) => ['text', 'name', 'any'].includes(type));
  return loose
    ? { class: 'miss', label: '[sticker]', content: { kind: 'media', media: [file('sticker')] } }
    : { class: 'miss', label: NONSENSE, content: { kind: 'text', text: NONSENSE } };
}
