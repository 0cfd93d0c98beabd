import { existsSync } from 'node:fs';

/** The environment over `.env` of this folder, as written. */
export function environment(): NodeJS.ProcessEnv {
  if (existsSync('.env')) process.loadEnvFile('.env'); // never overrides what the environment says
  return process.env;
}
