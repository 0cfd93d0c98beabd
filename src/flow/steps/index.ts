import { ask } from './ask.ts';
import { atRandom } from './at-random.ts';
import { choose } from './choose.ts';
import { end } from './end.ts';
import { when } from './if.ts';
import { quiz } from './quiz.ts';
import { run } from './run.ts';
import { say } from './say.ts';
import { set } from './set.ts';
import type { Verb } from './step.ts';
import { tag } from './tag.ts';
import { wait } from './wait.ts';

/** The verbs of the language itself. Capabilities add theirs by their manifests. */
export const CORE_VERBS: readonly Verb<never>[] = [say, ask, quiz, choose, when, set, tag, run, wait, atRandom, end];
