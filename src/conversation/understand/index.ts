export { commandIn, optInIn, optOutIn, saysDone } from './commands.ts';
export type { Asked, Fit, MissReason, UnderstandContext, Understood } from './result.ts';
export { isSmallTalk, type SmallTalk, smallTalk } from './small-talk.ts';
export { understand } from './understand.ts';
export { builtInOptions } from './yes-no.ts';
