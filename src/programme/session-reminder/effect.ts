import type { Handler } from '../manifest.ts';

declare module '../../domain/effect.ts' {
  interface EffectMap {
    /** What she says to a session's reminder: she means to come, cannot, or does not know yet. */
    'session.intention': { readonly personId: string; readonly session: string; readonly says: string };
  }
}

/** Each time she says so is a row of its own; the newest counts. */
export const sessionIntention: Handler<'session.intention'> = ({ personId, session, says }, at) => [
  {
    op: 'insert',
    table: 'session_intention',
    values: {
      id: at.newId(),
      workspace: at.workspace,
      session_id: session,
      person_id: personId,
      says,
      happened_at: at.cause?.sentAt ?? at.now,
      entered_at: at.now,
    },
  },
];
