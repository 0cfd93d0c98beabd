export { commandIn, optInIn, optOutIn, saysDone, saysNotNow } from './commands.ts';
export { understandMoment } from './moment.ts';
export type { Asked, UnderstandContext, Understood } from './result.ts';
export { type SmallTalk, smallTalk } from './small-talk.ts';
export { understandSpan } from './span.ts';
export { understand } from './understand.ts';
export { builtInOptions } from './yes-no.ts';
