import { MANIFESTS } from '../../src/assemble/capabilities.ts';

export {
  FACTS,
  FILE_KINDS as KINDS,
  HANDLERS,
  LISTENERS,
  MANIFESTS as CAPABILITIES,
  STAFF_VERBS,
} from '../../src/assemble/capabilities.ts';

/** The verbs of capabilities alone, without those of the language. */
export const VERBS = MANIFESTS.flatMap((one) => one.steps ?? []);
