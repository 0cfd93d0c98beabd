import type { Command } from 'commander';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { RecadoError } from '../base/errors.ts';
import { phoneOf } from '../channels/phone.ts';
import {
  addressConfirm,
  addressDuplicates,
  addressMerge,
  type Found,
  personFind,
  personMerge,
  personUnmerge,
} from '../programme/linking/index.ts';
import type { App } from './app.ts';
import type { Phrase, Speaker } from './tongue.ts';

type Say = (line: string) => void;

/** `recado person find|merge|unmerge|confirm|duplicates`: who is who. */
export function addPersonCommands(program: Command, app: () => Promise<App>, say: Say, speaker: () => Speaker): void {
  const person =
    program.commands.find((one) => one.name() === 'person') ??
    program.command('person').description('who is who, whatever the phone');
  person
    .command('find <who>')
    .description('everybody of that name, phone or id')
    .action(async (who: string) => {
      const found = await find(await app(), who);
      const { phrase } = speaker();
      if (found.length === 0) say(phrase('persons.nobody'));
      for (const one of found) say(shown(one, phrase));
    });
  person
    .command('merge <keep> <other>')
    .description('two records are one woman: everything of the other becomes part of the first; can be undone')
    .action(async (keep: string, other: string) => {
      const running = await app();
      const [one, two] = [await personNamed(running, keep), await personNamed(running, other)];
      await running.operate(personMerge, { keep: one.id, gone: two.id, why: 'shell' });
      say(speaker().phrase('persons.merged', { one: nameOf(one), two: nameOf(two), id: one.id }));
    });
  person
    .command('unmerge <who>')
    .description('undo the last merge of a person; what was written since stays with her')
    .action(async (who: string) => {
      const running = await app();
      const { back, oneLane } = await running.operate(personUnmerge, { person: (await personNamed(running, who)).id });
      const { phrase } = speaker();
      say(phrase('persons.unmerged', { back }));
      if (oneLane) say(phrase('persons.one-lane'));
    });
  person
    .command('confirm <phone>')
    .description('vouch for a number in doubt: those known on it are they')
    .action(async (phone: string) => {
      const { numbers } = await (await app()).operate(addressConfirm, { phone: e164(phone), workspace: 'main' });
      const { phrase } = speaker();
      say(numbers > 0 ? phrase('persons.trusted') : phrase('persons.no-doubt'));
    });
  person
    .command('duplicates')
    .description('phones that stand twice')
    .option('--merge', 'make each of them one, and the persons of one name on it')
    .action(async ({ merge }: { merge?: boolean }) => {
      const running = await app();
      const twice = await running.operate(addressDuplicates, {});
      const { phrase } = speaker();
      say(twice.length === 0 ? phrase('persons.once') : phrase('persons.twice', { count: twice.length }));
      if (!merge) return;
      let persons = 0;
      for (const one of twice) persons += (await running.operate(addressMerge, { ...one, workspace: 'main' })).merges;
      if (twice.length > 0) say(phrase('persons.each', { count: persons }));
    });
}

/** Someone by name, phone or id. */
async function find(running: App, who: string): Promise<readonly Found[]> {
  const phone = /\d{7}/.test(who) && !/[a-z]/i.test(who) ? e164(who) : who;
  return running.operate(personFind, { who: phone, workspace: 'main' });
}

/** The one who is meant. Throws PERSON_UNKNOWN where nobody is, or several. */
export async function personNamed(running: App, who: string): Promise<Found> {
  const [one, ...others] = await find(running, who);
  if (!one || others.length > 0) throw new RecadoError('PERSON_UNKNOWN', { who });
  return one;
}

function e164(written: string): string {
  const phone = phoneOf(parsePhoneNumberFromString(written)?.number ?? written.replace(/[ ().-]/g, ''));
  if (phone === undefined) throw new RecadoError('PHONE_INVALID', {});
  return phone.startsWith('+') ? phone : `+${phone}`;
}

const nameOf = ({ name, id }: Found): string => name || id;

function shown({ id, name, reached, programmes }: Found, phrase: Phrase): string {
  const phones = reached.join(', ') || phrase('persons.phoneless');
  const within = programmes.join(', ') || phrase('persons.nowhere');
  return `${name || phrase('shown.nameless')}  ${phones}  ${within}  ${id}`;
}
