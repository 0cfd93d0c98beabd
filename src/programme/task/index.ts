import type { Manifest } from '../manifest.ts';
import { taskClose } from './close.ts';
import { taskDone, taskReopen } from './done.ts';
import { taskAssign, taskCall } from './give.ts';
import { tasksMine } from './mine.ts';
import { tasksAssign, tasksCall, tasksClose, tasksList } from './routes.ts';
import { taskDoneVerb, tasksVerb } from './verbs.ts';

/** Tasks: what a conversation leaves for a person of the team to do. */
export const task = {
  name: 'task',
  operations: [taskClose, tasksMine, taskDone, taskReopen, taskAssign, taskCall],
  routes: [tasksList, tasksClose, tasksCall, tasksAssign],
  staffVerbs: [tasksVerb, taskDoneVerb],
} satisfies Manifest;
