import type { Handlers } from '../../programme/manifest.ts';
import { alert } from './alert.ts';
import { answer } from './answer.ts';
import { answerMissed } from './answer-missed.ts';
import { audit } from './audit.ts';
import { consent } from './consent.ts';
import { enrol } from './enrol.ts';
import { flowProgress } from './flow-progress.ts';
import { job } from './job.ts';
import { optIn } from './opt-in.ts';
import { optOut } from './opt-out.ts';
import { personCreate } from './person-create.ts';
import { personSet } from './person-set.ts';
import { personTag } from './person-tag.ts';
import { send } from './send.ts';
import { task } from './task.ts';
import { timerCancel } from './timer-cancel.ts';
import { timerSet } from './timer-set.ts';

/** Handlers of the effects that the house itself knows. Capabilities bring theirs; together they must make `Handlers`. */
export const CORE_HANDLERS = {
  send,
  'timer.set': timerSet,
  'timer.cancel': timerCancel,
  'person.create': personCreate,
  'person.set': personSet,
  'person.tag': personTag,
  answer,
  'answer.missed': answerMissed,
  'flow.progress': flowProgress,
  consent,
  enrol,
  'opt-out': optOut,
  'opt-in': optIn,
  task,
  job,
  audit,
  alert,
} as const satisfies Partial<Handlers>;
