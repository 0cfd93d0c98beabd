import { addDays } from '../../domain/time.ts';
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
        `Nobody has said when \`${id}\` was asked of ${authority}.`,
        'Ask, and write the day as `verified_on`.',
      );
    else if (verifiedOn >= expiresOn)
      issues.add(
        'CALENDAR_ORDER',
        at('expires_on'),
        `\`${id}\` expires on ${expiresOn}, and was verified on ${verifiedOn}.`,
      );
    if (!said.has(id))
      issues.add(
        'FACT_UNUSED',
        source.place(['facts', id], 'key'),
        `No text says \`${id}\`.`,
        `Write \`{{fact.${id}|…}}\` where it belongs, or take it out.`,
      );
    if (today === undefined) continue;
    if (today > expiresOn)
      issues.add(
        'FACT_EXPIRED',
        at('expires_on'),
        `\`${id}\` was true until ${expiresOn}: its words are no longer sent, but what stands after the bar.`,
        `Ask ${authority} and write the new words and days, or take it out.`,
      );
    else if (addDays(today, WARN_DAYS) >= expiresOn)
      issues.add(
        'FACT_EXPIRES_SOON',
        at('expires_on'),
        `\`${id}\` is sent until ${expiresOn} and not after.`,
        `Ask ${authority} what holds from then on.`,
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
