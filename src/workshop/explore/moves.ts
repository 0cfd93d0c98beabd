import type { Lexicon } from '../../conversation/understand/lexicon.ts';
import type { Form } from '../../domain/channel.ts';
import type { OpenQuestion } from '../../domain/question.ts';
import type { TimerRequest } from '../../domain/timer.ts';
import { answersTo } from './answers.ts';
import type { Move, Place } from './graph.ts';
import { type Happening, sleepOf } from './scene.ts';

export interface Allowed {
  readonly plain: boolean;
  readonly lexicon: Lexicon;
  readonly form: Form;
}

/** Timers of a flow whose coming is worth a turn; what else a programme brings by time is not of the flow. */
const SILENCES: readonly string[] = ['remind', 'unanswered', 'no-answer', 'wait', 'expire', 'due', 'quiet', 'receipt'];
/** Silences that a flow goes on by, whatever she does. */
const MOVES_ON: readonly string[] = ['wait', 'expire', 'quiet'];
/** Questions of the conversation that wait for words only, beside the one of the flow. */
const ASIDES: readonly string[] = ['@reminder', '@session', '@event', '@link-code'];

/** What may happen at a place: each class of answer to the question that waits, and the next silence. */
export function movesFrom(
  { scene, is, by }: Place,
  { plain, lexicon, form }: Allowed,
): { move: Move; happening: Happening }[] {
  const question = waiting(scene.conversation?.questions ?? []);
  const answers = question ? answersTo(question, form, lexicon) : [];
  const ours = question?.thread.startsWith('@') === true;
  // Who climbs the ladder climbs on, who is silent stays silent: both at once says nothing new.
  const silent = is === 'aside' && by?.move.class.startsWith('silence:') === true;
  const climbing = is === 'aside' && !silent;
  const tried = answers.filter((answer) => {
    if (plain) return answer.class !== 'miss' && answer.class !== 'refused';
    return is === 'open' || (climbing && (ours || answer.class === 'miss'));
  });
  const said = tried.map(({ content, ...move }) => ({ move, happening: { is: 'said', content } as const }));
  const timers = SILENCES.flatMap((purpose) => scene.timers.filter((timer) => timer.purpose === purpose));
  const slept = climbing ? [] : timers.filter(({ purpose }) => !plain || MOVES_ON.includes(purpose));
  return [...said, ...slept.map(silence)];
}

/** The newest question that waits for an answer: of the conversation itself, or of a flow. */
function waiting(questions: readonly OpenQuestion[]): OpenQuestion | undefined {
  const own = questions.filter(({ thread }) => !ASIDES.includes(thread));
  return own.findLast(({ collects }) => !collects) ?? own.at(-1);
}

function silence(timer: TimerRequest): { move: Move; happening: Happening } {
  const after = sleepOf(timer);
  const hours = Math.round(after / 3_600_000);
  return {
    move: {
      class: `silence:${timer.purpose}${timer.nth && timer.nth > 1 ? `:${timer.nth}` : ''}`,
      label: `~ ${hours} hours`,
    },
    happening: { is: 'timer', timer, after },
  };
}
