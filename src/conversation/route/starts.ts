import { runCommand } from '../commands/index.ts';
import { accepting, textOf } from '../hear.ts';
import { joinSaid, placeBy } from '../join-word.ts';
import { isEnrolled, join } from '../journey.ts';
import { comesBack } from '../leaving.ts';
import { heardBy, listen } from '../listen.ts';
import { system } from '../speech.ts';
import { askWhich } from '../system-questions.ts';
import { namedHomework } from './homework.ts';
import type { Rule } from './rule.ts';

/** Rule 5. A word that starts something: the join word, `TAREA 3 …`, a check-in word in its window. */
export const starts: Rule = (d, message) => {
  if (message.content.kind !== 'text') return undefined;
  const said = isEnrolled(d) ? undefined : joinSaid(d, textOf(message.content));
  const programme = said?.programme;
  if (programme && d.conversation.journey?.programme === programme.programme && comesBack(d)) return 'back';
  // Of her own programme, by somebody who takes part: an answer to nothing. She wants to go on, and sees where she stands.
  if (isEnrolled(d) && d.deps.library.joining(textOf(message.content))?.programme === d.conversation.journey?.programme)
    return runCommand(d, 'repeat', message, textOf(message.content));
  if (programme) {
    join(d, programme);
    placeBy(d, said!);
    return 'joined';
  }
  const named = namedHomework(d, message);
  if (named !== undefined) return named;
  const heard = heardBy(d, message);
  if (!heard) return undefined;
  const open = accepting(d, message).map(({ question }) => question);
  if (open.length === 0) return listen(d, message);
  if (!heard.effect) return undefined;
  return askWhich(d, open.slice(0, 2), message.content, system(d, 'which.check-in').text);
};
