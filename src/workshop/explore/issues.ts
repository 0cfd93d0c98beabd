import { type Cost, NO_CURRENCY } from '../../domain/price.ts';
import type { Issue } from '../../flow/issue.ts';
import { Issues } from '../../flow/issues.ts';
import type { Library } from '../../flow/library.ts';
import type { Programme } from '../../flow/programme.ts';
import { formatMoney } from '../../locale/numbers.ts';
import type { Walk } from './graph.ts';
import { MESSAGES_MOST, REPLIES_MOST, SEGMENTS_MOST } from './limits.ts';
import { heaviest, isHers, isPlain } from './longest.ts';
import type { Places } from './places.ts';
import { type Reckoned, reckon } from './reckoned.ts';
import { textOf } from './turn.ts';
import type { WalkDeps } from './walk.ts';

/** Every issue that only walking the flows of a programme shows, each once for its step and language. */
export function turnIssues(programme: Programme, given: WalkDeps, places: Places): readonly Issue[] {
  const issues = new Issues();
  const { walks, turns } = reckon(programme, given);
  for (const turn of worst(turns)) tellTurn(turn, programme, issues, places);
  for (const one of walks) tellLesson(one, programme.languages[0]!, given.deps.library, issues, places);
  return issues.sorted();
}

/** The dearest wording of each step and language: the others are dear for the same reason. */
function worst(turns: readonly Reckoned[]): readonly Reckoned[] {
  const found = new Map<string, Reckoned>();
  for (const turn of turns) {
    const key = `${turn.about.flow} ${turn.about.step} ${turn.language}`;
    const before = found.get(key);
    if (!before || weightOf(turn) > weightOf(before)) found.set(key, turn);
  }
  return [...found.values()];
}

const weightOf = ({ shared, whatsapp, cost }: Reckoned): number =>
  shared.cost.units + 10_000 * whatsapp.shown.length + 100_000 * cost.traps.length;

function tellTurn(turn: Reckoned, programme: Programme, issues: Issues, places: Places): void {
  const { about, language, cost, shared, sms } = turn;
  const place = () => places(at.flow, at.step);
  // What a lesson says before homework asks is shortened in the lesson.
  const isFlow = turn.root !== programme.programme;
  const at = isFlow && about.flow !== turn.root && turn.from.flow === turn.root ? turn.from : about;
  // Words of ours are no author's to mend; what she added to them is told in her own flow.
  if (place().path.startsWith('builtin/')) return;
  const inLanguage = language === programme.languages[0] ? '' : ` in ${language}`;
  const elsewhere = turn.root === at.flow ? '' : ` of ${turn.root.slice(turn.root.indexOf('/') + 1)}`;
  const which = `This turn${inLanguage}${elsewhere}${afterOf(turn)}`;
  const { segments, units, encoding, price } = shared.cost;
  if (segments > SEGMENTS_MOST) {
    const alone = cost.segments > SEGMENTS_MOST ? '' : ' on a phone that others read';
    const room = encoding === 'gsm7' ? 306 : 134;
    issues.add(
      'TURN_SEGMENTS',
      place(),
      `${which} takes ${segments} SMS segments${alone}, with the longest name in it${priced(price, language)}: ${quoted(shared.words.shown.map(textOf).join(' / '))}.`,
      `Take out ${units - room} letters, or give a shorter form by \`sms:\`.`,
    );
  }
  if (cost.dearerBy > 0)
    issues.add(
      'TURN_LETTERS',
      place(),
      `${which} costs ${cost.dearerBy} SMS segment${cost.dearerBy === 1 ? '' : 's'} more for ${cost.letters.map((letter) => `"${letter}"`).join(', ')}.`,
      'Leave it out, or give a form without it by `sms:`.',
    );
  for (const { written, seen } of cost.traps)
    issues.add(
      'TURN_FOLD',
      place(),
      `${which} goes by SMS without its accents, so that "${written}" is read as "${seen}".`,
      'Say it with another word by `sms:`, or shorten it so that accents cost nothing.',
    );
  if (sms.shown.length > sms.composed.length || shared.words.shown.length > shared.words.composed.length)
    issues.add(
      'TURN_SPLIT',
      place(),
      `${which} is longer than one SMS may be, and goes as ${shared.words.shown.length} messages.`,
      'Shorten it, or put a question in between.',
    );
  tellWhatsapp(turn, which, issues, place);
}

/** A voice note cannot share a message with words; anything else could. */
function tellWhatsapp(
  { whatsapp: { shown } }: Reckoned,
  which: string,
  issues: Issues,
  place: () => Issue['place'],
): void {
  const texts = shown.filter(({ kind }) => kind !== 'media');
  const pictures = shown.filter((piece) => piece.kind === 'media' && piece.media.kind !== 'audio');
  if (texts.length > 1)
    issues.add(
      'TURN_SPLIT',
      place(),
      `${which} is longer than one WhatsApp message with its buttons may be, and goes as ${shown.length} messages.`,
      'Shorten it, or put a question in between.',
    );
  else if (pictures.length > 1 || (pictures.length === 1 && texts.length === 1))
    issues.add(
      'TURN_MESSAGES',
      place(),
      `${which} goes as ${shown.length} WhatsApp messages, each of them paid.`,
      pictures.length > 1
        ? 'One picture a turn goes with its words.'
        : 'A picture goes with its words where there are at most three options.',
    );
}

function afterOf({ after, wrong }: Reckoned): string {
  if (after === 'begin') return '';
  if (after.startsWith('option:')) return ` after "${after.slice('option:'.length)}"${wrong ? ' (wrong)' : ''}`;
  return after.startsWith('silence:') ? ' after a wait' : ` after ${after}`;
}

function priced(price: Cost | undefined, language: string): string {
  if (!price || price.currency === NO_CURRENCY) return '';
  return `, and costs ${formatMoney(Math.round(price.milli / 1000), price.currency, language)}`;
}

const quoted = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return `"${line.length > 60 ? `${line.slice(0, 57)}…` : line}"`;
};

function tellLesson(one: Walk, first: string, library: Library, issues: Issues, places: Places): void {
  if (library.flow(one.root)?.kind !== 'lesson' || one.form === 'sms' || one.shared || one.language !== first) return;
  const replies = heaviest(one, (edge) => (isPlain(edge) ? Number(isHers(edge)) : undefined));
  if (replies && replies.weight > REPLIES_MOST)
    issues.add(
      'LESSON_REPLIES',
      places(one.root),
      `This lesson asks for ${replies.weight} replies (${replies.way
        .filter(isHers)
        .map(({ move }) => move.label)
        .join(', ')}); by SMS she pays each.`,
      'Ask two questions at most, and leave the rest to the next lesson.',
    );
  const messages = heaviest(one, (edge) => (edge.move.class === 'miss' ? undefined : (edge.words?.shown.length ?? 0)));
  if (messages && messages.weight > MESSAGES_MOST)
    issues.add(
      'LESSON_MESSAGES',
      places(one.root),
      `This lesson may take ${messages.weight} messages of ours; ${MESSAGES_MOST} are enough.`,
      'Make two lessons of it.',
    );
}
