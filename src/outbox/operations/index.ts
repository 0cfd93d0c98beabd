import type { AnyOperation } from '../../store/port.ts';
import { templateList } from '../templates/list.ts';
import { templateNews } from '../templates/news.ts';
import { claim } from './claim.ts';
import { look } from './look.ts';
import { marketingWish } from './marketing-wish.ts';
import { nextDue } from './next-due.ts';
import { recover } from './recover.ts';
import { outboxRestored } from './restored.ts';
import { settle } from './settle.ts';
import { spentThisMonth } from './spent.ts';
import { statuses } from './statuses.ts';
import { undelivered } from './undelivered.ts';
import { unknownDue } from './unknown-due.ts';

export const outboxOperations: readonly AnyOperation[] = [
  claim,
  settle,
  statuses,
  recover,
  unknownDue,
  look,
  nextDue,
  undelivered,
  spentThisMonth,
  marketingWish,
  outboxRestored,
  templateNews,
  templateList,
];
