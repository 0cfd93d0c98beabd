import { type ErrorCode, RecadoError } from '../base/errors.ts';
import type { Decision } from '../store/port.ts';
import { type Job, jobDone } from './job.ts';
import type { StaffLine } from './manifest.ts';

/** Why nothing was done: the error of a shell and the API, and the line on a phone. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly line: StaffLine;
}

/** Whoever asked from her phone reads the line; for everybody else the code is thrown. */
export function refused<O>({ code, line }: Refusal, job: Job | undefined, output: O, now: number): Decision<O> {
  if (!job) throw new RecadoError(code, { ...line.vars });
  return { rows: jobDone(job, [line], now), output };
}
