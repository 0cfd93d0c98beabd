import type { At, ConverseDeps } from './deps.ts';
import type { LanePerson, LaneView, Turned } from './event.ts';
import { closeDraft, openDraft } from './open-draft.ts';
import { nextHeld } from './threads.ts';

/** Somebody's lesson has ended or rests: whose lesson waited for the phone begins in the same turn. */
export function othersOnPhone(view: LaneView, turned: Turned, deps: ConverseDeps, at: At): Turned {
  const moved = Object.keys(turned.conversations);
  // Who called for help is not followed by the lesson of another; that comes by its timer.
  if (moved.length === 0 || view.persons.length < 2 || turned.did === 'distress') return turned;
  let all = turned;
  for (const person of view.persons) {
    if (moved.includes(person.id) || !person.conversation.threads.some(({ held }) => held)) continue;
    const persons = view.persons.map((one) => asNow(one, all));
    const d = openDraft({ ...view, persons }, person, deps, at);
    if (!d.shared || nextHeld(d) === undefined) continue;
    const own = closeDraft(d, '');
    all = {
      ...all,
      conversations: { ...all.conversations, ...own.conversations },
      effects: [...all.effects, ...own.effects],
    };
  }
  return all;
}

function asNow(person: LanePerson, { conversations }: Turned): LanePerson {
  const conversation = conversations[person.id];
  return conversation ? { ...person, conversation } : person;
}
