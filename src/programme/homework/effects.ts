import type { Answer } from '../../domain/answer.ts';
import type { RowWrite, SqlRow } from '../../store/port.ts';
import type { Handler, HandlerContext } from '../manifest.ts';
import { type HomeworkFact, homeworkIn } from './facts.ts';

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

/** One homework a person and file. The id is made of both. */
export function homeworkId({ personId, flow }: Source): string {
  return `${personId}:${flow}`;
}

/** Its row, where she had it before this turn: two records that were made one keep the ids of the first. */
function rowOf({ personId, flow }: Source, at: HandlerContext): HomeworkFact | undefined {
  const row = homeworkIn(at.facts(personId))[nameOf(flow)];
  return row?.programme === programmeOf(flow) ? row : undefined;
}

const programmeOf = (flow: string): string => flow.split('/')[0]!;
const nameOf = (flow: string): string => flow.slice(flow.indexOf('/') + 1);

export const assign: Handler<'homework.assign'> = (effect, at) => [
  {
    op: 'insert-new',
    table: 'homework',
    values: {
      id: homeworkId(effect),
      workspace: at.workspace,
      person_id: effect.personId,
      programme: programmeOf(effect.flow),
      name: nameOf(effect.flow),
      state: 'assigned',
      thread_id: effect.threadId,
      assigned_at: at.now,
    },
  },
];

/**
 * Every photo, note and text is a row of its own; with the first of them the homework is received. After a reviewer has
 * asked for it again it is the next submission.
 */
export const part: Handler<'homework.part'> = (effect, at) => {
  if (!effect.answer) return [];
  const row = rowOf(effect, at);
  const id = row?.id ?? homeworkId(effect);
  const sentAt = effect.sentAt ?? at.cause?.sentAt ?? at.now;
  // What was under way while it was looked at is of what was looked at.
  const again = row?.state === 'redo' && sentAt >= (row.reviewed ?? 0);
  const submission = (row?.submission ?? 1) + (again ? 1 : 0);
  const late = row && row.due !== null && sentAt > row.due ? 1 : 0;
  const pieces = piecesOf(effect.answer, effect.raw ?? '');
  const parts = pieces.map(
    (piece): RowWrite => ({
      op: 'insert',
      table: 'homework_part',
      values: {
        id: at.newId(),
        workspace: at.workspace,
        homework_id: id,
        inbox_seq: at.cause ? Number(at.cause.inboxId) : null,
        ...piece,
        happened_at: sentAt,
        entered_at: at.now,
        submission,
        late,
      },
    }),
  );
  const state = again ? 'redo' : 'assigned';
  return [
    ...parts,
    // What was accepted or excused stays so, whatever else she sends.
    {
      op: 'update',
      table: 'homework',
      key: { id, state },
      set: { state: 'received', received_at: sentAt, submission, handed_in_at: null },
    },
    ...owned(effect, at),
  ];
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
  { op: 'update', table: 'homework', key: { id: keyOf(effect, at) }, set: { handed_in_at: at.now } },
];

export const due: Handler<'homework.due'> = (effect, at) => [
  { op: 'update', table: 'homework', key: { id: keyOf(effect, at) }, set: { due_at: at.now } },
];

const keyOf = (effect: Source, at: HandlerContext): string => rowOf(effect, at)?.id ?? homeworkId(effect);

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
