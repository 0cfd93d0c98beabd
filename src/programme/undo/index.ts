import type { Manifest } from '../manifest.ts';
import { undoByCode } from './by-code.ts';
import { undoVerb } from './verb.ts';

/** Taking back, by four digits, what was done from a phone. Each capability says how its own is undone (programme/undoable.ts). */
export const undo = { name: 'undo', operations: [undoByCode], staffVerbs: [undoVerb] } satisfies Manifest;
