import { linkHeard } from '../linking.ts';
import type { Rule } from './rule.ts';

/** Her name, the code, "soy Ana, cambié de número": before a command or a question takes the words. */
export const linking: Rule = (d, message) => linkHeard(d, message);
