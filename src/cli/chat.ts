import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { styleText } from 'node:util';
import type { Command } from 'commander';
import { chat, RecadoError, settings, speakerIn, Trouble } from '../assemble/index.ts';
import { foldersOf } from './lang.ts';

export function addChat(program: Command): void {
  program
    .command('chat [pack]')
    .description('a phone in the terminal, through the real product in virtual time')
    .option('--lesson <lesson>', 'begin in this lesson; without it you are a newcomer')
    .option('--sms', 'as SMS; else as WhatsApp')
    .option('--at <moment>', 'local date and time', '2026-03-02 10:00')
    .option('--save <file>', 'keep the chat as a transcript')
    .action(async (pack: string | undefined, options: ChatOptions) => {
      const folders = foldersOf(settings());
      const speaker = speakerIn(folders, pack);
      const phone = await chat(folders, {
        ...(pack ? { pack } : {}),
        ...(options.lesson ? { lesson: options.lesson } : {}),
        form: options.sms ? 'sms' : 'whatsapp',
        at: options.at,
      });
      const show = (messages: readonly string[]) => {
        for (const message of messages) console.log(styleText('cyan', message.replace(/^/gm, '  ')), '\n');
      };
      console.log(styleText('dim', `${speaker.phrase('chat.how')}\n`));
      show(phone.opening);
      const input = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
      input.prompt();
      for await (const line of input) {
        try {
          if (line.trim()) show(await phone.line(line.trim()));
        } catch (error) {
          if (error instanceof Trouble) console.log(speaker.tell(error.says));
          else if (error instanceof RecadoError) console.log(Object.values(speaker.error(error)).join(' '));
          else console.log(error instanceof Error ? error.message : String(error));
        }
        input.prompt();
      }
      if (options.save) {
        await writeFile(options.save, phone.transcript(speaker.phrase('chat.title')));
        console.log(`\n${speaker.phrase('chat.kept', { path: options.save })}`);
      }
      await phone.close();
    });
}

interface ChatOptions {
  readonly lesson?: string;
  readonly sms?: true;
  readonly at: string;
  readonly save?: string;
}
