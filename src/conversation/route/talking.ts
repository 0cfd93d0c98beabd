import { handOn, talkingIn } from '../care.ts';
import { SAFEGUARDING } from '../draft.ts';
import type { Rule } from './rule.ts';

/** While a person of the team answers her, what is no command and names no question of ours is for that person. */
export const talking: Rule = (d, message) => {
  const open = d.conversation.withPerson === SAFEGUARDING ? undefined : talkingIn(d);
  return open && handOn(d, message, open);
};
