import type { Manifest } from '../manifest.ts';
import { acknowledge, caseTake, caseTaken } from './acknowledge.ts';
import { care } from './care.ts';
import { caseCloseAsked } from './close-asked.ts';
import { caseMove, caseOpen } from './effect.ts';
import { cases } from './in-care.ts';
import { caseAnswer, caseAnswered, caseClose, caseEnd, caseSay, staffTell } from './life.ts';
import { caseKeep, caseNote, caseNotes, note, notes } from './notes.ts';
import { casesClose, casesList } from './routes.ts';
import { handoffVerb } from './verb.ts';
import { close, list, respond } from './verbs.ts';

/** People answer people: a case with a number, an owner and an end. */
export const handoff = {
  name: 'handoff',
  steps: [handoffVerb],
  effects: {
    'case.open': caseOpen,
    'case.move': caseMove,
    'case.say': caseSay,
    'case.answered': caseAnswered,
    'case.end': caseEnd,
    'staff.tell': staffTell,
    'case.answer': caseAnswer,
    'case.close': caseClose,
    'case.take': caseTake,
    'case.taken': caseTaken,
    'case.keep': caseKeep,
    'case.note': caseNote,
  },
  facts: [care, cases, caseNotes],
  operations: [caseCloseAsked],
  routes: [casesList, casesClose],
  staffVerbs: [respond, close, acknowledge, note, notes, list],
  needs: ['care', 'cases', 'case_notes'],
} satisfies Manifest;
