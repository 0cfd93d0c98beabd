import { type Config, readConfig } from '../config.ts';
import { environment } from './environment.ts';
import { tongueHere } from './tongue.ts';

/** Settings from the environment over `.env` of this folder, said wrong in the language of the shell. Throws CONFIG_INVALID. */
export function settings(): Config {
  return readConfig(environment(), tongueHere());
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
