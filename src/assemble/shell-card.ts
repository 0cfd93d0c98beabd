import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { RecadoError } from '../base/errors.ts';
import { cardOf, sheetOf } from '../programme/card/index.ts';
import type { App } from './app.ts';
import { ourNumbers } from './our-numbers.ts';
import { placeOf } from './place.ts';
import type { Speaker } from './tongue.ts';

interface Options {
  readonly cohort?: string;
  readonly out?: string;
  readonly whatsapp?: string;
  readonly sms?: string;
}

/** `recado card llera --cohort grupo-a --out card.svg`: what is printed and handed out. */
export function addCardCommand(
  program: Command,
  app: () => Promise<App>,
  say: (line: string) => void,
  speaker: () => Speaker,
): void {
  program
    .command('card <programme>')
    .description('the card to print: our numbers, a QR that opens WhatsApp with the join word, what we never ask')
    .option('--cohort <cohort>', 'whoever comes in by it is put into this cohort')
    .option('--out <file>', 'card.svg for one, card.html for a page of four (print it, or save it as PDF)', 'card.html')
    .option('--whatsapp <phone>', 'our number, where it is not the one in the settings')
    .option('--sms <phone>', 'the same for SMS')
    .action(async (name: string, { cohort, out = 'card.html', whatsapp, sms }: Options) => {
      const running = await app();
      const { library, deps } = running.mind();
      const programme = library.programmes.get(name);
      if (!programme)
        throw new RecadoError('PROGRAMME_UNKNOWN', { name, known: [...library.programmes.keys()].join(', ') });
      if (!/\.(svg|html)$/.test(out)) throw new RecadoError('CARD_FORMAT', { file: out });
      if (cohort !== undefined) {
        const found = await running.store.read({
          sql: { sqlite: 'select id from cohort where programme = @name and name = @cohort' },
          params: { name, cohort },
        });
        if (found.length === 0) throw new RecadoError('COHORT_UNKNOWN', { name: cohort, programme: name });
      }
      const known = await ourNumbers(running.channels);
      const written = async (phone: string | undefined) =>
        phone === undefined ? undefined : (await placeOf(running, phone)).phone;
      const made = cardOf({
        programme,
        cohort,
        whatsapp: (await written(whatsapp)) ?? known.whatsapp,
        sms: (await written(sms)) ?? known.sms,
        words: (key, vars, language) => deps.texts.say(key, { language, vars, address: programme.address }).text,
      });
      await writeFile(out, out.endsWith('.svg') ? made.svg : sheetOf(made, programme.languages[0]!));
      say(`${out}: ${made.word}${made.link === null ? '' : `, ${made.link}`}`);
      if (made.link === null) say(speaker().phrase('cards.no-whatsapp'));
    });
}
