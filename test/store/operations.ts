import { z } from 'zod';
import type { Operation } from '../../src/store/port.ts';

/** Adds an event for the lane of each person; the last one may name nobody, and then nothing may remain. */
export const tellAll: Operation<{ persons: string[]; name: string }, { told: number; ids: string[] }> = {
  name: 'test.tell-all',
  input: z.object({ persons: z.array(z.string()), name: z.string() }),
  reads: {
    known: (input) => ({
      sql: { sqlite: 'select id, lane_id from person where id in (select value from json_each(@ids)) order by id' },
      params: { ids: JSON.stringify(input.persons) },
    }),
  },
  decide: ({ known = [] }, { persons, name }, { now, newId }) => ({
    rows: persons.map((person) => ({
      op: 'insert',
      table: 'event',
      values: {
        lane_id: known.find((row) => row['id'] === person)?.['lane_id'] ?? 'no lane',
        person_id: person,
        name,
        at: now,
      },
    })),
    statements: [{ sql: { sqlite: 'update person set language = @language' }, params: { language: 'es-MX' } }],
    output: { told: known.length, ids: [newId()] },
  }),
};

/** What the outbox does when a question was accepted: the timers that sleep on it wake. */
export const anchor: Operation<{ question: string }, null> = {
  name: 'test.anchor',
  input: z.object({ question: z.string() }),
  reads: {},
  decide: (_, { question }, { now }) => ({
    rows: [],
    statements: [
      {
        sql: {
          sqlite: `update timer set anchored_at = @now, due_at = @now where anchor_question = @question and state = 0`,
        },
        params: { now, question },
      },
    ],
    output: null,
  }),
};

/** Writes any rows, as a capability would. */
export const writeRows: Operation<{ rows: unknown[] }, null> = {
  name: 'test.write',
  input: z.object({ rows: z.array(z.unknown()) }),
  reads: {},
  decide: (_, { rows }) => ({ rows: rows as never, output: null }),
};

export const testOperations = [tellAll, anchor, writeRows];
