import { z } from 'zod';
import type { Operation } from './port.ts';

/** A version of a flow as it was loaded: enough to compile it again after an edit. */
export interface FlowVersion {
  readonly flow: string;
  readonly version: string;
  readonly kind: string;
  readonly path: string;
  readonly text: string;
}

const text = z.string();

/** Keeps sources that are not known yet. Run at every load of the packs. */
export const recordFlowVersions: Operation<{ sources: readonly FlowVersion[] }, null> = {
  name: 'store.flows.record',
  input: z.object({ sources: z.array(z.object({ flow: text, version: text, kind: text, path: text, text })) }),
  reads: {},
  decide: (_, input, { now }) => ({
    rows: input.sources.map(({ text: source, ...rest }) => ({
      op: 'insert-new',
      table: 'flow_version',
      values: { ...rest, source, first_seen: now },
    })),
    output: null,
  }),
};

/** All versions ever loaded, oldest first. */
export const listFlowVersions: Operation<Record<string, never>, FlowVersion[]> = {
  name: 'store.flows.list',
  input: z.object({}),
  reads: {
    versions: () => ({
      sql: {
        sqlite: 'select flow, version, kind, path, source as text from flow_version order by first_seen, flow, version',
      },
      params: {},
    }),
  },
  decide: ({ versions }) => ({ rows: [], output: (versions ?? []) as unknown as FlowVersion[] }),
};
