import type { Handler } from '../manifest.ts';

declare module '../../domain/effect.ts' {
  interface EffectMap {
    /** She came after the others had been asked to an event, and is asked now. */
    'session.asked': { readonly personId: string; readonly session: string };
  }
}

export const sessionAsked: Handler<'session.asked'> = ({ personId, session }, at) => [
  {
    op: 'insert-new',
    table: 'sign_up',
    values: { session_id: session, person_id: personId, workspace: at.workspace, state: 'asked', since: at.now },
  },
];
