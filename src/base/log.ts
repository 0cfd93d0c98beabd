/** The log as rooms see it: fields, then one plain sentence. Never her words, never a whole number. `pino` fits it. */
export interface Log {
  info(fields: object, says: string): void;
  warn(fields: object, says: string): void;
  error(fields: object, says: string): void;
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };
