import type { MediaRef } from '../../domain/inbound.ts';
import type { WaitingEvent } from '../../domain/kept.ts';
import { eventRow } from '../../store/event-row.ts';
import type { RowWrite } from '../../store/port.ts';
import type { Handler } from '../manifest.ts';
import { careOf } from './care.ts';
import { SAFEGUARDING_TOPIC } from './owner.ts';
import { caseTimer, noTimer } from './rows.ts';

/** What somebody sent, for somebody else's phone. */
export interface HandedOn {
  readonly text: string;
  /** Files: each goes on its way when it has been fetched. */
  readonly files: readonly MediaRef[];
}

declare module '../../domain/effect.ts' {
  interface EffectMap {
    /** Her words go to whoever has the case, and wait there for an answer. */
    'case.say': {
      readonly personId: string;
      readonly case: string;
      /** What has no words and no file: `sticker`, `location`… */
      readonly shown: readonly string[];
    } & HandedOn;
    /** A staff person's answer has left for her: it is that person's case now. */
    'case.answered': { readonly personId: string; readonly case: string; readonly by: string };
    /** The case is over. */
    'case.end': { readonly personId: string; readonly case: string; readonly by: string };
    /** A system text for a staff person on another lane: what became of what she wrote. */
    'staff.tell': {
      readonly personId: string;
      readonly to: string;
      readonly lane: string;
      readonly key: string;
      readonly vars: Readonly<Record<string, string | number>>;
    };
    /** A staff person answers: her words go to the learner's lane, where it is decided who was first. */
    'case.answer': { readonly personId: string } & Toward & HandedOn;
    /** A staff person closes a case. */
    'case.close': { readonly personId: string } & Toward;
  }
}

/** A case as a staff verb names it, and the one who works it. */
export interface Toward {
  readonly case: string;
  readonly number: number;
  readonly learner: string;
  readonly lane: string;
  /** First name of the staff person. */
  readonly name: string;
}

export const caseSay: Handler<'case.say'> = ({ personId, case: id, text, shown, files }, at) => {
  const open = careOf(at.facts(personId)).find((one) => one.id === id);
  if (!open?.owner || !open.ownerLane) return [];
  const to = { id: open.owner, lane: open.ownerLane };
  const words = (media: readonly string[], said: string): WaitingEvent => ({
    lane: to.lane,
    person: to.id,
    name: 'case.words',
    payload: { case: id, text: said, media },
  });
  const rows =
    files.length === 0
      ? [eventRow(to, 'case.words', words(shown, text).payload, at)]
      : files.map((file, i) => {
          const event = words([file.kind], i === 0 ? text : '');
          return whenFetched(file, event, event);
        });
  if (open.waiting !== null) return rows;
  return [
    ...rows,
    { op: 'update', table: 'care_case', key: { id }, set: { waiting_since: at.now } },
    caseTimer(personId, id, open.topic, at),
  ];
};

/** Photos and recordings are fetched after the turn: what is to be done with them then stands on their own rows. */
function whenFetched({ from }: MediaRef, kept: WaitingEvent, lost: WaitingEvent): RowWrite {
  return {
    op: 'update',
    table: 'media',
    key: { inbox_seq: from?.inbox ?? -1, nth: from?.nth ?? 0 },
    set: { then_events: JSON.stringify({ kept, lost }) },
  };
}

export const caseAnswered: Handler<'case.answered'> = ({ personId, case: id, by }, at) => [
  {
    op: 'update',
    table: 'care_case',
    key: { id, state: 'open' },
    set: { owner_id: by, answered_at: at.now, waiting_since: null },
  },
  noTimer(personId, id),
];

/** A call for help that is over, or was none, leaves nothing open. */
export const caseEnd: Handler<'case.end'> = ({ personId, case: id, by }, at) => {
  const open = careOf(at.facts(personId)).find((one) => one.id === id);
  const over = { state: 'closed', closed_at: at.now };
  return [
    {
      op: 'update',
      table: 'care_case',
      key: { id, state: 'open' },
      set: { ...over, closed_by: by, waiting_since: null },
    },
    noTimer(personId, id),
    ...(open?.topic === SAFEGUARDING_TOPIC
      ? [{ op: 'update', table: 'safeguarding_alert', key: { person_id: personId, state: 'open' }, set: over } as const]
      : []),
  ];
};

export const staffTell: Handler<'staff.tell'> = ({ to, lane, key, vars }, at) => [
  eventRow({ id: to, lane }, 'say', { key, vars }, at),
];

export const caseAnswer: Handler<'case.answer'> = (effect, at) => {
  const { personId, case: id, number, learner, lane, name, text, files } = effect;
  const from = { case: id, number, by: personId, lane: at.laneId, name };
  if (files.length === 0) return [eventRow({ id: learner, lane }, 'case.answer', { ...from, text }, at)];
  const lost = { key: 'staff.media-lost', vars: { number } };
  return files.map((file, i) =>
    whenFetched(
      file,
      { lane, person: learner, name: 'case.answer', payload: { ...from, text: i === 0 ? text : '', media: file.kind } },
      { lane: at.laneId, person: personId, name: 'say', payload: lost },
    ),
  );
};

export const caseClose: Handler<'case.close'> = ({ personId, case: id, number, learner, lane, name }, at) => [
  eventRow({ id: learner, lane }, 'case.close', { case: id, number, by: personId, lane: at.laneId, name }, at),
];
