import type { Manifest } from '../manifest.ts';
import { decide } from './decide.ts';
import { excuse } from './excuse.ts';
import { next } from './next.ts';
import { homeworkDecide, homeworkGet, homeworkList, homeworkOpen, reviewTakeBack } from './routes.ts';
import { skip } from './skip.ts';
import { take } from './take.ts';
import { tell } from './tell.ts';
import { reviewUndo } from './undo.ts';
import { excuseVerb, reviewVerb } from './verbs.ts';
import { voice } from './voice.ts';

/** Homework that came is looked at by a person: the oldest first, once each, and she is told what was said. */
export const review = {
  name: 'review',
  operations: [next, take, decide, skip, voice, excuse, tell, reviewUndo],
  staffVerbs: [reviewVerb, excuseVerb],
  routes: [homeworkList, homeworkGet, homeworkOpen, homeworkDecide, reviewTakeBack],
} satisfies Manifest;
