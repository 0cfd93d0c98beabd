import { idsFrom } from '../base/ids.ts';
import { converse } from '../conversation/converse.ts';
import type { ConverseDeps } from '../conversation/deps.ts';
import { readConversation, writeConversation } from '../conversation/stored.ts';
import type { TimerRequest } from '../domain/timer.ts';
import type { HandlerContext, Handlers, PublishedFact } from '../programme/manifest.ts';
import type { AnchoredTimer, ClaimedItem, LoadedLane, RowWrite, Think, Thought } from '../store/port.ts';
import { timerRow } from '../store/timer-row.ts';
import { applyEffects } from './apply.ts';
import { dueAt, TurnContext } from './context.ts';
import { dueOf } from './due.ts';
import { laneEvent } from './event.ts';
import { mediaRows } from './media.ts';
import { laneView } from './view.ts';
import { withheldRows } from './withheld.ts';

export interface ThinkDeps extends ConverseDeps {
  readonly handlers: Handlers;
  readonly facts: readonly PublishedFact[];
  readonly workspace: string;
}

/** A turn that only says what became of its row. */
const NOTHING: Pick<Thought, 'conversations' | 'rows'> = { conversations: [], rows: [] };

/**
 * The pure turn: loaded lane and claimed row → rows. Throws what the conversation throws; the store then rolls the turn
 * back and keeps the row. Ids come of the batch's seed and the row, so that two turns of a batch never share one.
 */
export function makeThink(deps: ThinkDeps): Think {
  return (lane, item, { now, seed }) => {
    const own = `${seed}/${item.from}/${item.id}`;
    const newId = idsFrom(now, `${own}/rows`);
    if (item.from === 'timer' && item.phase === 'anchor') return anchored(lane, item, deps, { now, newId });

    const view = laneView(lane, item, deps, now);
    const turned = converse(view, laneEvent(item), deps, { now, seed: own });
    const context = new TurnContext(lane, item, view, turned, deps, { now, newId });
    // Media first: an effect may say what follows when a file of this message is fetched.
    const media = mediaRows(item, view, turned.effects, context);
    const done = applyEffects(turned.effects, deps.handlers, context);
    const rows = [...media, ...done, ...withheldRows(item, done)];
    return {
      ...(turned.lane === undefined ? {} : { laneState: JSON.stringify(turned.lane) }),
      conversations: Object.entries(turned.conversations).map(([personId, conversation]) => {
        const { state, schema } = writeConversation(conversation);
        return { personId, state, schema };
      }),
      rows,
      did: turned.did,
    };
  };
}

/** Timers whose anchors are now known: their rules are read in her zone and they wait for that moment. She notices nothing. */
function anchored(
  lane: LoadedLane,
  item: Extract<ClaimedItem, { from: 'timer' }>,
  deps: ThinkDeps,
  at: Pick<HandlerContext, 'now' | 'newId'>,
): Thought {
  const person = lane.persons.find(({ id }) => id === item.personId);
  if (!person) return { ...NOTHING, did: 'gone' };
  const due = dueAt(lane, item.personId, readConversation(person.conversation, person.schema), deps.library, at.now);
  const context = { ...at, workspace: deps.workspace, laneId: lane.laneId };
  const rowOf = ({ request, anchoredAt: known }: AnchoredTimer): RowWrite | undefined => {
    const timer = JSON.parse(request) as TimerRequest;
    const anchoredAt = known ?? at.now;
    const moment = dueOf(timer, anchoredAt, due);
    // "1 day before" of a homework that was asked only that evening: a reminder ahead of its question reminds of nothing.
    if (timer.purpose === 'remind' && moment <= anchoredAt) return undefined;
    return timerRow(item.personId, timer, context, { due: moment, anchoredAt });
  };
  const own = rowOf(item);
  const others = (item.beside ?? []).map((timer) => rowOf(timer) ?? pastRow(item.personId, timer.key));
  return { ...NOTHING, rows: own ? [own, ...others] : others, did: own ? 'anchored' : PAST };
}

const PAST = 'past';

const pastRow = (personId: string, key: string): RowWrite => ({
  op: 'update',
  table: 'timer',
  key: { person_id: personId, key },
  set: { state: 1, did: PAST },
});
