import type { Draft, Message } from '../draft.ts';
import { answers } from './answers.ts';
import { command } from './command.ts';
import { distress } from './distress.ts';
import { held } from './held.ts';
import { homework } from './homework.ts';
import { invitation } from './invitation.ts';
import { invited } from './invited.ts';
import { linking } from './linking.ts';
import { optOutRule } from './opt-out.ts';
import { passive } from './passive.ts';
import { quoted } from './quoted.ts';
import { reminded } from './reminded.ts';
import { rest } from './rest.ts';
import type { Rule } from './rule.ts';
import { staff } from './staff.ts';
import { starts } from './starts.ts';
import { talking } from './talking.ts';
import { tapped } from './tapped.ts';

/** The routing order (DESIGN §2.1), first match wins. Its numbers stand at each rule. */
const ORDER: readonly Rule[] = [
  passive,
  distress, // 0
  optOutRule, // 1
  staff,
  held,
  linking,
  invitation,
  tapped, // 2
  command, // 3
  quoted, // 4
  starts, // 5
  talking,
  invited, // 6
  reminded, // 6
  answers, // 6
  homework, // 7
];

/** Routes one message of hers. Returns what became of it. */
export function route(d: Draft, message: Message): string {
  for (const rule of ORDER) {
    const did = rule(d, message);
    if (did !== undefined) return did;
  }
  return rest(d, message); // 8
}
