import type { AnyOperation } from '../../store/port.ts';
import { claimMedia } from './claim.ts';
import { nextMedia } from './next-due.ts';
import { settleMedia } from './settle.ts';

export const mediaOperations: readonly AnyOperation[] = [claimMedia, settleMedia, nextMedia];
