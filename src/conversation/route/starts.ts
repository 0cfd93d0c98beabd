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
  if (programme) {
    join(d, programme);
    placeBy(d, said!);
    return 'joined';
  }
  const named = namedHomework(d, message);
  if (named !== undefined) return named;
  if (!heardBy(d, message)) return undefined;
  const open = accepting(d, message).map(({ question }) => question);
  if (open.length === 0) return listen(d, message);
  return askWhich(d, open.slice(0, 2), message.content, system(d, 'which.check-in').text);
};
