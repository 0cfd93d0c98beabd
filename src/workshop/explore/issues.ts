import { type Cost, NO_CURRENCY } from '../../domain/price.ts';
import type { Issue } from '../../flow/issue.ts';
import { Issues } from '../../flow/issues.ts';
import type { Library } from '../../flow/library.ts';
import type { Programme } from '../../flow/programme.ts';
import { formatMoney } from '../../locale/numbers.ts';
import { type Said, says } from '../../locale/sentence.ts';
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
  const which = says('turn', {
    in: language === programme.languages[0] ? '' : says('turn.in', { language }),
    of: turn.root === at.flow ? '' : says('turn.of', { flow: turn.root.slice(turn.root.indexOf('/') + 1) }),
    after: afterOf(turn),
  });
  const { segments, units, encoding, price } = shared.cost;
  if (segments > SEGMENTS_MOST) {
    const where = cost.segments > SEGMENTS_MOST ? '' : says('turn.shared');
    const room = encoding === 'gsm7' ? 306 : 134;
    issues.add(
      'TURN_SEGMENTS',
      place(),
      says('TURN_SEGMENTS', {
        which,
        segments,
        where,
        price: priced(price, language),
        text: quoted(shared.words.shown.map(textOf).join(' / ')),
      }),
      says('TURN_SEGMENTS.fix', { letters: units - room }),
    );
  }
  if (cost.dearerBy > 0)
    issues.add(
      'TURN_LETTERS',
      place(),
      says('TURN_LETTERS', {
        which,
        count: cost.dearerBy,
        letters: cost.letters.map((letter) => `"${letter}"`).join(', '),
      }),
      says('TURN_LETTERS.fix'),
    );
  for (const { written, seen } of cost.traps)
    issues.add('TURN_FOLD', place(), says('TURN_FOLD', { which, written, seen }), says('TURN_FOLD.fix'));
  if (sms.shown.length > sms.composed.length || shared.words.shown.length > shared.words.composed.length)
    issues.add(
      'TURN_SPLIT',
      place(),
      says('TURN_SPLIT.sms', { which, messages: shared.words.shown.length }),
      says('TURN_SPLIT.fix'),
    );
  tellWhatsapp(turn, which, issues, place);
}

/** A voice note cannot share a message with words; anything else could. */
function tellWhatsapp(
  { whatsapp: { shown } }: Reckoned,
  which: Said,
  issues: Issues,
  place: () => Issue['place'],
): void {
  const texts = shown.filter(({ kind }) => kind !== 'media');
  const pictures = shown.filter((piece) => piece.kind === 'media' && piece.media.kind !== 'audio');
  if (texts.length > 1)
    issues.add(
      'TURN_SPLIT',
      place(),
      says('TURN_SPLIT.whatsapp', { which, messages: shown.length }),
      says('TURN_SPLIT.fix'),
    );
  else if (pictures.length > 1 || (pictures.length === 1 && texts.length === 1))
    issues.add(
      'TURN_MESSAGES',
      place(),
      says('TURN_MESSAGES', { which, messages: shown.length }),
      pictures.length > 1 ? says('TURN_MESSAGES.fix.pictures') : says('TURN_MESSAGES.fix'),
    );
}

function afterOf({ after, wrong }: Reckoned): Said | string {
  if (after === 'begin') return '';
  if (after.startsWith('option:')) {
    const option = after.slice('option:'.length);
    return wrong ? says('turn.after.wrong', { option }) : says('turn.after.option', { option });
  }
  return after.startsWith('silence:') ? says('turn.after.wait') : says('turn.after', { after });
}

function priced(price: Cost | undefined, language: string): Said | string {
  if (!price || price.currency === NO_CURRENCY) return '';
  return says('turn.price', { price: formatMoney(Math.round(price.milli / 1000), price.currency, language) });
}

const quoted = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
};

function tellLesson(one: Walk, first: string, library: Library, issues: Issues, places: Places): void {
  if (library.flow(one.root)?.kind !== 'lesson' || one.form === 'sms' || one.shared || one.language !== first) return;
  const replies = heaviest(one, (edge) => (isPlain(edge) ? Number(isHers(edge)) : undefined));
  if (replies && replies.weight > REPLIES_MOST)
    issues.add(
      'LESSON_REPLIES',
      places(one.root),
      says('LESSON_REPLIES', {
        replies: replies.weight,
        steps: replies.way
          .filter(isHers)
          .map(({ move }) => move.label)
          .join(', '),
      }),
      says('LESSON_REPLIES.fix'),
    );
  const messages = heaviest(one, (edge) => (edge.move.class === 'miss' ? undefined : (edge.words?.shown.length ?? 0)));
  if (messages && messages.weight > MESSAGES_MOST)
    issues.add(
      'LESSON_MESSAGES',
      places(one.root),
      says('LESSON_MESSAGES', { messages: messages.weight, limit: MESSAGES_MOST }),
      says('LESSON_MESSAGES.fix'),
    );
}
