import { firstName } from '../programme/on-duty.ts';
import { isApplicant } from './applying.ts';
import { isCareful } from './careful.ts';
import { change, type Draft, effect, programmeOf } from './draft.ts';
import { toLessons } from './journey.ts';
import { say } from './speech.ts';

/**
 * The team has decided. Chosen: warmly, with her first lesson. Else one kind line, no reason and no points; where others
 * read her phone it says only that there is an answer, and somebody tells her.
 */
export function decided(d: Draft, decision: 'selected' | 'waitlisted' | 'declined'): string {
  const { journey } = d.conversation;
  const programme = programmeOf(d);
  if (!journey || !programme || !isApplicant(d)) return 'ignored';
  d.kind = 'lesson'; // no message of hers caused it: it waits for the end of her quiet hours
  const vars = { name: firstName(d.world.profile['name'] ?? d.person.name) };
  const { answer: _, ...rest } = journey;
  if (decision === 'selected') {
    change(d, { journey: rest });
    say(d, 'applied.selected', vars);
    toLessons(d);
    return 'selected';
  }
  change(d, { journey: { ...rest, answer: decision } });
  if (!isCareful(d)) say(d, `applied.${decision}`, vars);
  else {
    say(d, 'applied.in-person', vars);
    effect(d, {
      kind: 'task',
      personId: d.person.id,
      topic: 'selection',
      why: 'answer-in-person',
      about: programme.title,
    });
  }
  return decision;
}
