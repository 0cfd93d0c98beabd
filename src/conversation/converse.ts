import { settle } from './advance.ts';
import { answer } from './answer.ts';
import type { At, ConverseDeps } from './deps.ts';
import { doubted } from './doubt.ts';
import type { Draft, Message } from './draft.ts';
import { change } from './draft.ts';
import type { LaneEvent, LanePerson, LaneView, Turned } from './event.ts';
import { news } from './events.ts';
import { fitOf, textOf } from './hear.ts';
import { type Spoken, speaker } from './lane.ts';
import { newcomer } from './newcomer.ts';
import { closeDraft, openDraft } from './open-draft.ts';
import { othersOnPhone } from './others-on-phone.ts';
import { questionOf } from './questions.ts';
import { route } from './route/index.ts';
import { timer } from './timers.ts';
import { sayUnseen } from './unseen.ts';

/**
 * One turn of a lane: what was heard, by the state as loaded, into the new state and the effects. Pure, synchronous and
 * total: the same lane, event, time and seed give the same turn, and nothing she can send makes it throw.
 */
export function converse(view: LaneView, event: LaneEvent, deps: ConverseDeps, at: At): Turned {
  switch (event.kind) {
    case 'message':
      return hear(view, event, deps, at);
    case 'timer': {
      const person = view.persons.find(({ id }) => id === event.personId);
      if (!person) return nothing('gone');
      const d = openDraft(view, person, deps, at);
      return othersOnPhone(view, closeDraft(d, timer(d, event)), deps, at);
    }
    case 'event': {
      const person = addressee(view, event.personId);
      if (!person) return nothing('ignored');
      const d = openDraft(view, person, deps, at);
      return othersOnPhone(view, closeDraft(d, news(d, event.name, event.payload)), deps, at);
    }
  }
}

function nothing(did: string): Turned {
  return { conversations: {}, effects: [], did };
}

/** News that names nobody is for the only person there is. */
function addressee(view: LaneView, id: string | undefined): LanePerson | undefined {
  if (id !== undefined) return view.persons.find((person) => person.id === id);
  return view.persons.length === 1 ? view.persons[0] : undefined;
}

function hear(view: LaneView, event: Extract<LaneEvent, { kind: 'message' }>, deps: ConverseDeps, at: At): Turned {
  const doubt = doubted(view, event, deps, at, hearAs);
  if (doubt) return doubt;
  const spoken = speaker(view, event, deps, at);
  if (spoken.is === 'asked') return spoken.turned;
  if (spoken.is === 'nobody') return newcomer(view, event, deps, at, (d, message) => hearAs(d, message));
  const turned = othersOnPhone(view, one(view, event, spoken, deps, at), deps, at);
  return spoken.lane ? { ...turned, lane: spoken.lane } : turned;
}

function one(
  view: LaneView,
  event: Extract<LaneEvent, { kind: 'message' }>,
  spoken: Extract<Spoken, { is: 'person' }>,
  deps: ConverseDeps,
  at: At,
): Turned {
  const { message, person } = spoken;
  const d = openDraft(view, person, deps, at, { from: event.addressId, sentAt: message.sentAt });
  return closeDraft(d, hearAs(d, message));
}

/** Routes her message; then a message that came too early is offered once to the question that this one opened. */
function hearAs(d: Draft, message: Message): string {
  const did = route(d, message);
  sayUnseen(d);
  settle(d);
  offerMissed(d, message);
  return did;
}

/** Each that is taken may open the question of the next. */
function offerMissed(d: Draft, message: Message): void {
  for (let opener = message.sentAt; d.conversation.missed; ) {
    const opened = d.asked === undefined ? undefined : questionOf(d, d.asked);
    if (opened?.askedAt !== d.now || opened.thread.startsWith('@') || opened.misses > 0) return;
    const since = opener;
    const later = d.conversation.missed.filter(({ sentAt }) => sentAt > since);
    const [taken] = later.flatMap((missed) => {
      const understood = fitOf(d, opened, missed);
      return understood.fit === 0 || understood.fit === 'echo' ? [] : [{ missed, answer: understood.answer }];
    });
    const left = later.filter((missed) => missed !== taken?.missed);
    change(d, { missed: left.length > 0 ? left : undefined });
    if (!taken) return;
    d.speech = d.speech.filter((piece) => piece.question !== opened.id);
    d.asked = undefined;
    answer(d, opened, taken.answer, textOf(taken.missed.content), taken.missed);
    opener = taken.missed.sentAt;
  }
}
