import type { AnyOperation } from '../../store/port.ts';
import { claim } from './claim.ts';
import { nextDue, nextUnknown } from './next-due.ts';
import { recover } from './recover.ts';
import { settle } from './settle.ts';
import { statuses } from './statuses.ts';
import { unknownDue } from './unknown-due.ts';

export const outboxOperations: readonly AnyOperation[] = [
  claim,
  settle,
  statuses,
  recover,
  unknownDue,
  nextDue,
  nextUnknown,
];
