import { RecadoError } from '../base/errors.ts';
import { type Recording, recordedName } from '../programme/recorded.ts';
import type { Operation } from '../store/port.ts';

export type Operate = <I, O>(operation: Operation<I, O>, input: I) => Promise<O>;
export type RecordOperation = <I, O>(operation: Operation<I, O>, input: I, recording: Recording) => Promise<O>;

/** Runs operations of capabilities with their line in the audit log. */
export function recorder(operate: Operate): RecordOperation {
  return async <I, O>(operation: Operation<I, O>, input: I, recording: Recording): Promise<O> => {
    const { name } = operation;
    // Told here, so that problems are named as the caller named the fields.
    const parsed = operation.input.safeParse(input);
    if (!parsed.success) {
      const problems = parsed.error.issues.map((i) => `${i.path.join('.') || 'input'}: ${i.message}`).join('; ');
      throw new RecadoError('OPERATION_INPUT', { name, problems });
    }
    const twin = { ...operation, name: recordedName(operation) } as unknown as Operation<unknown, O>;
    return operate(twin, { input, record: recording });
  };
}
