import type { Handler } from '../manifest.ts';
import { atHand } from './session.ts';

declare module '../../domain/effect.ts' {
  interface EffectMap {
    /** She says that she is there: by the session's word (then it names the session), or by answering `check-in`. */
    'attendance.self': Partial<FromStep> & { readonly personId: string; readonly session?: string };
  }
}

/**
 * One fact a session and person, however often she says it, at the time she sent it: a message that waited an hour for
 * signal still says when she was there. Whose clock said so is kept beside it.
 */
export const attendanceSelf: Handler<'attendance.self'> = ({ personId, session }, at) => {
  const sentAt = at.cause?.sentAt ?? at.now;
  const id = session ?? atHand(at.facts(personId), sentAt)?.id;
  if (id === undefined) return [];
  return [
    {
      op: 'insert-new',
      table: 'attendance_fact',
      values: {
        id: at.newId(),
        workspace: at.workspace,
        session_id: id,
        person_id: personId,
        method: 'self',
        status: 'present',
        happened_at: sentAt,
        sent_by: at.cause?.sentBy ?? 'arrival',
        entered_at: at.now,
      },
    },
  ];
};
