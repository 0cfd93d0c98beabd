import type { AnyTarget } from '../target.ts';
import { conversations } from './conversations.ts';
import { flows } from './flows.ts';
import { gateway } from './gateway.ts';
import { meta } from './meta.ts';
import { people } from './people.ts';
import { sms } from './sms.ts';
import { tables } from './tables.ts';
import { transcripts } from './transcripts.ts';
import { translations } from './translations.ts';
import { twilio } from './twilio.ts';

/** Every door through which others' bytes come in; the slow ones first, so that the quick ones fill up the end. */
export const TARGETS = [
  meta,
  twilio,
  gateway,
  conversations,
  flows,
  people,
  translations,
  tables,
  transcripts,
  sms,
] as unknown as readonly AnyTarget[];
