import type { AnyOperation } from '../../store/port.ts';
import { claimMedia } from './claim.ts';
import { nextMedia } from './next-due.ts';
import { settleMedia } from './settle.ts';
import { trashGone, trashNext } from './trash.ts';

export const mediaOperations: readonly AnyOperation[] = [claimMedia, settleMedia, nextMedia, trashNext, trashGone];
