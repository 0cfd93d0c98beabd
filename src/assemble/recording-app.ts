import type { App } from './app.ts';
import { RECORDED } from './capabilities.ts';
import type { Operate } from './record.ts';

const SHELL = { kind: 'shell', id: 'shell' } as const;

/** The product as the shell uses it: what changed something is a line in the audit log, whichever command it was. */
export function recordingApp(open: () => Promise<App>): () => Promise<App> {
  return async () => {
    const app = await open();
    const operate: Operate = (operation, input) => {
      if (!RECORDED.has(operation.name)) return app.operate(operation, input);
      const detail = { fields: Object.keys(input as object) };
      return app.record(operation, input, {
        by: SHELL,
        action: operation.name,
        about: null,
        detail,
        workspace: 'main',
      });
    };
    return { ...app, operate };
  };
}
