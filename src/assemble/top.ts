import { join } from 'node:path';

/** The folder of the product itself, whether it runs from `src` or from `dist`. */
export const TOP = join(import.meta.dirname, '../..');
export const MIGRATIONS = join(TOP, 'migrations');
/** As package.json says it. */
export const VERSION = '0.1.0';
