import { idsFrom } from '../base/ids.ts';
import { converse } from '../conversation/converse.ts';
import type { ConverseDeps } from '../conversation/deps.ts';
import { readConversation, writeConversation } from '../conversation/stored.ts';
import type { TimerRequest } from '../domain/timer.ts';
import type { HandlerContext, Handlers, PublishedFact } from '../programme/manifest.ts';
import type { ClaimedItem, LoadedLane, Think, Thought } from '../store/port.ts';
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

/** A timer whose anchor is now known: its rule is read in her zone and it waits for that moment. She notices nothing. */
function anchored(
  lane: LoadedLane,
  item: Extract<ClaimedItem, { from: 'timer' }>,
  deps: ThinkDeps,
  at: Pick<HandlerContext, 'now' | 'newId'>,
): Thought {
  const person = lane.persons.find(({ id }) => id === item.personId);
  if (!person) return { ...NOTHING, did: 'gone' };
  const timer = JSON.parse(item.request) as TimerRequest;
  const conversation = readConversation(person.conversation, person.schema);
  const anchoredAt = item.anchoredAt ?? at.now;
  const due = dueOf(timer, anchoredAt, dueAt(lane, item.personId, conversation, deps.library, at.now));
  // "1 day before" of a homework that was asked only that evening: a reminder ahead of its question reminds of nothing.
  if (timer.purpose === 'remind' && due <= anchoredAt) return { ...NOTHING, did: 'past' };
  const context = { ...at, workspace: deps.workspace, laneId: lane.laneId };
  return { ...NOTHING, rows: [timerRow(item.personId, timer, context, { due, anchoredAt })], did: 'anchored' };
}
