import type { StaffVerb } from '../manifest.ts';
import { taskDone } from './done.ts';
import { tasksMine } from './mine.ts';

/** `ENCARGOS`: what she has to do. */
export const tasksVerb: StaffVerb = {
  name: 'tasks',
  takes: 'nothing',
  act: ({ timezone }) => ({
    effect: { kind: 'job', payload: { operation: tasksMine.name, input: { timezone } } },
    lines: [],
  }),
};

/** `HECHO 3`. */
export const taskDoneVerb: StaffVerb = {
  name: 'task-done',
  takes: 'number',
  follows: true,
  act({ rest, timezone }) {
    const n = Number(/^\D{0,4}(\d{1,3})\s*$/.exec(rest)?.[1]);
    if (!Number.isInteger(n)) return { lines: [{ key: 'task.which', vars: {} }] };
    return { effect: { kind: 'job', payload: { operation: taskDone.name, input: { n, timezone } } }, lines: [] };
  },
};
