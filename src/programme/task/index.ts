import type { Manifest } from '../manifest.ts';
import { taskClose } from './close.ts';
import { tasksClose, tasksList } from './routes.ts';

/** Tasks: what a conversation leaves for a person of the team to do. */
export const task = { name: 'task', operations: [taskClose], routes: [tasksList, tasksClose] } satisfies Manifest;
