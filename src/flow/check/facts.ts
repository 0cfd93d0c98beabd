import { addDays } from '../../domain/time.ts';
import { says } from '../../locale/sentence.ts';
import { placeholders } from '../placeholders.ts';
import type { CheckedPack, CheckInput } from './input.ts';
import type { Words } from './words.ts';

/** Somebody needs time to ask the authority again. */
const WARN_DAYS = 30;

/** Facts of the programme that are out of date or soon will be, that nobody has verified, or that no text says. */
export function checkFacts(
  { programme, source }: CheckedPack,
  { issues, today }: CheckInput,
  said: ReadonlySet<string>,
): void {
  for (const { id, expiresOn, verifiedOn, authority } of programme.facts) {
    const at = (key: string) => source.place(['facts', id, key]);
    if (verifiedOn === undefined)
      issues.add(
        'FACT_UNVERIFIED',
        source.place(['facts', id], 'key'),
        says('FACT_UNVERIFIED', { id, authority }),
        says('FACT_UNVERIFIED.fix'),
      );
    else if (verifiedOn >= expiresOn)
      issues.add('CALENDAR_ORDER', at('expires_on'), says('CALENDAR_ORDER.fact', { id, expiresOn, verifiedOn }));
    if (!said.has(id))
      issues.add(
        'FACT_UNUSED',
        source.place(['facts', id], 'key'),
        says('FACT_UNUSED', { id }),
        says('FACT_UNUSED.fix', { placeholder: `{{fact.${id}|…}}` }),
      );
    if (today === undefined) continue;
    if (today > expiresOn)
      issues.add(
        'FACT_EXPIRED',
        at('expires_on'),
        says('FACT_EXPIRED', { id, expiresOn }),
        says('FACT_EXPIRED.fix', { authority }),
      );
    else if (addDays(today, WARN_DAYS) >= expiresOn)
      issues.add(
        'FACT_EXPIRES_SOON',
        at('expires_on'),
        says('FACT_EXPIRES_SOON', { id, expiresOn }),
        says('FACT_EXPIRES_SOON.fix', { authority }),
      );
  }
}

/** Collects which facts the texts of a pack say. */
export function factCollector(said: Set<string>): (text: Words) => void {
  return ({ words, sms }) => {
    for (const form of [words, sms])
      for (const { path } of placeholders(form)) if (path.startsWith('fact.')) said.add(path.slice('fact.'.length));
  };
}
