import type { AnswerType } from '../../domain/answer.ts';
import type { InboundContent } from '../../domain/inbound.ts';
import { tapId } from '../../domain/option.ts';
import { normalise } from '../../text/normalise.ts';
import { understandChoice } from './choice.ts';
import { understandDate } from './date.ts';
import type { Lexicon } from './lexicon.ts';
import { mediaFit } from './media.ts';
import { understandMoney } from './money.ts';
import { understandName } from './name.ts';
import { understandNumber } from './number.ts';
import { isIn, STORY } from './phrases.ts';
import { refusedIn } from './refused.ts';
import { type Asked, MISSES, miss, type UnderstandContext, type Understood } from './result.ts';
import { understandPlace, understandText } from './text.ts';
import { understandYesNo } from './yes-no.ts';

type OfText = (text: string, asked: Asked, ctx: UnderstandContext) => Understood;

/** One reading of a text for each type of answer. */
const READINGS: Readonly<Record<AnswerType, OfText>> = {
  text: (text, _, ctx) => understandText(text, ctx),
  any: (text, _, ctx) => understandText(text, ctx),
  number: understandNumber,
  money: understandMoney,
  date: (text, _, ctx) => understandDate(text, ctx),
  'yes-no': (text, asked, ctx) => understandYesNo(text, 'yes-no', asked.options, ctx.lexicon),
  'yes-no-notyet': (text, asked, ctx) => understandYesNo(text, 'yes-no-notyet', asked.options, ctx.lexicon),
  choice: (text, asked, ctx) => understandChoice(text, asked.options, ctx.lexicon),
  name: (text, _, ctx) => understandName(text, ctx),
  location: (text, _, ctx) => understandPlace(text, ctx),
  photo: () => miss('wrong-type'),
  voice: () => miss('wrong-type'),
  document: () => miss('wrong-type'),
};

const MEDIA_TYPES: ReadonlySet<AnswerType> = new Set(['photo', 'voice', 'document']);
/** Free words may be as long as they like; anything else that is longer than a story is not looked at. */
const FREE: ReadonlySet<AnswerType> = new Set(['text', 'any']);

/**
 * What a message means to a question. Pure and total: any content, any question, an answer or the reason why not. The caller
 * has already dealt with what comes before questions (opt-out, commands, quotes: DESIGN §2.1).
 */
export function understand(content: InboundContent, asked: Asked, ctx: UnderstandContext): Understood {
  const { types } = asked.accepts;
  switch (content.kind) {
    case 'text':
      return ofText(content.text, asked, ctx);
    case 'tap':
      return ofTap(content, asked, ctx);
    case 'media':
      return ofMedia(content, asked, ctx);
    case 'location': {
      const { latitude, longitude } = content;
      if (types.includes('location')) return { fit: 3, answer: { type: 'location', latitude, longitude } };
      return types.includes('any') ? { fit: 2, answer: { type: 'location', latitude, longitude } } : miss('wrong-type');
    }
    case 'contacts':
    case 'unsupported':
      return miss('wrong-type');
    default:
      return miss('not-an-answer');
  }
}

function ofText(text: string, asked: Asked, ctx: UnderstandContext): Understood {
  const readings = asked.accepts.types.map((type) => ofType(type, text, asked, ctx));
  const best = readings.reduce((a, b) => (rank(b) > rank(a) ? b : a), miss('no-match'));
  // Homework takes words as they come; nothing is refused there.
  if (best.fit === 3 || asked.accepts.types.some((type) => MEDIA_TYPES.has(type))) return best;
  const refused = text.length > STORY ? null : refusedIn(text, ctx.lexicon);
  return refused ? { fit: 2, answer: refused } : best;
}

function ofType(type: AnswerType, text: string, asked: Asked, ctx: UnderstandContext): Understood {
  if (text.length > STORY && !FREE.has(type) && !MEDIA_TYPES.has(type)) {
    return miss(type === 'name' ? 'too-long' : 'no-match');
  }
  const reading = READINGS[type](text, asked, ctx);
  return reading.fit === 1 && !FREE.has(type) && isSetPhrase(text, ctx.lexicon) ? miss('command') : reading;
}

/** "No entiendo" is no "no", and "hasta mañana" is no date: set phrases are not taken apart. */
function isSetPhrase(text: string, { commands, optOut, greetings, thanks }: Lexicon): boolean {
  const forms = [normalise(text)];
  return [commands, optOut.stop, optOut.ambiguous, greetings, thanks].some((words) => isIn(words, forms));
}

/** Answers by fit; of misses the one that tells most. `MISSES` stands in that order, the least telling first. */
function rank(understood: Understood): number {
  if (understood.fit === 'echo') return 2;
  return understood.fit === 0 ? -1 + MISSES.indexOf(understood.why) / MISSES.length : understood.fit;
}

function ofTap(content: Extract<InboundContent, { kind: 'tap' }>, asked: Asked, ctx: UnderstandContext): Understood {
  const tapped = tapId.parse(content.id);
  // Buttons that are not ours (a template's quick reply) say only their title.
  if (!tapped) return ofText(content.title, asked, ctx);
  if ('command' in tapped) return miss('command');
  if (asked.id !== undefined && tapped.question !== asked.id) return miss('other-question');
  const option = asked.options[tapped.optionIndex];
  return option ? { fit: 3, answer: { type: 'choice', option: option.key } } : miss('no-match');
}

/** Media where they are asked for; elsewhere the words under a picture may be the answer. */
function ofMedia(
  content: Extract<InboundContent, { kind: 'media' }>,
  asked: Asked,
  ctx: UnderstandContext,
): Understood {
  const { types } = asked.accepts;
  const fit = mediaFit(content, types);
  if (fit) {
    const caption = content.caption ? { caption: content.caption } : {};
    // A sticker beside them is no work of hers: it is neither kept nor counted.
    const media = content.media.filter(({ kind }) => kind !== 'sticker');
    return { fit, answer: { type: 'media', media, ...caption } };
  }
  if (content.caption) {
    const said = ofText(content.caption, asked, ctx);
    if (said.fit !== 0) return said.fit === 'echo' ? said : { ...said, fit: 1 };
  }
  const voice = content.media.some(({ kind }) => kind === 'voice');
  const forNumber = types.includes('number') || types.includes('money');
  return miss(voice && forNumber ? 'voice-for-number' : 'wrong-type');
}
