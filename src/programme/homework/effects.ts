import type { Answer } from '../../domain/answer.ts';
import type { RowWrite, SqlRow } from '../../store/port.ts';
import type { Handler, HandlerContext } from '../manifest.ts';

declare module '../../domain/effect.ts' {
  interface EffectMap {
    /** She was told what to do. Twice is once. */
    'homework.assign': FromStep;
    /** A piece of her homework: a text, a photo, several; with the answer at hand. */
    'homework.part': FromStep;
    /** She says that this is all, or has been quiet for a day after a part. */
    'homework.hand-in': FromStep;
    /** The day it was due has come. */
    'homework.due': FromStep;
  }
}

type Source = { readonly personId: string; readonly flow: string };

/** One homework a person and file. The id is made of both, so that every effect finds the row without reading. */
export function homeworkId({ personId, flow }: Source): string {
  return `${personId}:${flow}`;
}

export const assign: Handler<'homework.assign'> = (effect, at) => [
  {
    op: 'insert-new',
    table: 'homework',
    values: {
      id: homeworkId(effect),
      workspace: at.workspace,
      person_id: effect.personId,
      programme: effect.flow.split('/')[0]!,
      name: effect.flow.slice(effect.flow.indexOf('/') + 1),
      state: 'assigned',
      thread_id: effect.threadId,
      assigned_at: at.now,
    },
  },
];

/** Every photo, note and text is a row of its own; with the first of them the homework is received. */
export const part: Handler<'homework.part'> = (effect, at) => {
  if (!effect.answer) return [];
  const pieces = piecesOf(effect.answer, effect.raw ?? '');
  const parts = pieces.map(
    (piece): RowWrite => ({
      op: 'insert',
      table: 'homework_part',
      values: {
        id: at.newId(),
        workspace: at.workspace,
        homework_id: homeworkId(effect),
        inbox_seq: at.cause ? Number(at.cause.inboxId) : null,
        ...piece,
        happened_at: at.cause?.sentAt ?? at.now,
        entered_at: at.now,
      },
    }),
  );
  return [...parts, ...received(effect, at), ...owned(effect, at)];
};

/** Files that came while we asked whose or for which homework they were are hers now. */
function owned({ answer, personId }: Parameters<typeof part>[0], at: HandlerContext): readonly RowWrite[] {
  if (answer?.type !== 'media') return [];
  return answer.media.flatMap(({ from }): readonly RowWrite[] =>
    from === undefined || String(from.inbox) === at.cause?.inboxId
      ? []
      : [{ op: 'update', table: 'media', key: { inbox_seq: from.inbox, nth: from.nth }, set: { person_id: personId } }],
  );
}

export const handIn: Handler<'homework.hand-in'> = (effect, at) => [
  { op: 'update', table: 'homework', key: { id: homeworkId(effect) }, set: { handed_in_at: at.now } },
];

export const due: Handler<'homework.due'> = (effect, at) => [
  { op: 'update', table: 'homework', key: { id: homeworkId(effect) }, set: { due_at: at.now } },
];

/** What was accepted or excused stays so, whatever else she sends. */
function received(effect: Source, at: HandlerContext): readonly RowWrite[] {
  return ['assigned', 'redo'].map((state) => ({
    op: 'update',
    table: 'homework',
    key: { id: homeworkId(effect), state },
    set: { state: 'received', received_at: at.cause?.sentAt ?? at.now },
  }));
}

/** `inbox_seq` and `nth` name the media row that holds the bytes. A caption stands with the first of its photos. */
function piecesOf(answer: Answer, raw: string): readonly SqlRow[] {
  switch (answer.type) {
    case 'media':
      return answer.media.map((ref, nth) => ({
        kind: ref.kind,
        nth: ref.from?.nth ?? nth,
        ...(ref.from ? { inbox_seq: ref.from.inbox } : {}),
        text: nth === 0 ? (answer.caption ?? null) : null,
      }));
    case 'location':
      return [{ kind: 'location', nth: 0, text: `${answer.latitude},${answer.longitude}` }];
    case 'text':
    case 'name':
      return [{ kind: 'text', nth: 0, text: answer.text }];
    default:
      return [{ kind: 'text', nth: 0, text: raw }];
  }
}
