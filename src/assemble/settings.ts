import { existsSync } from 'node:fs';
import { type Config, readConfig } from '../config.ts';

/** Settings from the environment over `.env` of this folder. Throws CONFIG_INVALID. */
export function settings(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env'); // never overrides what the environment says
  return readConfig(process.env);
}

export interface Database {
  readonly path: string;
  readonly thread: 'main' | 'worker';
}

/** `sqlite:./data/recado.db?thread=worker` → where and in which thread. Without it the main one: docs/performance.md. */
export function databaseOf({ DATABASE_URL }: Pick<Config, 'DATABASE_URL'>): Database {
  const [path = '', query = ''] = DATABASE_URL.slice('sqlite:'.length).split('?');
  return { path, thread: new URLSearchParams(query).get('thread') === 'worker' ? 'worker' : 'main' };
}
