import { RecadoError, speakerHere } from '../assemble/index.ts';

/**
 * Says what went wrong and what to do next in the language of whoever types, never a stack trace for an error we know; the exit
 * code says that it failed.
 */
export function fail(error: unknown): void {
  process.exitCode = 1;
  if (!(error instanceof RecadoError)) {
    console.error(error);
    return;
  }
  const { says, next } = speakerHere().error(error);
  if (error.code === 'PACK_INVALID' && typeof error.cause === 'string') console.error(`${error.cause}\n`);
  console.error(`${says} (${error.code})\n→ ${next}`);
}
