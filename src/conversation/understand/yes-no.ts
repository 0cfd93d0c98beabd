import { NO, NOT_YET, YES } from '../../domain/answer.ts';
import type { Option } from '../../domain/option.ts';
import { understandChoice } from './choice.ts';
import type { Lexicon } from './lexicon.ts';
import { isIn, wholeForms } from './phrases.ts';
import { miss, type Understood } from './result.ts';

/** The options of a yes/no question, in the order in which they are numbered, with the labels of her language. */
export function builtInOptions(type: 'yes-no' | 'yes-no-notyet', lexicon: Lexicon): readonly Option[] {
  const keys = type === 'yes-no' ? ([YES, NO] as const) : ([YES, NO, NOT_YET] as const);
  return keys.map((key) => ({ key, label: lexicon.labels[key] }));
}

/** Yes, no and, where it may be said, not yet. "Ya" is yes here; "al rato" is not yet, and to a plain yes/no it is unclear. */
export function understandYesNo(
  text: string,
  type: 'yes-no' | 'yes-no-notyet',
  shown: readonly Option[],
  lexicon: Lexicon,
): Understood {
  const understood = understandChoice(text, shown.length > 0 ? shown : builtInOptions(type, lexicon), lexicon);
  const later = understood.fit === 0 && isIn(lexicon.meanings[NOT_YET], wholeForms(text, lexicon));
  return later ? miss('unclear') : understood;
}
