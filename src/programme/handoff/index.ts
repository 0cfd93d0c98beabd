import type { Manifest } from '../manifest.ts';
import { care } from './care.ts';
import { caseMove, caseOpen } from './effect.ts';
import { cases } from './in-care.ts';
import { caseAnswer, caseAnswered, caseClose, caseEnd, caseSay, staffTell } from './life.ts';
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
  },
  facts: [care, cases],
  staffVerbs: [respond, close, list],
  needs: ['care', 'cases'],
} satisfies Manifest;
