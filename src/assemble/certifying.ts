import type { Clock } from '../base/clock.ts';
import { judge, printedOf } from '../programme/certificate/index.ts';
import type { PaperworkDeps } from '../scheduler/paperwork.ts';
import type { Store } from '../store/port.ts';
import { FACTS } from './capabilities.ts';
import type { Mind } from './mind.ts';

/** What certificates need of the packs as they are now. */
export function certifying({
  store,
  mind,
  clock,
}: {
  readonly store: Store;
  readonly mind: () => Mind;
  readonly clock: Clock;
}): Pick<PaperworkDeps, 'judge' | 'printed' | 'words'> {
  const words: PaperworkDeps['words'] = (key, vars, language) => mind().deps.texts.say(key, { language, vars }).text;
  return {
    words,
    async judge({ programme, cohort, workspace, cursor }, most) {
      const { library } = mind();
      const found = library.programmes.get(programme);
      if (!found?.certificate) return null;
      return judge(
        { programme, cohort, workspace, after: cursor, most },
        {
          read: (query) => store.read(query),
          facts: FACTS,
          lacks: (scope) => library.lacks(programme, scope) ?? [],
          rule: found.certificate.rule,
          timezone: found.timezone,
          now: clock.now(),
        },
      );
    },
    printed({ programme, issuedAt, minutes }) {
      const found = mind().library.programmes.get(programme);
      return found ? printedOf(found, issuedAt, minutes, words) : null;
    },
  };
}
